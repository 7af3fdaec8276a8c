#include <array>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/completion.h"
#include "app/panels/panel_context.h"
#include "app/panels/widgets.h"
#include "math/error.h"
#include "math/softmax.h"

namespace es::app {

namespace {

void showError(const PanelContext& context) {
  if (context.state.asker == Asker::Logits && !context.state.askerError.empty()) {
    wrapped(model::displayText(context.state.askerError), context.colors.error);
  }
}

// A drag is one undo step: its first change opens the step, the others continue it.
void issueDragged(PanelContext& context, Command command) {
  context.issue(std::move(command), context.state.dragChanged);
  context.state.dragChanged = true;
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

void drawTemperature(PanelContext& context) {
  const double inForce = context.document().temperature;
  double temperature = std::min(inForce, 1e6);  // infinity is typed; the slider shows it as its end
  const double low = 0, high = 10;
  const char* format = std::isinf(inForce) ? "T = infinity" : inForce == 0 ? "T = 0: argmax" : "T = %.2f";
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool changed =
      ImGui::SliderScalar("##temperature", ImGuiDataType_Double, &temperature, &low, &high, format);
  if (ImGui::IsItemActivated()) context.state.dragChanged = false;
  if (changed && !(temperature >= 0.02)) temperature = 0;
  if (changed && temperature != inForce) issueDragged(context, TemperatureCommand{temperature});
  tooltip(
      "Temperature divides the logits. Low: the largest takes all (0 is exactly that). High: all become "
      "alike. "
      "Ctrl+click types a number.");
}

struct RowLayout {
  float labelPx = 0, logitAt = 0, logitPx = 0, barAt = 0, barPx = 0, width = 0;
};

RowLayout rowLayout(const SoftmaxState& softmax) {
  RowLayout row;
  row.width = ImGui::GetContentRegionAvail().x;
  for (const std::string& label : softmax.labels) {
    row.labelPx = std::max(row.labelPx, ImGui::CalcTextSize(model::displayText(label).c_str()).x);
  }
  row.logitPx = 3.1f * em();
  const float others = row.logitPx + 3.8f * em();  // large text in a narrow column: the labels give way
  row.labelPx = std::min({row.labelPx, 0.32f * row.width, std::max(1.5f * em(), row.width - others)});
  row.logitAt = row.labelPx + 0.5f * em();
  row.barAt = row.logitAt + row.logitPx + 0.5f * em();
  row.barPx = std::max(0.0f, row.width - row.barAt - 2.8f * em());
  return row;
}

// Small is not none: only an exact zero shows as one.
std::string probabilityText(double probability) {
  return probability > 0 && probability < 0.0005 ? "<.001" : scoreText(probability);
}

void drawLogit(PanelContext& context, std::size_t i, const RowLayout& row) {
  const SoftmaxState& softmax = context.document().softmax;
  double logit = softmax.logits[i];
  ImGui::SameLine(row.logitAt);
  ImGui::SetNextItemWidth(row.logitPx);
  const bool changed =
      ImGui::DragScalar("##logit", ImGuiDataType_Double, &logit, 0.05f, nullptr, nullptr, "%.2f");
  if (ImGui::IsItemActivated()) context.state.dragChanged = false;
  tooltip("The logit: drag it, or Ctrl+click and type.");
  if (!changed || !std::isfinite(logit)) return;
  SoftmaxCommand command{softmax.logits, softmax.labels, {}};
  command.logits[i] = logit;
  issueDragged(context, std::move(command));
}

void drawRows(PanelContext& context, const std::vector<double>& probabilities) {
  const SoftmaxState& softmax = context.document().softmax;
  const RowLayout row = rowLayout(softmax);
  const double largest = probabilities[math::argmax(probabilities)];
  const double full = context.in.view.relativeAxis && largest > 0 ? largest : 1;
  for (std::size_t i = 0; i < softmax.logits.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const std::string label = i < softmax.labels.size() ? softmax.labels[i] : std::to_string(i + 1);
    ImGui::AlignTextToFramePadding();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string shown = model::displayText(label), fitting = elided(shown, row.labelPx);
    text(fitting, context.colors.text);
    if (fitting != shown) tooltip(shown);
    drawLogit(context, i, row);
    const auto share = static_cast<float>(probabilities[i] / full);
    const float height = ImGui::GetFrameHeight(), barHeight = 0.75f * em();
    const Color color = mix(context.colors.probabilityLow, context.colors.probabilityHigh,
                            static_cast<float>(probabilities[i]));
    bar({at.x + row.barAt, at.y + (height - barHeight) / 2}, {row.barPx, barHeight}, share, color,
        context.colors.panelBorder);
    const std::string value = probabilityText(probabilities[i]);
    ImGui::SameLine(row.width - ImGui::CalcTextSize(value.c_str()).x);
    text(value, context.colors.text);
    ImGui::PopID();
  }
}

void drawFoot(PanelContext& context, const std::vector<double>& probabilities) {
  const double entropy = math::entropyNats(probabilities);
  ImGui::AlignTextToFramePadding();
  text("entropy " + scoreText(entropy) + " nats", context.colors.textDim);
  tooltip(
      "Entropy: how undecided the distribution is. e to its power is the number of equally likely choices "
      "that "
      "would be as undecided.");
  const bool relative = context.in.view.relativeAxis;
  const char* label = relative ? "full bar: largest" : "full bar: 1";
  const float width = ImGui::CalcTextSize(label).x + 0.6f * em();
  ImGui::SameLine(ImGui::GetCursorStartPos().x + ImGui::GetContentRegionAvail().x - width);
  if (flatButton(label, context.colors.accent,
                 "Whether a full bar is a probability of 1 or the largest of these.")) {
    context.set("relative-axis", !relative);
  }
  text("as undecided as " + scoreText(std::exp(entropy), 2) + " equal choices", context.colors.textDim);
}

void drawExample(PanelContext& context) {
  wrapped(
      "Softmax turns numbers (logits) into probabilities; the temperature makes them sharper or flatter. "
      "Type some "
      "above, or start with an example.",
      context.colors.textDim);
  if (!ImGui::Button("the film's example")) return;
  context.ask(
      SoftmaxCommand{{-0.8, -5.0, 0.5, 1.5, 3.4, -2.3, 2.5},
                     {"Dumbledore", "Flitwick", "Mcgonagall", "Quirrell", "Snape", "Sprout", "Trelawney"},
                     {}},
      Asker::Logits);
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
  const std::vector<double> probabilities = math::softmax(softmax.logits, context.document().temperature);
  drawRows(context, probabilities);
  drawFoot(context, probabilities);
}

}  // namespace es::app
