#include <utility>

#include "app/panels/layout/dock.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr const char* kExample = "Once upon a time there was a";

const TypedTokens& typedTokens(PanelContext& context) {
  ModelPanelState& state = context.state.model;
  TypedTokens& typed = state.typed;
  const auto& model = context.document().model.model;
  if (typed.model == model && typed.text == state.text) return typed;
  typed = {model, state.text, model->tokenizer->encode(state.text)};
  return typed;
}

void drawTextBox(PanelContext& context, float widthPx) {
  ModelPanelState& state = context.state.model;
  TextBoxSpec spec;
  spec.hint = "the text that the model reads";
  spec.widthPx = widthPx;
  spec.focus = std::exchange(state.focusText, false);
  const TextBoxEvents events = textBox(context.state.keyboard, "##modeltext", state.text, spec);
  if (ImGui::IsItemActivated()) state.textMerges = false;
  tooltip("The model reads along while you type.  t  brings you here.");
  if (events.edited) context.textChanged(Asker::Text);
  if (events.edited || events.entered) state.textWaits = true;
}

void showPath(PanelContext& context, int position, bool also) {
  context.ask(TraceCommand{context.state.model.text, std::to_string(position), also}, Asker::Text);
}

void drawJumps(PanelContext& context, const TypedTokens& typed) {
  const bool any = !typed.pieces.empty();
  if (flatButton("soak", context.colors.text, "Draw the last token's path through the layers.", any)) {
    showPage(context, DockPage::Soak);
    showPath(context, static_cast<int>(typed.pieces.size()) - 1, false);
  }
  ImGui::SameLine(0, 0);
  if (flatButton("lens", context.colors.text, "What each half-step of the layers would predict.", any))
    showPage(context, DockPage::Lens);
  ImGui::SameLine(0, 0);
  if (flatButton("attention", context.colors.text, "Which tokens each head looks at.", any))
    showPage(context, DockPage::Attention);
  ImGui::SameLine(0, 0);
  if (!flatButton("write", context.colors.accent, "Go on with the text, token by token.", any)) return;
  showPage(context, DockPage::Write);
  if (!context.state.model.writing) toggleWriting(context);
}

float jumpsWidth() {
  float width = 0;
  for (const char* label : {"soak", "lens", "attention", "write"})
    width += ImGui::CalcTextSize(label).x + 0.6f * em();
  return width;
}

void drawCount(PanelContext& context, const TypedTokens& typed) {
  const int most = context.languageModel()->config().context;
  const std::string count = std::to_string(typed.pieces.size()) + " of " + std::to_string(most) + " tokens";
  text(count, static_cast<int>(typed.pieces.size()) > most ? context.colors.error : context.colors.textDim);
  tooltip("The model reads at most so many tokens at once: its context.");
}

}  // namespace

void giveTextToModel(PanelContext& context) {
  ModelPanelState& state = context.state.model;
  if (!state.textWaits || !context.languageModel() || context.busy()) return;
  if (typedTokens(context).pieces.empty()) return;
  state.textWaits = false;
  const auto count = std::ssize(state.typed.pieces);
  const int most = context.languageModel()->config().context;
  if (count > most) {  // said where it is typed: the log would have a line for every letter
    context.state.asker = Asker::Text;
    context.state.askerError = "the text has " + base::groupedText(count) +
                               " tokens; the model reads at most " + std::to_string(most);
    return;
  }
  const bool merges = state.textMerges;
  context.ask(PredictCommand{state.text, {}}, Asker::Text, merges);
  state.textMerges = true;
}

void drawTextPage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "A text, cut into the tokens that a language model reads, each with its number."))
    return;
  const float room = ImGui::GetContentRegionAvail().x;
  const float jumps = jumpsWidth() + ImGui::GetStyle().ItemSpacing.x;
  const bool wide = room - jumps > 18 * em();
  drawTextBox(context, wide ? room - jumps : 0);
  const TypedTokens& typed = typedTokens(context);
  if (wide) {
    ImGui::SameLine();
    drawJumps(context, typed);
  }
  drawAskerError(context, Asker::Text);
  if (context.state.model.text.empty()) {
    wrapped("Type a text: its tokens show here as boxes, what the model expects next on the right.",
            context.colors.textDim);
    if (ImGui::Button(kExample)) {
      context.state.model.text = kExample;
      context.state.model.textWaits = true;
      context.state.model.textMerges = false;
    }
    return;
  }
  if (const auto clicked = drawTokenBoxes(context, {typed.text, typed.pieces, -1}))
    showPath(context, *clicked, ImGui::GetIO().KeyCtrl);
  if (!wide) {
    drawJumps(context, typed);
    ImGui::SameLine();
  }
  drawCount(context, typed);
}

}  // namespace es::app
