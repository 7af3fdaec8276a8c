#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/json_text.h"
#include "model/language_model/model_formats.h"
#include "model/language_model/tensor_set.h"
#include "model/tokenizer/story_tokenizer.h"

namespace es::model {
namespace {

ResidualKind readResidual(const JsonFields& fields) {
  const std::string& text = fields.text("residual");
  if (text == "shell") return ResidualKind::Shell;
  if (text == "add") return ResidualKind::Add;
  throw fields.refuse("residual", "\"shell\" or \"add\"");
}

TransformerConfig readConfig(const JsonFields& fields) {
  if (fields.text("family") != "story") throw fields.refuse("family", "\"story\"");
  TransformerConfig config;
  config.family = "story";
  config.dims = fields.count("dims", 1, kLargestModelDims);
  config.tableDims = fields.count("table_dims", 0, config.dims);
  config.layers = fields.count("layers", 1, kLargestLayers);
  config.heads = fields.count("heads", 1, config.dims);
  config.hidden = fields.count("hidden", 1, kLargestHidden);
  config.vocabulary = fields.count("vocabulary", 1, kLargestVocabulary);
  config.context = fields.count("context", 1, kLargestContext);
  config.ropeBase = fields.positive("rope_base");
  config.normEpsilon = fields.positive("norm_epsilon");
  config.residual = readResidual(fields);
  config.causal = fields.flag("causal", true);
  config.kvHeads = config.heads;
  config.headDims = config.dims / config.heads;
  if (config.dims % config.heads != 0 || config.headDims % 2 != 0)
    throw fields.refuse("heads", fmt::format("an even share of the {} dims for each head", config.dims));
  return config;
}

/// The token that a model which reads both ways has for a gap: the tokenizer makes it of "[mask]".
int readMask(const JsonFields& fields, const Tokenizer& tokenizer) {
  const std::string& name = fields.text("mask");
  const std::optional<int> mask = tokenizer.find(name);
  if (name != StoryTokenizer::kMask || !mask)
    throw fields.refuse("mask", base::inQuotes(StoryTokenizer::kMask) + ", and that one of its tokens");
  return *mask;
}

BlockWeights readBlock(TensorSet& tensors, const TransformerConfig& config, int layer) {
  const std::string at = fmt::format("blocks.{}.", layer);
  const int dims = config.dims;
  BlockWeights block;
  block.attentionGain = tensors.vector(at + "attention_gain", dims);
  block.query = tensors.matrix(at + "query", dims, dims);
  block.key = tensors.matrix(at + "key", dims, dims);
  block.value = tensors.matrix(at + "value", dims, dims);
  block.output = tensors.matrix(at + "output", dims, dims);
  block.mlpGain = tensors.vector(at + "mlp_gain", dims);
  block.gate = tensors.matrix(at + "gate", config.hidden, dims);
  block.up = tensors.matrix(at + "up", config.hidden, dims);
  block.down = tensors.matrix(at + "down", dims, config.hidden);
  if (config.residual == ResidualKind::Shell) {
    block.attentionAlpha = tensors.vector(at + "attention_alpha", dims);
    block.mlpAlpha = tensors.vector(at + "mlp_alpha", dims);
  }
  return block;
}

TransformerWeights readWeights(TensorSet& tensors, const TransformerConfig& config) {
  TransformerWeights weights;
  weights.embedding = tensors.matrix("embedding", config.vocabulary, config.dims);
  // The count of layers is confirmed by one layer after the other.
  for (int layer = 0; layer < config.layers; ++layer)
    weights.blocks.push_back(readBlock(tensors, config, layer));
  weights.finalGain = tensors.vector("final_gain", config.dims);
  weights.unembedding = tensors.matrix("unembedding", config.vocabulary, config.dims);
  return weights;
}

const std::string& requireMetadata(const TensorSet& tensors, const char* key) {
  const auto& metadata = tensors.firstHeader().metadata;
  const auto at = metadata.find(key);
  if (at == metadata.end())
    throw base::fileError(tensors.pathOf(""), {"metadata", base::inQuotes(key), "none"});
  return at->second;
}

std::string metadataOr(const SafetensorsHeader& header, const char* key) {
  const auto at = header.metadata.find(key);
  return at == header.metadata.end() ? std::string() : at->second;
}

void describe(const SafetensorsHeader& header, ModelSource& source) {
  source.format = "story";
  source.name = metadataOr(header, "title");
  source.note = metadataOr(header, "source");
  source.trainedTo = metadataOr(header, "trained_to");
  const std::string licence = metadataOr(header, "licence");
  if (!licence.empty()) source.note += (source.note.empty() ? "" : "; ") + licence;
}

/// A safetensors file that carries a model's configuration.
bool recognises(const ModelInput& input) {
  return input.header() && input.header()->metadata.contains("config");
}

ModelParts read(ModelInput input, const TokenizerPath& tokenizer, const base::Progress& progress) {
  const std::string path = input.file().path();
  if (tokenizer) throw base::fileError(path, {"", "no other tokenizer than its own", tokenizer->string()});
  TensorSet tensors(progress);
  tensors.add(input.takeFile(), input.takeHeader());
  tensors.requireMemory();
  const auto json = parseJson({path, "metadata \"config\""}, requireMetadata(tensors, "config"));
  ModelParts parts;
  const JsonFields fields({path, "metadata \"config\""}, json);
  parts.config = readConfig(fields);
  parts.tokenizer =
      readStoryTokenizer({path, "metadata \"tokenizer\""}, requireMetadata(tensors, "tokenizer"));
  if (parts.tokenizer->size() != parts.config.vocabulary) {
    throw base::fileError(path, {"metadata \"tokenizer\"",
                                 base::groupedText(parts.config.vocabulary) + " tokens, as the model has",
                                 base::groupedText(parts.tokenizer->size())});
  }
  if (!parts.config.causal) parts.config.mask = readMask(fields, *parts.tokenizer);
  parts.weights = readWeights(tensors, parts.config);
  if (const auto unread = tensors.unread(); !unread.empty()) {
    throw base::fileError(
        path, {"tensor " + base::inQuotes(unread.front()), "only tensors of the story model", "another"});
  }
  describe(tensors.firstHeader(), parts.source);
  return parts;
}

}  // namespace

const ModelFormatEntry kStoryModel{recognises, read};

}  // namespace es::model
