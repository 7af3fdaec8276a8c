#include "app/panels/labs/softmax_source.h"

#include <array>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/labs/softmax_figure.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/error.h"

namespace es::app {

namespace {

struct SoftmaxSourceState {
  std::string logits, formula, words;  // being typed
  bool fromWords = false;              // shows the boxes for dot products
  SoftmaxState seen;                   // what the document said last
};

void askTyped(PanelContext& context) {
  const std::string& typed = context.memory<SoftmaxSourceState>().logits;
  if (typed.empty()) return;
  try {
    context.ask(parseCommand("softmax " + typed), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

void askDots(PanelContext& context) {
  const SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  try {
    if (state.formula.empty()) throw Error("type a formula: its dot products become the logits");
    LogitsCommand command{math::parseExpression(state.formula), wordsOfText(state.words)};
    if (command.words.empty()) throw Error("type the words to choose from");
    context.ask(std::move(command), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

// "Snape=3.4 Trelawney=2.5": what follows the command's name.
std::string logitsText(const SoftmaxState& softmax) {
  const std::string line = formatCommand(SoftmaxCommand{softmax.logits, softmax.labels, {}});
  return line.substr(line.find(' ') + 1);
}

void drawTyped(PanelContext& context, float widthPx) {
  SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  TextBoxSpec spec;
  spec.hint = "little=2.5 big=1 red=-.5";
  spec.widthPx = widthPx;
  const TextBoxEvents events = textBox(context.state.keyboard, "##logits", state.logits, spec);
  tooltip("Numbers, or name=number. Enter takes them.");
  if (events.edited) context.textChanged(Asker::Logits);
  if (events.entered) askTyped(context);
}

void drawWords(PanelContext& context, float widthPx) {
  SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  const float spacing = ImGui::GetStyle().ItemSpacing.x;
  const bool wide = widthPx > 24 * em();
  const float formulaPx = wide ? std::round(0.4F * widthPx) : widthPx;
  const TextBoxEvents formula =
      wordBox(context, "##source", state.formula, "formula: king - man + woman", false, formulaPx);
  tooltip("The vector: a word or a formula.");
  if (wide) ImGui::SameLine();
  const TextBoxEvents words = wordBox(context, "##choices", state.words, "words: queen princess daughter",
                                      true, wide ? widthPx - formulaPx - spacing : widthPx);
  tooltip("The words to choose from: each one's dot product with the vector is its score.");
  if (formula.edited || words.edited) context.textChanged(Asker::Logits);
  if (formula.entered || words.entered) askDots(context);
}

void drawExamples(PanelContext& context) {
  SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  if (flatButton("Professor ___", context.colors.accent,
                 "The film's example: seven names that could follow \"Professor\", with their scores."))
    context.ask(filmLogits(), Asker::Logits);
  ImGui::SameLine(0, 0);
  if (!context.table()) return ImGui::NewLine();
  if (flatButton(
          "king − man + woman: which word?", context.colors.accent,
          "A language model's last step in small: the dot products of a vector with words are the scores.")) {
    state.fromWords = true;
    state.formula = "king - man + woman";
    state.words = "queen princess daughter king";
    askDots(context);
  }
  ImGui::SameLine(0, 0);
  if (flatButton("huge scores", context.colors.accent, "Where e to that power is too large for a computer."))
    context.ask(SoftmaxCommand{{1000, 998, 990}, {"a", "b", "c"}, {}}, Asker::Logits);
  const bool typed = !context.document().softmax.logits.empty();
  if (!typed || !context.document().model.isTextRead()) return;
  ImGui::SameLine(0, 0);
  if (ImGui::GetContentRegionAvail().x < textWidth("the model's scores") + em()) ImGui::NewLine();
  if (flatButton("the model's scores", context.colors.accent,
                 "Those of the text's next token, in place of the typed ones."))
    context.issue(SoftmaxCommand{});
}

}  // namespace

void followSoftmax(PanelContext& context) {
  SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  const SoftmaxState& softmax = context.document().softmax;
  if (softmax == state.seen) return;
  state.seen = softmax;
  if (softmax.logits.empty()) return;
  state.fromWords = softmax.source.has_value();
  if (!softmax.source) {
    state.logits = logitsText(softmax);
    return;
  }
  state.formula = math::formatExpression(*softmax.source);
  state.words = textOfWords(softmax.labels);
}

void drawSoftmaxSource(PanelContext& context) {
  SoftmaxSourceState& state = context.memory<SoftmaxSourceState>();
  constexpr std::array<std::string_view, 2> kSources{"type numbers", "dot products"};
  const float room = ImGui::GetContentRegionAvail().x, choice = std::min(room, 14 * em());
  if (const auto clicked = segmented("source", kSources, state.fromWords ? 1 : 0, choice))
    state.fromWords = *clicked == 1;
  tooltip("Softmax makes probabilities of any numbers: type your own, or take dot products of words.");
  const bool wide = room - choice > 16 * em();
  if (wide) ImGui::SameLine();
  const float width = ImGui::GetContentRegionAvail().x;
  state.fromWords ? drawWords(context, width) : drawTyped(context, width);
  drawAskerError(context, Asker::Logits);
  drawExamples(context);
}

}  // namespace es::app
