#include <array>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/labs/softmax_figure.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/error.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

void showError(const PanelContext& context) {
  if (context.state.asker == Asker::Logits && !context.state.askerError.empty()) {
    wrapped(base::displayText(context.state.askerError), context.colors.error);
  }
}

void askTyped(PanelContext& context) {
  if (context.state.logitsText.empty()) return;
  try {
    context.ask(parseCommand("softmax " + context.state.logitsText), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

void askDots(PanelContext& context) {
  const PanelState& state = context.state;
  try {
    if (state.logitFormulaText.empty()) throw Error("type a formula: its dot products become the logits");
    LogitsCommand command{math::parseExpression(state.logitFormulaText), wordsOfText(state.logitWordsText)};
    if (command.words.empty()) throw Error("type the words to choose from");
    context.ask(std::move(command), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

void drawSource(PanelContext& context) {
  PanelState& state = context.state;
  constexpr std::array kSources{"typed logits", "dot products"};
  if (const auto clicked = segmented("source", kSources, state.logitsFromWords ? 1 : 0)) {
    state.logitsFromWords = *clicked == 1;
  }
  tooltip(
      "Logits are any numbers: softmax makes probabilities of them. Dot products of a vector with words are "
      "the "
      "logits of a language model's last step.");
  if (!state.logitsFromWords) {
    TextBoxSpec spec;
    spec.hint = "little=2.5 big=1 red=-.5";
    const TextBoxEvents events = textBox(state.keyboard, "##logits", state.logitsText, spec);
    tooltip("Numbers, or label=number. Enter takes them.");
    if (events.edited) context.textChanged(Asker::Logits);
    if (events.entered) askTyped(context);
  } else {
    const TextBoxEvents formula =
        wordBox(context, "##source", state.logitFormulaText, "formula: king - man + woman", false);
    const TextBoxEvents words =
        wordBox(context, "##choices", state.logitWordsText, "words: queen princess daughter", true);
    if (formula.edited || words.edited) context.textChanged(Asker::Logits);
    if (formula.entered || words.entered) askDots(context);
  }
  showError(context);
}

std::vector<std::string> shownLabels(const SoftmaxState& softmax) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < softmax.logits.size(); ++i) {
    labels.push_back(i < softmax.labels.size() ? base::displayText(softmax.labels[i])
                                               : std::to_string(i + 1));
  }
  return labels;
}

void drawRows(PanelContext& context, const std::vector<double>& probabilities) {
  const std::vector<std::string> labels = shownLabels(context.document().softmax);
  const ProbabilityColumns row = probabilityColumns(labels, 3.1f * em());
  const double largest = probabilities[math::argmax(probabilities)];
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    ImGui::AlignTextToFramePadding();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string fitting = elided(labels[i], row.labelPx);
    text(fitting, context.colors.text);
    if (fitting != labels[i]) tooltip(labels[i]);
    ImGui::SameLine(row.logitAt);
    ImGui::SetNextItemWidth(row.logitPx);
    dragLogit(context, i);
    drawProbability(context, probabilities[i], largest, row, at, ImGui::GetFrameHeight());
    ImGui::PopID();
  }
}

void drawExample(PanelContext& context) {
  wrapped(
      "Softmax turns numbers (logits) into probabilities; the temperature makes them sharper or flatter. "
      "Type some "
      "above, or start with an example.",
      context.colors.textDim);
  if (ImGui::Button("the film's example")) context.ask(filmLogits(), Asker::Logits);
}

void drawDotExample(PanelContext& context) {
  wrapped(
      "A language model's last step: the dot products of a vector with words are the logits. Type a formula "
      "and the words to choose from above, then Enter, or start with an example.",
      context.colors.textDim);
  if (!ImGui::Button("king - man + woman: which word?")) return;
  context.state.logitFormulaText = "king - man + woman";
  context.state.logitWordsText = "queen princess daughter king";
  askDots(context);
}

}  // namespace

void drawSoftmaxPanel(PanelContext& context) {
  drawSource(context);
  const SoftmaxState& softmax = context.document().softmax;
  const bool fromWords = context.state.logitsFromWords;
  if (softmax.logits.empty() || softmax.source.has_value() != fromWords) {
    fromWords ? drawDotExample(context) : drawExample(context);
    return;
  }
  drawTemperature(context);
  const std::vector<double> probabilities =
      math::softmax(shownSoftmax(context).logits, context.in.shownTemperature);
  drawRows(context, probabilities);
  drawEntropy(context, math::entropyNats(probabilities));
  drawBarAxis(context);
}

}  // namespace es::app
