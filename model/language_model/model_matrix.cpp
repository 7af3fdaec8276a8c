#include <fmt/format.h>

#include <cassert>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/language_model/language_model.h"

namespace es::model {
namespace {

/// A word for every token: its text, with its id where that is empty or taken.
std::vector<std::string> rowNames(const Tokenizer& tokenizer) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  for (int id = 0; id < tokenizer.size(); ++id) {
    const std::string text = tokenizer.text(id);
    std::string name = text.empty() ? fmt::format("#{}", id) : text;
    while (!taken.insert(name).second) name += fmt::format("#{}", id);
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::shared_ptr<const EmbeddingTable> matrixTable(const LanguageModel& model, ModelMatrix matrix) {
  const bool isEmbedding = matrix == ModelMatrix::Embedding;
  const TransformerWeights& weights = model.transformer->weights();
  const WeightMatrix& values = isEmbedding ? weights.embedding : weights.output(model.config());
  assert(values.rows == model.tokenizer->size());
  math::RowMatrix rows(values.rows, values.cols);
  for (int id = 0; id < values.rows; ++id) values.readRow(id, rows.row(id).data());
  TableSource source;
  source.path = model.source.path;
  source.name = model.source.name + (isEmbedding ? " embedding" : " unembedding");
  source.format = isEmbedding ? "model-embedding" : "model-unembedding";
  source.note = model.source.note;
  return std::make_shared<EmbeddingTable>(Vocabulary(rowNames(*model.tokenizer)), std::move(rows),
                                          std::move(source));
}

}  // namespace es::model
