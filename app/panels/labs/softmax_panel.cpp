#include "app/panels/labs/softmax_panel.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/labs/softmax_figure.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "base/error.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

struct SoftmaxPanelState {
  std::string logits, formula, words;  // being typed
  bool fromWords = false;              // shows the boxes for dot products
  SoftmaxState seen;                   // what the document said last
};

void askTyped(PanelContext& context) {
  const std::string& typed = context.memory<SoftmaxPanelState>().logits;
  if (typed.empty()) return;
  try {
    context.ask(parseCommand("softmax " + typed), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

void askDots(PanelContext& context) {
  const SoftmaxPanelState& state = context.memory<SoftmaxPanelState>();
  try {
    if (state.formula.empty()) throw Error("type a formula: its dot products become the logits");
    LogitsCommand command{math::parseExpression(state.formula), wordsOfText(state.words)};
    if (command.words.empty()) throw Error("type the words to choose from");
    context.ask(std::move(command), Asker::Logits);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Logits);
  }
}

void drawSource(PanelContext& context) {
  SoftmaxPanelState& state = context.memory<SoftmaxPanelState>();
  constexpr std::array<std::string_view, 2> kSources{"typed logits", "dot products"};
  if (const auto clicked = segmented("source", kSources, state.fromWords ? 1 : 0))
    state.fromWords = *clicked == 1;
  tooltip(
      "Logits are any numbers: softmax makes probabilities of them. Dot products of a vector with words are "
      "the "
      "logits of a language model's last step.");
  if (!state.fromWords) {
    TextBoxSpec spec;
    spec.hint = "little=2.5 big=1 red=-.5";
    const TextBoxEvents events = textBox(context.state.keyboard, "##logits", state.logits, spec);
    tooltip("Numbers, or label=number. Enter takes them.");
    if (events.edited) context.textChanged(Asker::Logits);
    if (events.entered) askTyped(context);
  } else {
    const TextBoxEvents formula =
        wordBox(context, "##source", state.formula, "formula: king - man + woman", false);
    const TextBoxEvents words =
        wordBox(context, "##choices", state.words, "words: queen princess daughter", true);
    if (formula.edited || words.edited) context.textChanged(Asker::Logits);
    if (formula.entered || words.entered) askDots(context);
  }
  drawAskerError(context, Asker::Logits);
}

std::vector<std::string> shownLabels(const SoftmaxState& softmax) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < softmax.logits.size(); ++i) {
    labels.push_back(i < softmax.labels.size() ? base::displayText(softmax.labels[i])
                                               : fmt::to_string(i + 1));
  }
  return labels;
}

void drawRows(PanelContext& context, const std::vector<double>& probabilities) {
  const std::vector<std::string> labels = shownLabels(context.document().softmax);
  const ProbabilityColumns row = probabilityColumns(labels, 3.1F * em());
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

// "Snape=3.4 Trelawney=2.5": what follows the command's name.
std::string logitsText(const SoftmaxState& softmax) {
  const std::string line = formatCommand(SoftmaxCommand{softmax.logits, softmax.labels, {}});
  return line.substr(line.find(' ') + 1);
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
  SoftmaxPanelState& state = context.memory<SoftmaxPanelState>();
  state.formula = "king - man + woman";
  state.words = "queen princess daughter king";
  askDots(context);
}

}  // namespace

void followSoftmax(PanelContext& context) {
  SoftmaxPanelState& state = context.memory<SoftmaxPanelState>();
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

void drawSoftmaxPanel(PanelContext& context) {
  drawSource(context);
  const SoftmaxState& softmax = context.document().softmax;
  const bool fromWords = context.memory<SoftmaxPanelState>().fromWords;
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
