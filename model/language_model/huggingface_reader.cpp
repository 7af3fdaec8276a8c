#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "base/file_error.h"
#include "base/progress.h"
#include "model/files/json_text.h"
#include "model/language_model/huggingface_config.h"
#include "model/language_model/model_formats.h"
#include "model/language_model/tensor_set.h"
#include "model/tokenizer/tokenizer_reader.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfig = "config.json";
constexpr const char* kWeights = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";

/// The shards that an index names; each must lie in the folder itself.
std::set<std::string> shardNames(const fs::path& index) {
  const auto json = readJsonFile(InputFile(index));
  const JsonFields fields({index.string(), ""}, json);
  const auto& map = fields.at("weight_map");
  if (!map.is_object() || map.empty())
    throw fields.refuse("weight_map", "an object of tensors and their files");
  std::set<std::string> names;
  for (const auto& [tensor, file] : map.items()) {
    const bool isPlain = file.is_string() &&
                         fs::path(file.get<std::string>()).filename() == file.get<std::string>() &&
                         file.get<std::string>().ends_with(".safetensors");
    if (!isPlain) {
      throw base::fileError(index.string(),
                            {"weight_map, " + base::inQuotes(tensor), "a .safetensors file of the folder",
                             base::inQuotes(file.dump())});
    }
    names.insert(file.get<std::string>());
  }
  return names;
}

void addFiles(const fs::path& folder, TensorSet& tensors) {
  std::error_code ignored;
  if (fs::exists(folder / kWeights, ignored)) {
    tensors.add(folder / kWeights);
  } else if (fs::exists(folder / kIndex, ignored)) {
    for (const std::string& name : shardNames(folder / kIndex)) tensors.add(folder / name);
  } else {
    throw base::fileError(folder.string(), {"", std::string(kWeights) + " or " + kIndex,
                                            fs::exists(folder / "pytorch_model.bin", ignored)
                                                ? "only pytorch_model.bin, a pickle, which is not read"
                                                : "neither"});
  }
  tensors.requireMemory();
}

/// Tensors by the names of the model without the prefix of its body.
class NamedTensors {
 public:
  NamedTensors(TensorSet& tensors, const char* prefix, const std::string& firstName)
      : m_tensors(tensors), m_prefix(tensors.has(firstName) ? "" : prefix) {}

  std::vector<float> vector(const std::string& name, int size) {
    return m_tensors.vector(m_prefix + name, size);
  }

  WeightMatrix matrix(const std::string& name, int rows, int cols) {
    return m_tensors.matrix(m_prefix + name, rows, cols);
  }

  /// Conv1D: stored [inputs, outputs].
  WeightMatrix conv1d(const std::string& name, int outputs, int inputs) {
    return transposed(m_tensors.matrix(m_prefix + name, inputs, outputs));
  }

  /// The output matrix stands beside the body, without its prefix.
  WeightMatrix head(int rows, int cols) { return m_tensors.matrix("lm_head.weight", rows, cols); }

  /// A name without the prefix.
  [[nodiscard]] std::string shortName(const std::string& name) const {
    return name.starts_with(m_prefix) ? name.substr(m_prefix.size()) : name;
  }

 private:
  TensorSet& m_tensors;
  std::string m_prefix;
};

std::vector<float> part(const std::vector<float>& whole, int begin, int count) {
  return {whole.begin() + begin, whole.begin() + begin + count};
}

BlockWeights readGpt2Block(NamedTensors& tensors, const TransformerConfig& config, int layer) {
  const std::string at = fmt::format("h.{}.", layer);
  const int dims = config.dims;
  BlockWeights block;
  block.attentionGain = tensors.vector(at + "ln_1.weight", dims);
  block.attentionBias = tensors.vector(at + "ln_1.bias", dims);
  const WeightMatrix qkv = tensors.conv1d(at + "attn.c_attn.weight", 3 * dims, dims);
  const std::vector<float> qkvBias = tensors.vector(at + "attn.c_attn.bias", 3 * dims);
  block.query = rowsOf(qkv, 0, dims);
  block.key = rowsOf(qkv, dims, dims);
  block.value = rowsOf(qkv, 2 * dims, dims);
  block.queryBias = part(qkvBias, 0, dims);
  block.keyBias = part(qkvBias, dims, dims);
  block.valueBias = part(qkvBias, 2 * dims, dims);
  block.output = tensors.conv1d(at + "attn.c_proj.weight", dims, dims);
  block.outputBias = tensors.vector(at + "attn.c_proj.bias", dims);
  block.mlpGain = tensors.vector(at + "ln_2.weight", dims);
  block.mlpBias = tensors.vector(at + "ln_2.bias", dims);
  block.up = tensors.conv1d(at + "mlp.c_fc.weight", config.hidden, dims);
  block.upBias = tensors.vector(at + "mlp.c_fc.bias", config.hidden);
  block.down = tensors.conv1d(at + "mlp.c_proj.weight", dims, config.hidden);
  block.downBias = tensors.vector(at + "mlp.c_proj.bias", dims);
  return block;
}

BlockWeights readLlamaBlock(NamedTensors& tensors, const TransformerConfig& config, int layer) {
  const std::string at = fmt::format("layers.{}.", layer);
  const int dims = config.dims;
  BlockWeights block;
  block.attentionGain = tensors.vector(at + "input_layernorm.weight", dims);
  block.query = tensors.matrix(at + "self_attn.q_proj.weight", config.queryDims(), dims);
  block.key = tensors.matrix(at + "self_attn.k_proj.weight", config.kvDims(), dims);
  block.value = tensors.matrix(at + "self_attn.v_proj.weight", config.kvDims(), dims);
  block.output = tensors.matrix(at + "self_attn.o_proj.weight", dims, config.queryDims());
  block.mlpGain = tensors.vector(at + "post_attention_layernorm.weight", dims);
  block.gate = tensors.matrix(at + "mlp.gate_proj.weight", config.hidden, dims);
  block.up = tensors.matrix(at + "mlp.up_proj.weight", config.hidden, dims);
  block.down = tensors.matrix(at + "mlp.down_proj.weight", dims, config.hidden);
  return block;
}

TransformerWeights readGpt2(NamedTensors& tensors, const TransformerConfig& config) {
  TransformerWeights weights;
  weights.embedding = tensors.matrix("wte.weight", config.vocabulary, config.dims);
  weights.positions = tensors.matrix("wpe.weight", config.context, config.dims);
  for (int layer = 0; layer < config.layers; ++layer)
    weights.blocks.push_back(readGpt2Block(tensors, config, layer));
  weights.finalGain = tensors.vector("ln_f.weight", config.dims);
  weights.finalBias = tensors.vector("ln_f.bias", config.dims);
  if (!config.tied) weights.unembedding = tensors.head(config.vocabulary, config.dims);
  return weights;
}

TransformerWeights readLlama(NamedTensors& tensors, const TransformerConfig& config) {
  TransformerWeights weights;
  weights.embedding = tensors.matrix("embed_tokens.weight", config.vocabulary, config.dims);
  for (int layer = 0; layer < config.layers; ++layer)
    weights.blocks.push_back(readLlamaBlock(tensors, config, layer));
  weights.finalGain = tensors.vector("norm.weight", config.dims);
  if (!config.tied) weights.unembedding = tensors.head(config.vocabulary, config.dims);
  return weights;
}

/// Masks and angles that old files store, and the second name of a tied matrix.
bool isRedundant(const std::string& name, const TransformerConfig& config) {
  return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias") ||
         name.ends_with(".rotary_emb.inv_freq") || (config.tied && name == "lm_head.weight");
}

/// A tensor that nothing reads would change the result where it belongs.
void requireAllRead(const TensorSet& tensors, const NamedTensors& named, const TransformerConfig& config) {
  for (const std::string& name : tensors.unread()) {
    if (isRedundant(named.shortName(name), config)) continue;
    throw base::fileError(tensors.pathOf(name),
                          {"tensor " + base::inQuotes(name), "only tensors of " + config.family, "another"});
  }
}

bool recognises(const ModelInput& input) {
  std::error_code ignored;
  return input.isFolder() && fs::exists(input.path() / kConfig, ignored);
}

ModelParts read(ModelInput input, const TokenizerPath& tokenizer, const base::Progress& progress) {
  const fs::path& folder = input.path();
  const fs::path configPath = folder / kConfig;
  const auto json = readJsonFile(InputFile(configPath));
  const auto [config, ends] = readHuggingFaceConfig(JsonFields({configPath.string(), ""}, json));
  TensorSet tensors(progress);
  addFiles(folder, tensors);
  const bool isGpt2 = config.family == "gpt2";
  ModelParts parts;
  parts.config = config;
  FoundTokenizer found = findTokenizerOfFolder(folder, tokenizer, {config.vocabulary, ends});
  parts.tokenizer = std::move(found.tokenizer);
  parts.source.tokenizerPath = std::move(found.path);
  parts.source.format = "huggingface-" + config.family;
  NamedTensors named(tensors, isGpt2 ? "transformer." : "model.",
                     isGpt2 ? "wte.weight" : "embed_tokens.weight");
  parts.weights = isGpt2 ? readGpt2(named, config) : readLlama(named, config);
  requireAllRead(tensors, named, config);
  return parts;
}

}  // namespace

const ModelFormatEntry kHuggingFaceModel{recognises, read};

}  // namespace es::model
