#include "app/evaluate/work_sizes.h"

#include <algorithm>

#include "app/evaluate/space_search.h"

namespace es::app {

namespace {

constexpr std::size_t kShortText = 2'000;  // bytes

double vocabularyOf(const ModelState& state) {
  return static_cast<double>(state.model->config().vocabulary);
}

}  // namespace

double tableDims(const DocumentState& state) {
  return state.space ? static_cast<double>(state.space->table->dims()) : 0;
}

double tableNumbers(const DocumentState& state) {
  return state.space ? static_cast<double>(state.space->table->size()) * tableDims(state) : 0;
}

double questionWork(const DocumentState& state) {
  return state.space ? searchWork(*state.space) : 0;
}

double drawingWork(const DocumentState& state, std::size_t formulas) {
  return 6 * tableDims(state) * static_cast<double>(formulas);
}

double tokenWork(const ModelState& state) {
  return state.model->transformer->workPerToken();
}

double distributionWork(const ModelState& state) {
  return 30 * vocabularyOf(state);
}

/// Short texts are cut, as the window asks at every keystroke; of long ones the bytes tell enough.
TextSize textSize(const ModelState& state, const std::string& text) {
  if (text.size() > kShortText) {
    const double tokens = static_cast<double>(text.size()) / 3;
    return {tokens, tokens};
  }
  if (state.text && state.text->text == text) return {static_cast<double>(state.text->pieces.size()), 0};
  const std::vector<int> tokens = model::tokenIds(state.model->tokenizer->encode(text));
  std::size_t kept = 0;
  if (state.text && state.model->config().causal) {  // else all is read anew
    const std::vector<int>& before = state.text->reading->tokens;
    const auto parting = std::mismatch(tokens.begin(), tokens.end(), before.begin(), before.end()).first;
    kept = static_cast<std::size_t>(parting - tokens.begin());
    kept = std::min(kept, tokens.empty() ? 0 : tokens.size() - 1);  // the last one's logits are wanted
  }
  return {static_cast<double>(tokens.size()), static_cast<double>(tokens.size() - kept)};
}

double readingWork(const ModelState& state, const std::string& text, const TextSize& size) {
  return kCuttingPerByte * static_cast<double>(text.size()) + size.fresh * tokenWork(state);
}

double readingWork(const ModelState& state, const std::string& text) {
  return readingWork(state, text, textSize(state, text));
}

double lensWork(const ModelState& state, double tokens) {
  const model::TransformerConfig& config = state.model->config();
  const double matrix = vocabularyOf(state) * static_cast<double>(config.dims);
  return tokens * static_cast<double>(config.halfSteps()) * (matrix + distributionWork(state));
}

}  // namespace es::app
