#include "transformer_models.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "base/progress.h"

namespace es::test {

using namespace model;

TransformerConfig llamaConfig() {
  TransformerConfig config;
  config.family = "llama";
  config.dims = 36;
  config.layers = 3;
  config.heads = 6;
  config.kvHeads = 2;
  config.headDims = 10;
  config.hidden = 53;
  config.vocabulary = 97;
  config.context = 83;
  config.positions = PositionKind::RotaryHalves;
  config.ropeBase = 500;
  return config;
}

TransformerConfig gpt2Config() {
  TransformerConfig config = llamaConfig();
  config.family = "gpt2";
  config.heads = config.kvHeads = 4;
  config.headDims = 9;
  config.norm = NormKind::Layer;
  config.positions = PositionKind::Learned;
  config.mlp = MlpKind::GeluTanh;
  config.tied = true;
  return config;
}

TransformerConfig storyConfig() {
  TransformerConfig config = llamaConfig();
  config.family = "story";
  config.kvHeads = config.heads;
  config.positions = PositionKind::RotaryAdjacent;
  config.residual = ResidualKind::Shell;
  config.normEpsilon = 1e-6F;
  config.tableDims = 20;
  return config;
}

TransformerConfig readerConfig() {
  TransformerConfig config = storyConfig();
  config.causal = false;
  config.mask = 7;
  return config;
}

std::vector<TransformerConfig> allConfigs() {
  TransformerConfig llama2c = llamaConfig();
  llama2c.family = "llama2.c";
  llama2c.positions = PositionKind::RotaryAdjacent;
  llama2c.tied = true;
  return {llamaConfig(), gpt2Config(), storyConfig(), llama2c};
}

namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : m_engine(seed) {}

  std::vector<float> vector(int size, float middle, float spread) {
    std::vector<float> values(static_cast<std::size_t>(size));
    std::normal_distribution<float> normal(middle, spread);
    for (float& value : values) value = normal(m_engine);
    return values;
  }
  WeightMatrix matrix(int rows, int cols) {
    return {rows, cols, vector(rows * cols, 0, 1.5F / std::sqrt(static_cast<float>(cols)))};
  }

 private:
  std::mt19937 m_engine;
};

BlockWeights randomBlock(const TransformerConfig& config, Random& random) {
  const auto biases = [&](int size) { return random.vector(size, 0, 0.2F); };
  BlockWeights block;
  block.attentionGain = random.vector(config.dims, 1, 0.2F);
  block.mlpGain = random.vector(config.dims, 1, 0.2F);
  block.query = random.matrix(config.queryDims(), config.dims);
  block.key = random.matrix(config.kvDims(), config.dims);
  block.value = random.matrix(config.kvDims(), config.dims);
  block.output = random.matrix(config.dims, config.queryDims());
  block.up = random.matrix(config.hidden, config.dims);
  block.down = random.matrix(config.dims, config.hidden);
  if (config.mlp == MlpKind::SwiGlu) block.gate = random.matrix(config.hidden, config.dims);
  if (config.norm == NormKind::Layer) {
    block.attentionBias = biases(config.dims);
    block.mlpBias = biases(config.dims);
    block.queryBias = biases(config.queryDims());
    block.keyBias = biases(config.kvDims());
    block.valueBias = biases(config.kvDims());
    block.outputBias = biases(config.dims);
    block.upBias = biases(config.hidden);
    block.downBias = biases(config.dims);
  }
  if (config.residual == ResidualKind::Shell) {
    block.attentionAlpha = random.vector(config.dims, 0.15F, 0.03F);
    block.mlpAlpha = random.vector(config.dims, 0.15F, 0.03F);
  }
  return block;
}

/// Collects tensors and writes them one after another.
class SafetensorsWriter {
 public:
  void add(const std::string& name, const std::vector<int>& shape, const std::vector<float>& values) {
    const std::size_t begin = m_data.size() * sizeof(float);
    m_data.insert(m_data.end(), values.begin(), values.end());
    m_header[name] = {
        {"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, m_data.size() * sizeof(float)}}};
  }
  void add(const std::string& name, const std::vector<float>& values) {
    if (!values.empty()) add(name, {static_cast<int>(values.size())}, values);
  }
  void add(const std::string& name, const WeightMatrix& matrix) {
    if (!matrix.empty()) add(name, {matrix.rows, matrix.cols}, std::get<std::vector<float>>(matrix.values));
  }
  void write(const std::filesystem::path& path, const nlohmann::json& config) {
    m_header["__metadata__"] = {{"config", config.dump()}};
    const std::string header = m_header.dump();
    const std::uint64_t length = header.size();
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&length), sizeof length);
    file << header;
    file.write(reinterpret_cast<const char*>(m_data.data()),
               static_cast<std::streamsize>(m_data.size() * sizeof(float)));
  }

 private:
  nlohmann::json m_header;
  std::vector<float> m_data;
};

/// Matrices side by side, transposed: Hugging Face's Conv1D, (inputs, all outputs).
WeightMatrix conv1d(const std::vector<const WeightMatrix*>& parts) {
  const int cols = parts.front()->cols;
  int rows = 0;
  for (const WeightMatrix* part : parts) rows += part->rows;
  std::vector<float> out;
  for (int c = 0; c < cols; ++c) {
    for (const WeightMatrix* part : parts) {
      for (int r = 0; r < part->rows; ++r)
        out.push_back(std::get<std::vector<float>>(part->values)[static_cast<std::size_t>(r * cols + c)]);
    }
  }
  return {cols, rows, std::move(out)};
}

void addLlama(SafetensorsWriter& writer, const TransformerWeights& weights) {
  writer.add("model.embed_tokens.weight", weights.embedding);
  writer.add("lm_head.weight", weights.unembedding);
  writer.add("model.norm.weight", weights.finalGain);
  for (std::size_t i = 0; i < weights.blocks.size(); ++i) {
    const BlockWeights& block = weights.blocks[i];
    const std::string at = "model.layers." + std::to_string(i) + ".";
    writer.add(at + "input_layernorm.weight", block.attentionGain);
    writer.add(at + "self_attn.q_proj.weight", block.query);
    writer.add(at + "self_attn.k_proj.weight", block.key);
    writer.add(at + "self_attn.v_proj.weight", block.value);
    writer.add(at + "self_attn.o_proj.weight", block.output);
    writer.add(at + "attention_alpha", block.attentionAlpha);
    writer.add(at + "post_attention_layernorm.weight", block.mlpGain);
    writer.add(at + "mlp.gate_proj.weight", block.gate);
    writer.add(at + "mlp.up_proj.weight", block.up);
    writer.add(at + "mlp.down_proj.weight", block.down);
    writer.add(at + "mlp_alpha", block.mlpAlpha);
  }
}

void addGpt2(SafetensorsWriter& writer, const TransformerWeights& weights) {
  writer.add("wte.weight", weights.embedding);
  writer.add("wpe.weight", weights.positions);
  writer.add("ln_f.weight", weights.finalGain);
  writer.add("ln_f.bias", weights.finalBias);
  for (std::size_t i = 0; i < weights.blocks.size(); ++i) {
    const BlockWeights& block = weights.blocks[i];
    const std::string at = "h." + std::to_string(i) + ".";
    std::vector<float> biases = block.queryBias;
    biases.insert(biases.end(), block.keyBias.begin(), block.keyBias.end());
    biases.insert(biases.end(), block.valueBias.begin(), block.valueBias.end());
    writer.add(at + "ln_1.weight", block.attentionGain);
    writer.add(at + "ln_1.bias", block.attentionBias);
    writer.add(at + "attn.c_attn.weight", conv1d({&block.query, &block.key, &block.value}));
    writer.add(at + "attn.c_attn.bias", biases);
    writer.add(at + "attn.c_proj.weight", conv1d({&block.output}));
    writer.add(at + "attn.c_proj.bias", block.outputBias);
    writer.add(at + "ln_2.weight", block.mlpGain);
    writer.add(at + "ln_2.bias", block.mlpBias);
    writer.add(at + "mlp.c_fc.weight", conv1d({&block.up}));
    writer.add(at + "mlp.c_fc.bias", block.upBias);
    writer.add(at + "mlp.c_proj.weight", conv1d({&block.down}));
    writer.add(at + "mlp.c_proj.bias", block.downBias);
  }
}

}  // namespace

TransformerWeights randomWeights(const TransformerConfig& config, std::uint32_t seed) {
  Random random(seed);
  TransformerWeights weights;
  weights.embedding = random.matrix(config.vocabulary, config.dims);
  if (config.positions == PositionKind::Learned)
    weights.positions = random.matrix(config.context, config.dims);
  for (int layer = 0; layer < config.layers; ++layer) weights.blocks.push_back(randomBlock(config, random));
  weights.finalGain = random.vector(config.dims, 1, 0.2F);
  if (config.norm == NormKind::Layer) weights.finalBias = random.vector(config.dims, 0, 0.2F);
  if (!config.tied) weights.unembedding = random.matrix(config.vocabulary, config.dims);
  return weights;
}

std::vector<int> randomTokens(const TransformerConfig& config, int count, std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::uniform_int_distribution<int> any(0, config.vocabulary - 1);
  std::vector<int> tokens(static_cast<std::size_t>(count));
  for (int& token : tokens) token = any(engine);
  return tokens;
}

math::RowMatrix logitsOf(const Transformer& transformer, const std::vector<int>& tokens) {
  KvCache cache(transformer.config());
  Transformer::Activations activations(transformer.config());
  math::RowMatrix logits(static_cast<math::Index>(tokens.size()), transformer.config().vocabulary);
  for (math::Index i = 0; i < logits.rows(); ++i) {
    transformer.forward(tokens[static_cast<std::size_t>(i)], cache, activations,
                        {logits.row(i).data(), static_cast<std::size_t>(logits.cols())});
  }
  return logits;
}

math::RowMatrix guessesOf(const Transformer& transformer, const std::vector<int>& tokens) {
  const auto reading = readTokens(transformer, tokens, nullptr, true, base::ignoreProgress());
  math::RowMatrix logits(static_cast<math::Index>(tokens.size()), transformer.config().vocabulary);
  for (math::Index i = 0; i < logits.rows(); ++i) {
    const math::RowMatrix& steps = reading->records[static_cast<std::size_t>(i)].steps;
    const auto last = steps.row(steps.rows() - 1);
    transformer.lens({last.data(), static_cast<std::size_t>(last.size())}, true,
                     {logits.row(i).data(), static_cast<std::size_t>(logits.cols())});
  }
  return logits;
}

void writeForOracle(const std::filesystem::path& path, const TransformerConfig& config,
                    const TransformerWeights& weights) {
  SafetensorsWriter writer;
  nlohmann::json json{{"model_type", config.family}};
  if (config.norm == NormKind::Layer) {
    addGpt2(writer, weights);
    json.update({{"n_layer", config.layers}, {"n_head", config.heads}});
    json["layer_norm_epsilon"] = config.normEpsilon;
  } else {
    addLlama(writer, weights);
    json.update({{"num_hidden_layers", config.layers}, {"num_attention_heads", config.heads}});
    json.update({{"num_key_value_heads", config.kvHeads}, {"rms_norm_eps", config.normEpsilon}});
    json.update({{"rope_theta", config.ropeBase}, {"tie_word_embeddings", config.tied}});
    json["causal"] = config.causal;
  }
  writer.write(path, json);
}

}  // namespace es::test
