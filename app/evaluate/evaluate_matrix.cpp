#include <algorithm>
#include <cmath>

#include "app/command/text/text_table.h"
#include "app/document/matrix_column.h"
#include "app/document/model_questions.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/transformer/weight_product.h"

namespace es::app {

namespace {

constexpr int kDefaultRows = 10;

/// Where a walk leads, before it is kept within the matrix; nothing selected: in from either end.
math::Index walkedTo(const DocumentState& state, const WalkCommand& command, math::Index columns) {
  switch (command.to) {
    case WalkCommand::To::First:
      return 0;
    case WalkCommand::To::Last:
      return columns - 1;
    case WalkCommand::To::Next:
      return state.selected.value_or(-1) + command.count;
    default:
      return state.selected.value_or(columns) - command.count;
  }
}

/// A walk that wanted to go beyond this end.
MessageAnswer endOfWalk(const model::EmbeddingTable& table, math::Index row) {
  const bool first = row == 0;
  return {cellText(table.vocabulary().word(row)) + " is the " + (first ? "first" : "last") + " of " +
          base::groupedText(table.size()) + " columns: there is none " + (first ? "before" : "after") +
          " it"};
}

/// The formula's parts for one row of the matrix, all in double.
UnembedItem rowItem(const TokenGuess& guess, const model::WeightMatrix& matrix, const math::Vector& vector) {
  math::Vector row(matrix.cols);
  matrix.readRow(guess.id, row.data());
  UnembedItem item{guess.id, guess.text, row.cast<double>().dot(vector.cast<double>()),
                   0,        0,          guess.probability};
  item.length = row.cast<double>().norm();
  const double lengths = item.length * vector.cast<double>().norm();
  item.cosine = lengths > 0 ? std::clamp(item.logit / lengths, -1.0, 1.0) : 0;
  return item;
}

UnembedAnswer unembedAnswer(const ModelState& state, double temperature, int count) {
  const model::LanguageModel& model = openModel(state);
  const model::WeightMatrix& matrix = model.transformer->weights().output(model.config());
  const model::Reading& reading = *state.text->reading;
  const model::TokenRecord& last = reading.gap ? reading.records[*reading.gap] : reading.records.back();
  const math::Index final = last.steps.rows() - 1;
  UnembedAnswer answer;
  answer.text = state.text->text;
  answer.vocabulary = model.config().vocabulary;
  answer.dims = model.config().dims;
  answer.temperature = temperature;
  answer.vector =
      enteringVector(matrix, {last.steps.row(final).data(), static_cast<std::size_t>(last.steps.cols())});
  const math::Vector vector =
      Eigen::Map<const math::Vector>(answer.vector.data(), static_cast<math::Index>(answer.vector.size()));
  answer.length = vector.cast<double>().norm();
  const std::vector<double> probabilities = tokenProbabilities(reading.logits, temperature);
  for (const TokenGuess& guess : rankedGuesses(*model.tokenizer, reading.logits, probabilities, count))
    answer.ranked.push_back(rowItem(guess, matrix, vector));
  return answer;
}

}  // namespace

VectorAnswer columnOf(const model::EmbeddingTable& table, math::Index row) {
  const math::Vector vector = table.vector(row);
  return {table.vocabulary().word(row), row, math::length(vector),
          std::vector<float>(vector.begin(), vector.end())};
}

std::shared_ptr<const VectorAnswer> pulledColumn(const DocumentState& state, math::Index row) {
  VectorAnswer column = columnOf(*state.space->table, row);
  const auto& out = state.pulled;
  if (out && out->word == column.word && out->row == row && out->values == column.values) return out;
  return std::make_shared<const VectorAnswer>(std::move(column));
}

std::vector<float> enteringVector(const model::WeightMatrix& matrix, std::span<const float> vector) {
  std::vector<float> entering(vector.begin(), vector.end());
  if (!std::holds_alternative<model::Int8Values>(matrix.values)) return entering;
  model::ProductInput input(matrix.cols);
  std::ranges::copy(vector, input.rewrite().begin());
  const model::Int8Activations rounded = input.quantized();
  for (std::size_t i = 0; i < entering.size(); ++i) {
    entering[i] =
        rounded.scales[i / model::kInt8Group] * static_cast<float>(static_cast<int>(rounded.values[i]));
  }
  return entering;
}

Outcome evaluateOne(DocumentState state, const VectorCommand& command) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  if (!command.word) {
    state.pulled = nullptr;
    return {std::move(state), VectorAnswer{}};
  }
  const math::Index row = rowOf(*command.word, table);
  state.pulled = pulledColumn(state, row);
  state.selected = row;
  VectorAnswer answer = *state.pulled;
  return {std::move(state), std::move(answer)};
}

Outcome evaluateOne(DocumentState state, const WalkCommand& command) {
  const std::shared_ptr<const model::EmbeddingTable> table = openSpace(state).table;
  if (command.count < 1) throw Error("the number of columns to walk must be at least 1");
  const math::Index to = walkedTo(state, command, table->size());
  const math::Index row = std::clamp(to, math::Index{0}, table->size() - 1);
  state.selected = row;
  if (row != to) return {std::move(state), endOfWalk(*table, row)};
  return {std::move(state), columnOf(*table, row)};
}

double workOf(const DocumentState& state, const UnembedCommand& command) {
  if (!state.model.model) return kLittleWork;
  const model::TransformerConfig& config = state.model.model->config();
  const double ranked = std::min(command.count.value_or(kDefaultRows), config.vocabulary);
  const double read = command.text.empty() ? 0 : readingWork(state.model, command.text);
  return read + 3 * distributionWork(state.model) + 10 * ranked * static_cast<double>(config.dims);
}

Outcome evaluateOne(DocumentState state, const UnembedCommand& command, const base::Progress& progress) {
  if (command.count && *command.count < 1) throw Error("the number of tokens must be at least 1");
  openModel(state.model);
  if (command.text.empty() && !state.model.text)
    throw Error("there is no text yet whose last vector could be taken; name one: unembed Once upon a time");
  if (!command.text.empty()) setText(state.model, readingOf(state.model, command.text, progress));
  if (state.model.text->reading->logits.empty()) throw Error(kNoGap);
  UnembedAnswer answer = unembedAnswer(state.model, state.temperature, command.count.value_or(kDefaultRows));
  state.model.unembed = std::make_shared<const UnembedAnswer>(answer);
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
