#include "model/language_model/huggingface_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/language_model/model_formats.h"

namespace es::model {
namespace {

using nlohmann::json;

void requireEvenHeads(const JsonFields& fields, const TransformerConfig& config, const char* key) {
  if (config.headDims * config.heads != config.dims)
    throw fields.refuse(key, fmt::format("a divisor of the {} dimensions", config.dims));
}

TransformerConfig readGpt2(const JsonFields& fields) {
  TransformerConfig config;
  config.family = "gpt2";
  config.norm = NormKind::Layer;
  config.positions = PositionKind::Learned;
  config.mlp = MlpKind::GeluTanh;
  config.dims = fields.count("n_embd", 1, kLargestModelDims);
  config.layers = fields.count("n_layer", 1, kLargestLayers);
  config.heads = fields.count("n_head", 1, config.dims);
  config.kvHeads = config.heads;
  config.headDims = config.dims / config.heads;
  requireEvenHeads(fields, config, "n_head");
  config.hidden = fields.has("n_inner") ? fields.count("n_inner", 1, kLargestHidden) : 4 * config.dims;
  config.vocabulary = fields.count("vocab_size", 1, kLargestVocabulary);
  config.context = fields.count(fields.has("n_positions") ? "n_positions" : "n_ctx", 1, kLargestContext);
  config.normEpsilon = fields.positive("layer_norm_epsilon", 1e-5F);
  config.tied = fields.flag("tie_word_embeddings", true);
  if (!fields.has("activation_function") || fields.text("activation_function") != "gelu_pytorch_tanh")
    fields.requireOnly("activation_function", "gelu_new");
  fields.requireOnly("scale_attn_weights", true);
  fields.requireOnly("scale_attn_by_inverse_layer_idx", false);
  fields.requireOnly("add_cross_attention", false);
  return config;
}

/// RoPE's base; angles that are scaled for longer contexts are refused.
float readRopeBase(const JsonFields& fields) {
  for (const char* key : {"rope_scaling", "rope_parameters"}) {
    if (!fields.has(key)) continue;
    const JsonFields rope({fields.place().path, std::string("\"") + key + "\""}, fields.at(key));
    rope.requireOnly("rope_type", "default");
    rope.requireOnly("type", "default");
    rope.requireOnly("factor", 1.0);
    rope.requireOnly("partial_rotary_factor", 1.0);
    if (rope.has("rope_theta")) return rope.positive("rope_theta");
  }
  return fields.positive("rope_theta", 10000);
}

TransformerConfig readLlama(const JsonFields& fields) {
  TransformerConfig config;
  config.family = "llama";
  config.positions = PositionKind::RotaryHalves;
  config.dims = fields.count("hidden_size", 1, kLargestModelDims);
  config.layers = fields.count("num_hidden_layers", 1, kLargestLayers);
  config.heads = fields.count("num_attention_heads", 1, kLargestModelDims);
  config.kvHeads =
      fields.has("num_key_value_heads") ? fields.count("num_key_value_heads", 1, config.heads) : config.heads;
  if (config.heads % config.kvHeads != 0)
    throw fields.refuse("num_key_value_heads", fmt::format("a divisor of the {} heads", config.heads));
  if (fields.has("head_dim")) {
    config.headDims = fields.count("head_dim", 2, kLargestModelDims / config.heads);
    if (config.headDims % 2 != 0) throw fields.refuse("head_dim", "an even number");
  } else {
    config.headDims = config.dims / config.heads;
    requireEvenHeads(fields, config, "num_attention_heads");
    if (config.headDims % 2 != 0)
      throw fields.refuse("num_attention_heads", "an even number of dimensions a head");
  }
  config.hidden = fields.count("intermediate_size", 1, kLargestHidden);
  config.vocabulary = fields.count("vocab_size", 1, kLargestVocabulary);
  config.context = fields.count("max_position_embeddings", 1, kLargestContext);
  config.normEpsilon = fields.positive("rms_norm_eps", 1e-6F);
  config.ropeBase = readRopeBase(fields);
  config.tied = fields.flag("tie_word_embeddings", false);
  fields.requireOnly("hidden_act", "silu");
  fields.requireOnly("attention_bias", false);
  fields.requireOnly("mlp_bias", false);
  fields.requireOnly("partial_rotary_factor", 1.0);
  return config;
}

/// A number or a list of them; ids outside the vocabulary name no token.
std::vector<int> readEnds(const JsonFields& fields, int vocabulary) {
  if (!fields.has("eos_token_id")) return {};
  const json& value = fields.at("eos_token_id");
  const json list = value.is_array() ? value : json::array({value});
  const auto isId = [](const json& id) { return id.is_number_unsigned(); };
  if (!std::ranges::all_of(list, isId)) throw fields.refuse("eos_token_id", "token ids");
  std::vector<int> ends;
  for (const json& id : list)
    if (id.get<std::uint64_t>() < static_cast<std::uint64_t>(vocabulary)) ends.push_back(id.get<int>());
  return ends;
}

}  // namespace

HuggingFaceConfig readHuggingFaceConfig(const JsonFields& fields) {
  const std::string& type = fields.text("model_type");
  if (type != "gpt2" && type != "llama")
    throw fields.refuse("model_type", "\"gpt2\" or \"llama\", which are supported");
  if (fields.has("quantization_config"))
    throw fields.refuse("quantization_config", "none, which is supported");
  HuggingFaceConfig read;
  read.config = type == "gpt2" ? readGpt2(fields) : readLlama(fields);
  read.ends = readEnds(fields, read.config.vocabulary);
  return read;
}

}  // namespace es::model
