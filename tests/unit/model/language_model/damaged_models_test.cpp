// Models cut at every byte, with bytes changed at random, and with settings that nothing supports: read by
// the rules or refused in one line that names the place.
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "catch.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A llama2.c model with its tokenizer beside it.
class Llama2cFolder {
 public:
  Llama2cFolder() { m_folder.write("tokenizer.bin", llama2cTokenizer()); }

  std::string refusal(std::string_view bytes) const {
    return modelRefusal(m_folder.write("tiny.bin", bytes));
  }
  std::string refusal(const Llama2cHeader& header) const {
    return refusal(replaced(llama2cModel(kTinyHeader), bytesOf(kTinyHeader), bytesOf(header)));
  }

 private:
  TestFolder m_folder;
};

/// The least llama that Hugging Face's format can hold, to be changed by the tests.
struct TinyFolder {
  json config = {{"model_type", "llama"},        {"hidden_size", 2},       {"num_hidden_layers", 1},
                 {"num_attention_heads", 1},     {"intermediate_size", 1}, {"vocab_size", 266},
                 {"max_position_embeddings", 4}, {"hidden_act", "silu"},   {"tie_word_embeddings", true},
                 {"rms_norm_eps", 1e-5}};
  std::map<std::string, std::vector<int>> shapes = {{"model.embed_tokens.weight", {266, 2}},
                                                    {"model.layers.0.input_layernorm.weight", {2}},
                                                    {"model.layers.0.self_attn.q_proj.weight", {2, 2}},
                                                    {"model.layers.0.self_attn.k_proj.weight", {2, 2}},
                                                    {"model.layers.0.self_attn.v_proj.weight", {2, 2}},
                                                    {"model.layers.0.self_attn.o_proj.weight", {2, 2}},
                                                    {"model.layers.0.post_attention_layernorm.weight", {2}},
                                                    {"model.layers.0.mlp.gate_proj.weight", {1, 2}},
                                                    {"model.layers.0.mlp.up_proj.weight", {1, 2}},
                                                    {"model.layers.0.mlp.down_proj.weight", {2, 1}},
                                                    {"model.norm.weight", {2}}};
  float value = 0.5F;

  std::string tensors() const {
    json header = {{"__metadata__", {{"format", "pt"}}}};
    std::string data;
    for (const auto& [name, shape] : shapes) {
      const std::size_t begin = data.size();
      int count = 1;
      for (const int size : shape) count *= size;
      for (int i = 0; i < count; ++i) data += bytesOf(value);
      header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, data.size()}}};
    }
    return safetensorsFile(header.dump(), data);
  }

  void write(const TestFolder& folder) const {
    folder.write("config.json", config.dump());
    folder.write("tokenizer.json", llamaTokenizerJson());
    folder.write("model.safetensors", tensors());
  }

  std::string refusal() const {
    const TestFolder folder;
    write(folder);
    return modelRefusal(folder.path(""));
  }
};

std::string refusalWith(const char* key, const json& value) {
  TinyFolder tiny;
  tiny.config[key] = value;
  return tiny.refusal();
}

std::string gpt2RefusalWith(const char* key, const json& value) {
  TinyFolder tiny;
  tiny.config = {{"model_type", "gpt2"}, {"n_embd", 2},      {"n_layer", 1},
                 {"n_head", 1},          {"n_positions", 4}, {"vocab_size", 266}};
  tiny.config[key] = value;
  return tiny.refusal();
}

}  // namespace

TEST_CASE("a llama2.c model cut at any byte is refused") {
  const Llama2cFolder folder;
  const std::string whole = llama2cModel(kTinyHeader);
  REQUIRE(folder.refusal(whole).empty());
  for (std::size_t kept = 0; kept < whole.size(); ++kept) {
    INFO("cut at " << kept);
    CHECK(isOneLineWith(folder.refusal(whole.substr(0, kept)), {"tiny.bin"}));
  }
  const std::string cut = folder.refusal(whole.substr(0, whole.size() - 4));
  CHECK(isOneLineWith(cut, {"by its llama2.c header"}));
  CHECK(isOneLineWith(folder.refusal(whole + "x"), {"by its llama2.c header"}));
}

TEST_CASE("a llama2.c header is believed only as far as its file confirms it") {
  const Llama2cFolder folder;
  for (std::size_t field = 0; field < kTinyHeader.size(); ++field) {
    for (const std::int32_t wrong : {0, -1, -7, 1'000'000'000, 2'147'483'647, INT32_MIN}) {
      Llama2cHeader header = kTinyHeader;
      header[field] = wrong;
      INFO("field " << field << " is " << wrong);
      CHECK(isOneLineWith(folder.refusal(header), {"tiny.bin"}));
    }
  }
  CHECK(isOneLineWith(folder.refusal(Llama2cHeader{4, 6, 1, 3, 1, 265, 5}),
                      {"even multiple of the heads", "3 heads"}));
  CHECK(isOneLineWith(folder.refusal(Llama2cHeader{4, 6, 1, 4, 1, 265, 5}),
                      {"even multiple of the heads", "4 heads"}));
  CHECK(isOneLineWith(folder.refusal(Llama2cHeader{8, 6, 1, 4, 3, 265, 5}),
                      {"multiple of kv_heads", "4 heads and 3"}));
  CHECK(
      isOneLineWith(folder.refusal(Llama2cHeader{65536, 1 << 20, 1024, 2, 2, 1 << 24, 1 << 20}), {"bytes"}));
}

TEST_CASE("a llama2.c model with bytes changed at random is read or refused in one line") {
  const Llama2cFolder folder;
  const std::string whole = llama2cModel(kTinyHeader);
  std::mt19937 random(9);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = whole;
    const std::size_t reach = i % 2 ? bytes.size() : 28;  // every other time within the header
    for (auto n = 1 + random() % 3; n > 0; --n) bytes[random() % reach] = static_cast<char>(random());
    const std::string message = folder.refusal(bytes);
    if (message.empty()) continue;
    ++refused;
    CHECK(isOneLineWith(message, {"tiny.bin"}));
  }
  CHECK(refused > 1000);
}

TEST_CASE("a llama2.c model with a number that is not finite is refused by its place") {
  const Llama2cFolder folder;
  std::string bytes = llama2cModel(kTinyHeader);
  bytes.replace(28 + 4, 4, bytesOf(std::numeric_limits<float>::quiet_NaN()));
  CHECK(isOneLineWith(folder.refusal(bytes), {"token embedding", "byte 32", "finite"}));
}

TEST_CASE("the settings of a llama that are not supported are named") {
  REQUIRE(TinyFolder().refusal().empty());
  const auto named = [](const char* key, const json& value) {
    INFO(key << " " << value.dump());
    CHECK(isOneLineWith(refusalWith(key, value), {"config.json", key}));
  };
  named("model_type", "mistral");
  named("hidden_act", "gelu");
  named("attention_bias", true);
  named("mlp_bias", true);
  named("quantization_config", {{"bits", 4}});
  named("rope_scaling", {{"rope_type", "llama3"}, {"factor", 8.0}});
  named("rope_scaling", "linear");
  named("rope_parameters", {{"rope_type", "yarn"}});
  named("num_key_value_heads", 2);
  named("head_dim", 3);
  named("rms_norm_eps", 0);
  named("rms_norm_eps", -1e-5);
  named("rope_theta", "big");
  named("eos_token_id", "end");
  named("tie_word_embeddings", "yes");
  for (const char* key : {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                          "vocab_size", "max_position_embeddings"}) {
    for (const json& value :
         {json(0), json(-1), json(1.5), json(1e30), json("2"), json(nullptr), json::array()})
      named(key, value);
  }
}

TEST_CASE("harmless settings of a llama are read") {
  CHECK(refusalWith("rope_scaling", nullptr).empty());
  CHECK(refusalWith("rope_scaling", {{"rope_type", "default"}}).empty());
  CHECK(refusalWith("rope_parameters", {{"rope_type", "default"}, {"rope_theta", 1e6}}).empty());
  CHECK(refusalWith("eos_token_id", {2, 100000}).empty());
  CHECK(refusalWith("num_key_value_heads", 1).empty());
  CHECK(refusalWith("pretraining_tp", 1).empty());
}

TEST_CASE("the settings of a GPT-2 that are not supported are named") {
  const auto named = [](const char* key, const json& value) {
    INFO(key << " " << value.dump());
    CHECK(isOneLineWith(gpt2RefusalWith(key, value), {"config.json", key}));
  };
  named("activation_function", "relu");
  named("scale_attn_weights", false);
  named("scale_attn_by_inverse_layer_idx", true);
  named("add_cross_attention", true);
  named("n_head", 3);
  named("n_inner", -4);
  named("n_positions", 0);
  named("layer_norm_epsilon", 0);
}

TEST_CASE("sizes that the tensors do not confirm are refused by the tensor's name") {
  CHECK(isOneLineWith(refusalWith("num_hidden_layers", 1024), {"layers.1.input_layernorm.weight", "none"}));
  CHECK(isOneLineWith(refusalWith("intermediate_size", 1'000'000), {"gate_proj", "[1000000, 2]", "[1, 2]"}));
  CHECK(isOneLineWith(refusalWith("vocab_size", 16'000'000), {"16,000,000 tokens"}));
  CHECK(isOneLineWith(refusalWith("tie_word_embeddings", false), {"lm_head.weight", "none"}));
  TinyFolder tiny;
  tiny.shapes["model.layers.0.self_attn.q_proj.bias"] = {2};
  CHECK(isOneLineWith(tiny.refusal(), {"q_proj.bias", "only tensors of llama"}));
  tiny = {};
  tiny.shapes["lm_head.weight"] = {266, 2};
  tiny.shapes["model.layers.0.self_attn.rotary_emb.inv_freq"] = {1};
  CHECK(tiny.refusal().empty());
  tiny = {};
  tiny.shapes["model.norm.weight"] = {2, 1};
  CHECK(isOneLineWith(tiny.refusal(), {"model.norm.weight", "[2]", "[2, 1]"}));
  tiny = {};
  tiny.value = std::numeric_limits<float>::infinity();
  CHECK(isOneLineWith(tiny.refusal(), {"embed_tokens", "finite"}));
}

TEST_CASE("a folder that lacks a file says which") {
  const TestFolder folder;
  TinyFolder().write(folder);
  const auto without = [&folder](const char* name) {
    const std::string bytes = readBytes(folder.path(name));
    fs::remove(folder.path(name));
    const std::string message = modelRefusal(folder.path(""));
    folder.write(name, bytes);
    return message;
  };
  CHECK(isOneLineWith(without("config.json"), {"config.json"}));
  CHECK(isOneLineWith(without("model.safetensors"), {"model.safetensors", "neither"}));
  CHECK(isOneLineWith(without("tokenizer.json"), {"tokenizer.json", "vocab.json", "none of them"}));
  folder.write("tokenizer.model", "x");
  CHECK(isOneLineWith(without("tokenizer.json"), {"SentencePiece"}));
  folder.write("config.json", "");
  CHECK(isOneLineWith(modelRefusal(folder.path("")), {"config.json", "empty"}));
}

TEST_CASE("an index of shards may name only files of its folder") {
  const TestFolder folder;
  TinyFolder().write(folder);
  fs::rename(folder.path("model.safetensors"), folder.path("part.safetensors"));
  const auto refusal = [&folder](const json& map) {
    folder.write("model.safetensors.index.json", json{{"weight_map", map}}.dump());
    return modelRefusal(folder.path(""));
  };
  CHECK(refusal({{"model.norm.weight", "part.safetensors"}}).empty());
  CHECK(isOneLineWith(refusal({{"a", "../part.safetensors"}}), {"weight_map", "of the folder"}));
  CHECK(isOneLineWith(refusal({{"a", "/dev/zero"}}), {"weight_map", "of the folder"}));
  CHECK(isOneLineWith(refusal({{"a", 7}}), {"weight_map", "7"}));
  CHECK(isOneLineWith(refusal(json::object()), {"weight_map"}));
  CHECK(isOneLineWith(refusal({{"a", "part.safetensors"}, {"b", "gone.safetensors"}}), {"gone.safetensors"}));
  fs::copy_file(folder.path("part.safetensors"), folder.path("twin.safetensors"));
  CHECK(
      isOneLineWith(refusal({{"a", "part.safetensors"}, {"b", "twin.safetensors"}}), {"no other file has"}));
}

TEST_CASE("a Hugging Face folder with cut or changed files is read or refused in one line") {
  const TestFolder folder;
  TinyFolder().write(folder);
  std::mt19937 random(4);
  for (const char* name : {"config.json", "model.safetensors"}) {
    const std::string whole = readBytes(folder.path(name));
    for (std::size_t kept = 0; kept < whole.size(); kept += kept < 300 ? 1 : 17) {
      folder.write(name, whole.substr(0, kept));
      CHECK(isOneLineWith(modelRefusal(folder.path("")), {name}));
    }
    for (int i = 0; i < 2000; ++i) {
      std::string bytes = whole;
      for (auto n = 1 + random() % 3; n > 0; --n)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      folder.write(name, bytes);
      const std::string message = modelRefusal(folder.path(""));
      if (!message.empty()) CHECK(isOneLineWith(message, {folder.path("").string()}));
    }
    folder.write(name, whole);
  }
}
