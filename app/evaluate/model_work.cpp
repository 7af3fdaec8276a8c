#include "app/evaluate/model_work.h"

#include <algorithm>

namespace es::app {

namespace {

constexpr double perByte = 50;  // of cutting a text into tokens
constexpr std::size_t shortText = 2'000;

double vocabularyOf(const ModelState& state) {
  return static_cast<double>(state.model->config().vocabulary);
}

double perToken(const ModelState& state) {
  return state.model->transformer->workPerToken();
}

/// A softmax, or a ranking, over the vocabulary.
double perDistribution(const ModelState& state) {
  return 30 * vocabularyOf(state);
}

struct TextSize {
  double tokens = 0;  // of the whole text
  double fresh = 0;   // that have to be read
};

/// Short texts are cut, as the window asks at every keystroke; of long ones the bytes tell enough.
TextSize textSize(const ModelState& state, const std::string& text) {
  if (text.size() > shortText) {
    const double tokens = static_cast<double>(text.size()) / 3;
    return {tokens, tokens};
  }
  if (state.text && state.text->text == text) return {static_cast<double>(state.text->pieces.size()), 0};
  const std::vector<int> tokens = model::tokenIds(state.model->tokenizer->encode(text));
  std::size_t kept = 0;
  if (state.text) {
    const std::vector<int>& before = state.text->reading->tokens;
    const auto parting = std::mismatch(tokens.begin(), tokens.end(), before.begin(), before.end()).first;
    kept = static_cast<std::size_t>(parting - tokens.begin());
    kept = std::min(kept, tokens.empty() ? 0 : tokens.size() - 1);  // the last one's logits are wanted
  }
  return {static_cast<double>(tokens.size()), static_cast<double>(tokens.size() - kept)};
}

double reading(const ModelState& state, const std::string& text, const TextSize& size) {
  return perByte * static_cast<double>(text.size()) + size.fresh * perToken(state);
}

/// Lens logits of every half-step of so many tokens.
double lensWork(const ModelState& state, double tokens) {
  const model::TransformerConfig& config = state.model->config();
  const double matrix = vocabularyOf(state) * static_cast<double>(config.dims);
  return tokens * static_cast<double>(config.halfSteps()) * (matrix + perDistribution(state));
}

double wholeStory(const ModelState& state, StoryColumn column) {
  if (!state.story) return 1;
  const Story& story = state.story->columns[static_cast<std::size_t>(column)];
  return static_cast<double>(story.reading->tokens.size() + story.nodes.size()) * perToken(state);
}

}  // namespace

double modelWork(const DocumentState&, const TokensCommand& command) {
  return perByte * static_cast<double>(command.text.size());
}

double modelWork(const DocumentState& state, const PredictCommand& command) {
  if (!state.model.model) return 1;
  return reading(state.model, command.text, textSize(state.model, command.text)) +
         3 * perDistribution(state.model);
}

double modelWork(const DocumentState& state, const GenerateCommand& command) {
  if (!state.model.model) return 1;
  const double each = perToken(state.model) + perDistribution(state.model);
  return reading(state.model, command.text, textSize(state.model, command.text)) +
         static_cast<double>(command.count) * each;
}

double modelWork(const DocumentState& state, const TraceCommand& command) {
  if (!state.model.model || command.text.empty()) return 1;
  const TextSize size = textSize(state.model, command.text);
  const double traced = command.token ? 1 : size.tokens;
  double words = 0;
  if (state.space && state.model.space.dims > 0)
    words = static_cast<double>(state.space->table->rows().size());
  return reading(state.model, command.text, size) + lensWork(state.model, traced) +
         traced * static_cast<double>(state.model.model->config().halfSteps()) * words;
}

double modelWork(const DocumentState& state, const LensCommand& command) {
  if (!state.model.model) return 1;
  const TextSize size = textSize(state.model, command.text);
  return reading(state.model, command.text, size) + lensWork(state.model, command.token ? 1 : size.tokens);
}

double modelWork(const DocumentState& state, const AttentionCommand& command) {
  if (!state.model.model) return 1;
  const model::TransformerConfig& config = state.model.model->config();
  const TextSize size = textSize(state.model, command.text);
  const double heads = static_cast<double>(config.layers) * static_cast<double>(config.heads);
  return reading(state.model, command.text, size) + heads * size.tokens * size.tokens;
}

double modelWork(const DocumentState& state, const UnembedCommand& command) {
  if (!state.model.model) return 1;
  const double ranked = command.count.value_or(10);
  const double read =
      command.text.empty() ? 0 : reading(state.model, command.text, textSize(state.model, command.text));
  return read + 3 * perDistribution(state.model) +
         10 * std::min(ranked, vocabularyOf(state.model)) * state.model.model->config().dims;
}

double modelWork(const DocumentState& state, const WriteCommand& command) {
  if (!state.model.model) return 1;
  return reading(state.model, command.text, textSize(state.model, command.text));
}

double modelWork(const DocumentState& state, const StepCommand& command) {
  if (!state.model.model) return 1;
  const double columns = command.column ? 1 : 2;
  return columns * static_cast<double>(command.count) *
         (perToken(state.model) + perDistribution(state.model));
}

double modelWork(const DocumentState& state, const BackCommand&) {
  return state.model.model ? perToken(state.model) : 1;
}

double modelWork(const DocumentState& state, const ChooseCommand&) {
  return state.model.model ? perToken(state.model) + 3 * perDistribution(state.model) : 1;
}

double modelWork(const DocumentState& state, const VisitCommand& command) {
  return state.model.model ? wholeStory(state.model, command.column) : 1;
}

}  // namespace es::app
