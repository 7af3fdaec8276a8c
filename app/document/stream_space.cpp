#include "app/document/stream_space.h"

#include "base/number_text.h"

namespace es::app {

namespace {

math::Vector embeddingRow(const model::WeightMatrix& matrix, math::Index row) {
  math::Vector vector(matrix.cols);
  matrix.readRow(static_cast<int>(row), vector.data());
  return vector;
}

/// Compared at rows spread over the whole matrix: tables of another origin differ in any of them.
bool isMatrix(const model::WeightMatrix& matrix, const model::EmbeddingTable& table) {
  if (matrix.rows != table.size() || matrix.cols != table.dims()) return false;
  constexpr math::Index kSamples = 17;
  for (math::Index i = 0; i < kSamples; ++i) {
    const math::Index row = i * (table.size() - 1) / (kSamples - 1);
    if (embeddingRow(matrix, row) != table.vector(row)) return false;
  }
  return true;
}

/// True when the vectors of the model's first common words are the table's.
bool wordsAgree(const model::LanguageModel& model, const model::EmbeddingTable& table) {
  constexpr int kLeastWords = 3, kMostWords = 100;
  constexpr float kTolerance = 1e-3F;      // of the vector's length: half precision
  constexpr double kAgreeingShare = 0.75;  // words that a table lacks may have been learned
  const math::Index dims = table.dims();
  int compared = 0, agreeing = 0;
  for (int id = 0; id < model.config().vocabulary && compared < kMostWords; ++id) {
    const auto word = model.tokenizer->word(id);
    const auto row = word ? table.vocabulary().find(*word) : std::nullopt;
    if (!row) continue;
    const math::Vector own = model.transformer->embedding(id).head(dims);
    const math::Vector theirs = table.vector(*row);
    ++compared;
    agreeing += (own - theirs).norm() <= kTolerance * theirs.norm() ? 1 : 0;
  }
  return compared >= kLeastWords && agreeing >= kAgreeingShare * compared;
}

}  // namespace

std::optional<model::ModelMatrix> matrixOf(const model::LanguageModel& model,
                                           const model::EmbeddingTable& table) {
  const model::TransformerWeights& weights = model.transformer->weights();
  if (isMatrix(weights.embedding, table)) return model::ModelMatrix::Embedding;
  if (!model.config().tied && isMatrix(weights.unembedding, table)) return model::ModelMatrix::Unembedding;
  return std::nullopt;
}

StreamSpace streamSpace(const model::LanguageModel& model, const Space* space) {
  const model::TransformerConfig& config = model.config();
  if (!space) return {0, false, "no words are open to draw paths among"};
  const model::EmbeddingTable& table = *space->table;
  if (matrixOf(model, table))
    return {config.dims, false, "paths run among the model's own tokens, in all their dimensions"};
  if (config.tableDims > 0 && config.tableDims == table.dims() && wordsAgree(model, table)) {
    if (config.tableDims == config.dims)
      return {config.dims, false, "paths start at their words' own points"};
    return {config.tableDims, true,
            "paths start at their words' own points; drawn are the first " +
                base::groupedText(config.tableDims) + " of the stream's " + base::groupedText(config.dims) +
                " dimensions"};
  }
  return {0, false,
          "the vectors of " + model.source.name +
              " are not of the space of the open words, so its paths cannot "
              "be drawn there (open embedding: its own tokens)"};
}

}  // namespace es::app
