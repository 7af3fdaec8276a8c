#include "app/panels/model/next_token_panel.h"

#include <algorithm>
#include <cmath>

#include "app/panels/model/model_text.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"
#include "math/sampling/largest.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

/// What the bars show, kept until the reading, the temperature or the sampler changes.
struct Prediction {
  std::shared_ptr<const model::Reading> reading;
  math::SamplerSettings settings;
  std::vector<double> probabilities;   // (vocabulary) softmax at the temperature in force
  double entropy = 0;                  // nats, of `probabilities`
  math::SamplingDistribution sampled;  // what a draw would choose from
  std::vector<int> ranked;             // the tokens of the largest logits, largest first
};

constexpr std::size_t kBars = 10;

// The whole vocabulary each time something changes: what lies outside the bars counts too.
const Prediction& predictionOf(PanelContext& context) {
  Prediction& kept = context.memory<Prediction>();
  const auto& reading = context.document().model.text->reading;
  math::SamplerSettings settings = samplerInForce(context.document());
  settings.temperature = context.in.shownTemperature;
  if (kept.reading == reading && kept.settings == settings) return kept;
  kept.reading = reading;
  kept.settings = settings;
  const std::vector<double> logits(reading->logits.begin(), reading->logits.end());
  kept.probabilities = math::softmax(logits, settings.temperature);
  kept.entropy = math::entropyNats(kept.probabilities);
  kept.sampled = math::samplingDistribution(reading->logits, settings);
  kept.ranked = math::largest(logits, kBars);
  return kept;
}

void strikeOut(const PanelContext& context, ImVec2 at, float widthPx, float heightPx) {
  const float middle = std::round(at.y + 0.54F * heightPx);
  ImGui::GetWindowDrawList()->AddLine({at.x, middle}, {at.x + widthPx, middle}, toU32(context.colors.textDim),
                                      std::max(1.0F, em() / 15));
}

std::string rowTip(const Prediction& prediction, std::size_t id) {
  std::string tip = "probability " + base::shownText(prediction.probabilities[id], 6) + ", in a draw " +
                    base::shownText(prediction.sampled.probabilities[id], 6);
  if (!prediction.sampled.kept[id]) tip += " (struck out: the sampler removes it)";
  return tip + "\nClick: the text goes on with it.";
}

void goOnWith(PanelContext& context, int id) {
  const TextState& standing = *context.document().model.text;
  std::vector<int> ids = model::tokenIds(standing.pieces);
  ids.push_back(id);
  context.ask(PredictCommand{context.languageModel()->tokenizer->decode(ids), {}}, Asker::Text);
}

void drawRow(PanelContext& context, const Prediction& prediction, int id, double largest,
             const std::string& label, const ProbabilityColumns& columns) {
  const auto index = static_cast<std::size_t>(id);
  const float height = ImGui::GetTextLineHeight() + 0.2F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (ImGui::InvisibleButton("candidate", {columns.width, height})) goOnWith(context, id);
  if (ImGui::IsItemHovered()) {
    draw.AddRectFilled({at.x - 0.2F * em(), at.y}, {at.x + columns.width, at.y + height},
                       ImGui::GetColorU32(ImGuiCol_HeaderHovered), 3);
  }
  tokenTip(context, id, rowTip(prediction, index));
  markWordOf(context, id);
  const bool kept = prediction.sampled.kept[index];
  const float y = at.y + 0.1F * em();
  const std::string fitting = elided(label, columns.labelPx);
  textAt({at.x, y}, fitting, kept ? context.colors.text : context.colors.textDim);
  if (!kept) strikeOut(context, at, textWidth(fitting), height);
  const std::string logit = base::shownText(static_cast<double>(prediction.reading->logits[index]), 2);
  textAt({at.x + columns.logitAt + columns.logitPx - textWidth(logit), y}, logit, context.colors.textDim);
  drawProbability(context, prediction.probabilities[index], largest, columns, at, height);
}

// What the listed tokens leave over.
double othersTogether(const Prediction& prediction) {
  std::vector<bool> listed(prediction.probabilities.size(), false);
  for (const int id : prediction.ranked) listed[static_cast<std::size_t>(id)] = true;
  double others = 0;
  for (std::size_t i = 0; i < listed.size(); ++i)
    if (!listed[i]) others += prediction.probabilities[i];
  return others;
}

void drawOthers(PanelContext& context, double others, double largest, const std::string& label,
                const ProbabilityColumns& columns) {
  const float height = ImGui::GetTextLineHeight() + 0.2F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({columns.width, height});
  tooltip("All tokens that have no bar above, together: the probabilities of the whole vocabulary sum to 1.");
  const std::string fitting = elided(label, columns.barAt - 0.5F * em());
  textAt({at.x, at.y + 0.1F * em()}, fitting, context.colors.textDim);
  drawProbability(context, others, largest, columns, at, height);
}

void drawBars(PanelContext& context, const Prediction& prediction) {
  std::vector<std::string> labels;
  for (const int id : prediction.ranked) labels.push_back(tokenLabel(*context.languageModel(), id));
  const std::size_t rest = prediction.probabilities.size() - labels.size();
  const std::string others = "the other " + base::groupedText(rest);
  const float logitPx = 3 * em();
  const ProbabilityColumns columns =
      probabilityColumns(labels, logitPx, textWidth(others) - logitPx - 0.4F * em());
  const double together = othersTogether(prediction);
  const double largest =
      std::max(together, prediction.probabilities[static_cast<std::size_t>(prediction.ranked.front())]);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    drawRow(context, prediction, prediction.ranked[i], largest, labels[i], columns);
    ImGui::PopID();
  }
  if (rest > 0) drawOthers(context, together, largest, others, columns);
  ImGui::PopStyleVar();
}

// Always there, so that nothing moves under the mouse when a filter begins to bite.
void drawKept(PanelContext& context, const Prediction& prediction) {
  const math::SamplingDistribution& sampled = prediction.sampled;
  const auto kept = static_cast<std::uint64_t>(sampled.keptCount);
  const std::string all = base::groupedText(sampled.kept.size());
  wrapped("a draw chooses among " +
              (kept == sampled.kept.size() ? "all " + all : base::groupedText(kept) + " of " + all),
          context.colors.textDim);
  tooltip("The tokens that the sampler below keeps; the others are struck out. Entropy of a draw: " +
          base::shownText(sampled.entropy, 2) +
          " nats. The bars show the model's own probabilities at this temperature.");
}

bool tooLong(const PanelContext& context) {
  const ModelTextState& state = context.memory<ModelTextState>();
  return state.typed.model == context.document().model.model && state.typed.text == state.text &&
         std::ssize(state.typed.pieces) > context.languageModel()->config().context;
}

}  // namespace

void drawNextTokenPanel(PanelContext& context) {
  if (!openModelOrHint(context, "What a language model expects next: a bar for each likely token.")) return;
  drawTemperature(context);
  const auto& standing = context.document().model.text;
  if (!standing || !standing->reading) {
    wrapped("Type a text into the dock below the picture: what the model expects to follow shows here.",
            context.colors.textDim);
    return;
  }
  if (tooLong(context)) {
    wrapped("The text is longer than the model reads: nothing is known of what follows it.",
            context.colors.textDim);
    return;
  }
  const Prediction& prediction = predictionOf(context);
  drawBars(context, prediction);
  drawEntropy(context, prediction.entropy);
  drawKept(context, prediction);
  drawBarAxis(context);
  drawSamplerRows(context);
}

}  // namespace es::app
