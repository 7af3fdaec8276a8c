#include "app/panels/model/text_page.h"

#include <fmt/format.h>

#include <utility>

#include "app/panels/model/large_tokens.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/token_columns.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

constexpr const char* kExample = "Once upon a time there was a";
constexpr const char* kGapExample = "the cat [mask] on the mat";

void drawTextBox(PanelContext& context, float widthPx) {
  ModelTextState& state = context.memory<ModelTextState>();
  TextBoxSpec spec;
  spec.hint = "the text that the model reads";
  spec.widthPx = widthPx;
  spec.focus = std::exchange(state.focus, false);
  spec.tellsCaret = true;
  const TextBoxEvents events = textBox(context.state.keyboard, "##modeltext", state.text, spec);
  if (state.caret != events.caret) context.out.moves = true;  // the bars follow it
  state.caret = events.caret;
  if (ImGui::IsItemActivated()) state.step.reset();
  tooltip("The model reads along while you type.  t  brings you here.");
  if (events.edited) context.textChanged(Asker::Text);
  if (events.edited || events.entered) state.waits = true;
}

void showPath(PanelContext& context, int position, bool also) {
  context.ask(TraceCommand{context.memory<ModelTextState>().text, fmt::to_string(position), also},
              Asker::Text);
}

void drawJumps(PanelContext& context, const TypedTokens& typed) {
  const bool any = !typed.pieces.empty();
  if (flatButton("meaning in context", context.colors.text, "Draw the last token's path through the layers.",
                 any)) {
    context.showPage(Page::Soak);
    showPath(context, static_cast<int>(typed.pieces.size()) - 1, false);
  }
  ImGui::SameLine(0, 0);
  if (flatButton("guess after each layer", context.colors.text,
                 "What the model would guess after each layer step.", any))
    context.showPage(Page::Lens);
  ImGui::SameLine(0, 0);
  if (flatButton("attention", context.colors.text, "Which tokens each head looks at.", any))
    context.showPage(Page::Attention);
  ImGui::SameLine(0, 0);
  const bool writes = !context.readsBothWays();
  const char* tip = writes ? "Go on with the text, token by token."
                           : "This model guesses gaps and writes nothing: open story.";
  if (!flatButton("write", context.colors.accent, tip, any && writes)) return;
  context.showPage(Page::Write);
  if (!context.memory<WritingState>().on) toggleWriting(context);
}

float jumpsWidth() {
  float width = 0;
  for (const char* label : {"meaning in context", "guess after each layer", "attention", "write"})
    width += textWidth(label) + 0.6F * em();
  return width;
}

void drawCount(PanelContext& context, const TypedTokens& typed) {
  const int most = context.languageModel()->config().context;
  const std::string count = fmt::format("{} of {} tokens", typed.pieces.size(), most);
  text(count, static_cast<int>(typed.pieces.size()) > most ? context.colors.error : context.colors.textDim);
  tooltip("The model reads at most so many tokens at once: its context.");
}

}  // namespace

void drawTextPage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "A text, cut into the tokens that a language model reads, each with its number."))
    return;
  if (context.onStage() && !context.memory<ModelTextState>().text.empty())
    return drawLargeTokens(context, typedTokens(context));
  const float room = ImGui::GetContentRegionAvail().x;
  const float jumps = jumpsWidth() + ImGui::GetStyle().ItemSpacing.x;
  const bool wide = room - jumps > 24 * em();
  drawTextBox(context, wide ? room - jumps : 0);
  const TypedTokens& typed = typedTokens(context);
  if (wide) {
    ImGui::SameLine();
    drawJumps(context, typed);
  }
  drawAskerError(context, Asker::Text);
  ModelTextState& state = context.memory<ModelTextState>();
  if (state.text.empty()) {
    wrapped(
        context.readsBothWays()
            ? "Type a text: its tokens show here as boxes. Where [mask] stands, the model guesses the word."
            : "Type a text: its tokens show here as boxes, what the model expects next in the card “next "
              "word”.",
        context.colors.textDim);
    const char* example = context.readsBothWays() ? kGapExample : kExample;
    if (textButton(example)) {
      state.text = example;
      state.waits = true;
      state.step.reset();
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
  drawTokenColumns(context, typed);
}

}  // namespace es::app
