// Models of every format that is read, against what numpy says of the same numbers.
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/progress.h"
#include "catch.h"
#include "model/table/formats/table_reader.h"
#include "model_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

namespace fs = std::filesystem;

/// What a model that reads both ways guesses at every position.
std::vector<std::vector<float>> guessesOf(const Transformer& transformer, const std::vector<int>& ids) {
  const auto reading = readTokens(transformer, ids, nullptr, true, es::base::ignoreProgress());
  std::vector<std::vector<float>> rows;
  for (const TokenRecord& record : reading->records) {
    const auto last = record.steps.row(record.steps.rows() - 1);
    rows.emplace_back(static_cast<std::size_t>(transformer.config().vocabulary));
    transformer.lens({last.data(), static_cast<std::size_t>(last.size())}, true, rows.back());
  }
  return rows;
}

/// Logits after every position.
std::vector<std::vector<float>> logitsOf(const Transformer& transformer, const std::vector<int>& ids) {
  if (!transformer.config().causal) return guessesOf(transformer, ids);
  KvCache cache(transformer.config());
  Transformer::Activations activations(transformer.config());
  std::vector<std::vector<float>> rows;
  for (const int id : ids) {
    rows.emplace_back(static_cast<std::size_t>(transformer.config().vocabulary));
    transformer.forward(id, cache, activations, rows.back());
  }
  return rows;
}

/// The largest difference, and the largest logit.
std::pair<float, float> compare(const LanguageModel& model, const nlohmann::json& entry) {
  const auto expected = entry["logits"].get<std::vector<std::vector<float>>>();
  const auto found = logitsOf(*model.transformer, entry["ids"].get<std::vector<int>>());
  REQUIRE(found.size() == expected.size());
  float difference = 0;
  float largest = 0;
  for (std::size_t t = 0; t < found.size(); ++t) {
    REQUIRE(found[t].size() == expected[t].size());
    for (std::size_t i = 0; i < found[t].size(); ++i) {
      difference = std::max(difference, std::abs(found[t][i] - expected[t][i]));
      largest = std::max(largest, std::abs(expected[t][i]));
    }
  }
  return {difference, largest};
}

/// Writes the tiny models; false, with a warning, without numpy.
bool makeTinyModels(const TestFolder& folder) {
  const auto output = outputOf("/usr/bin/python3 -B '" ES_SOURCE_DIR "/tests/oracles/make_tiny_models.py' '" +
                               folder.path("").string() + "' 2>&1");
  if (!output) WARN("skipped: /usr/bin/python3 has no numpy");
  return output.has_value();
}

}  // namespace

TEST_CASE("tiny models of Hugging Face's and the story format answer as numpy does") {
  const TestFolder folder;
  if (!makeTinyModels(folder)) return;
  const auto cases = nlohmann::json::parse(readBytes(folder.path("cases.json")));
  REQUIRE(cases.size() == 9);
  for (const auto& entry : cases) {
    const auto path = folder.path(entry["path"].get<std::string>());
    INFO(path);
    CHECK(isModel(path));
    double share = 0;
    const auto model = readModel(path, std::nullopt, [&share](double done) {
      CHECK(done >= share);
      share = done;
    });
    CHECK(share > 0.9);
    CHECK(model->tokenizer->size() == model->config().vocabulary);
    CHECK(model->tokenizer->decode(tokenIds(model->tokenizer->encode("the king"))) == "the king");
    const auto [difference, largest] = compare(*model, entry);
    CHECK(largest > 0.5F);
    // The engine also rounds what int8 weights are multiplied with.
    const bool isInt8 = path.string().find("int8") != std::string::npos;
    CHECK(difference < (isInt8 ? 0.05F * largest : 1e-4F));
  }
}

TEST_CASE("a model says what it is") {
  const TestFolder folder;
  if (!makeTinyModels(folder)) return;
  const auto gpt2 = readModelFrom(folder.path("gpt2-tied"));
  CHECK(gpt2->source.format == "huggingface-gpt2");
  CHECK(gpt2->source.name == "gpt2-tied");
  CHECK(gpt2->source.tokenizerPath == folder.path("gpt2-tied/vocab.json").string());
  CHECK(gpt2->config().tied);
  CHECK(gpt2->tokenizer->isEnd(gpt2->config().vocabulary - 1));
  const auto half = readModelFrom(folder.path("gpt2-untied-half"));
  CHECK(std::holds_alternative<Float16Values>(half->transformer->weights().embedding.values));
  const auto llama = readModelFrom(folder.path("llama-untied-bfloat-sharded"));
  CHECK(llama->source.format == "huggingface-llama");
  CHECK(std::holds_alternative<BFloat16Values>(llama->transformer->weights().blocks[1].down.values));
  CHECK(llama->config().kvHeads == 2);
  CHECK(llama->config().ropeBase == 500);
  const auto story = readModelFrom(folder.path("story-int8.safetensors"));
  CHECK(story->source.format == "story");
  CHECK(story->source.name == "Tiny story");
  CHECK(story->source.note == "random numbers; none");
  CHECK(story->source.tokenizerPath.empty());
  CHECK(story->config().tableDims == 12);
  CHECK(std::holds_alternative<Int8Values>(story->transformer->weights().blocks[0].query.values));
}

TEST_CASE("a reader says that it reads both ways, and has a token for a gap") {
  const TestFolder folder;
  if (!makeTinyModels(folder)) return;
  const auto writer = readModelFrom(folder.path("story-shell.safetensors"));
  CHECK(writer->config().causal);
  CHECK(writer->config().mask == -1);
  const auto path = folder.path("reader.safetensors");
  const auto reader = readModelFrom(path);
  CHECK_FALSE(reader->config().causal);
  CHECK(reader->source.trainedTo == "to know nothing");
  CHECK(writer->source.trainedTo.empty());
  const int mask = reader->config().mask;
  CHECK(mask == reader->tokenizer->find("<mask>"));
  const auto pieces = reader->tokenizer->encode("the [MASK] the");
  REQUIRE(pieces.size() == 4);
  CHECK((pieces[2].id == mask && pieces[2].begin == 4 && pieces[2].end == 10));
  for (const std::string text :
       {"the [mask] the", "[mask]", "[mask].", "[mask][mask]", "a  [mask]the", "[mask"})
    CHECK(reader->tokenizer->decode(tokenIds(reader->tokenizer->encode(text))) == text);
  CHECK(writer->tokenizer->decode(tokenIds(writer->tokenizer->encode("[mask]"))) == "[mask]");
  CHECK_FALSE(reader->tokenizer->word(mask).has_value());
  const std::string bytes = readBytes(path);
  const auto refusal = [&](std::string_view from, std::string_view to) {
    REQUIRE(from.size() == to.size());
    return modelRefusal(folder.write("broken.safetensors", replaced(bytes, from, to)));
  };
  CHECK(isOneLineWith(refusal(R"(\"mask\": \"<mask>\")", R"(\"mask\": \"<gap!>\")"), {"mask", "<gap!>"}));
  CHECK(isOneLineWith(refusal(R"(\"mask\": \"<mask>\")", R"(\"mask\": 1234567890)"), {"mask", "1234567890"}));
  CHECK(isOneLineWith(refusal(R"(\"mask\": )", R"(\"musk\": )"), {"mask"}));
  CHECK(isOneLineWith(refusal(R"(\"causal\": false)", R"(\"causal\": \"y\")"), {"causal", "y"}));
}

TEST_CASE("an untrained model has the words and the shape of the trained one, and random blocks") {
  const TestFolder folder;
  if (!makeTinyModels(folder)) return;
  for (const char* name : {"story-int8.safetensors", "reader.safetensors", "gpt2-tied", "llama-tied"}) {
    INFO(name);
    const auto trained = readModelFrom(folder.path(name));
    const auto untrained = untrainedModel(*trained, 1), again = untrainedModel(*trained, 1);
    const auto other = untrainedModel(*trained, 2);
    CHECK(untrained->source.untrained);
    CHECK(untrained->source.path == trained->source.path);
    CHECK(untrained->tokenizer == trained->tokenizer);
    CHECK(untrained->config().causal == trained->config().causal);
    const auto ids = tokenIds(trained->tokenizer->encode("the king the king"));
    const auto stepsOf = [&](const LanguageModel& model) {
      return readTokens(*model.transformer, ids, nullptr, true, es::base::ignoreProgress())->records[1].steps;
    };
    const math::RowMatrix start = stepsOf(*trained), random = stepsOf(*untrained);
    CHECK(random.row(0) == start.row(0));
    CHECK(random.row(1) != start.row(1));
    CHECK(random == stepsOf(*again));
    CHECK(random.row(1) != stepsOf(*other).row(1));
    CHECK(random.allFinite());
    CHECK(untrained->transformer->weights().blocks[0].query.values.index() ==
          (trained->transformer->weights().blocks[0].query.values.index() == 3 ? 3 : 0));
  }
}

TEST_CASE("a model's own matrices are tables of its tokens") {
  const TestFolder folder;
  const auto path = folder.write("tiny.bin", llama2cModel({4, 6, 1, 2, 1, -265, 5}));
  folder.write("tokenizer.bin", llama2cTokenizer());
  const auto model = readModelFrom(path);
  const auto& weights = model->transformer->weights();
  for (const auto matrix : {ModelMatrix::Embedding, ModelMatrix::Unembedding}) {
    const auto table = matrixTable(*model, matrix);
    const auto& values = matrix == ModelMatrix::Embedding ? weights.embedding : weights.unembedding;
    REQUIRE(table->size() == 265);
    CHECK(table->dims() == 4);
    math::Vector row(4);
    for (int id = 0; id < 265; ++id) {
      values.readRow(id, row.data());
      CHECK(table->vector(id) == row);
      CHECK(table->vocabulary().find(table->vocabulary().word(id)) == id);
    }
    CHECK(table->vocabulary().word(260) == "a");
  }
}

TEST_CASE("tokens of the same text are told apart by their ids in a table") {
  const TestFolder folder;
  const auto path = folder.write("tiny.bin", llama2cModel(kTinyHeader));
  const std::string before = bytesOf(-6.0F) + bytesOf(1U);
  folder.write("tokenizer.bin", replaced(llama2cTokenizer(), before + "a", before + "b"));
  const auto table = matrixTable(*readModelFrom(path), ModelMatrix::Embedding);
  CHECK(table->vocabulary().word(260) == "b");
  CHECK(table->vocabulary().word(261) == "b#261");
}

TEST_CASE("a llama2.c model finds its tokenizer beside it") {
  const TestFolder folder;
  const auto path = folder.write("tiny.bin", llama2cModel(kTinyHeader));
  CHECK(isModel(path));
  CHECK(isOneLineWith(modelRefusal(path), {"tiny.bin", "tok265.bin", "tokenizer.bin", "none"}));
  folder.write("tokenizer.bin", llama2cTokenizer());
  CHECK(readModelFrom(path)->source.tokenizerPath == folder.path("tokenizer.bin").string());
  folder.write("tok265.bin", llama2cTokenizer());
  const auto model = readModelFrom(path);
  CHECK(model->source.tokenizerPath == folder.path("tok265.bin").string());
  CHECK(model->source.format == "llama2.c");
  CHECK(model->source.name == "tiny");
  CHECK(model->config().tied);
  const auto given = folder.write("other.json", llamaTokenizerJson());
  CHECK(isOneLineWith(errorOf([&] { readModel(path, given, es::base::ignoreProgress()); }),
                      {"other.json", "265 tokens, as the model has", "266"}));
  CHECK(readModel(path, folder.path("tokenizer.bin"), es::base::ignoreProgress())->source.tokenizerPath ==
        folder.path("tokenizer.bin").string());
}

TEST_CASE("tables are no models, and models no tables") {
  const TestFolder folder;
  const Sample sample = smallSample();
  for (const std::string& bytes : {gloveText(sample), word2vecText(sample), word2vecBinary(sample, true),
                                   word2vecBinary(sample, false), safetensors(sample)}) {
    const auto path = folder.write("table", bytes);
    CHECK_FALSE(isModel(path));
    CHECK(isOneLineWith(modelRefusal(path), {path.string(), "a model"}));
  }
  CHECK_FALSE(isModel(fs::path(ES_SOURCE_DIR) / "assets/words/glove-100d.safetensors"));
  CHECK_FALSE(isModel(folder.path("missing")));
  CHECK_FALSE(isModel(folder.path("")));
  CHECK(isModel(fs::path(ES_SOURCE_DIR) / "assets/story/story.safetensors"));
}

TEST_CASE("reading a model can be cancelled") {
  const TestFolder folder;
  const auto path = folder.write("tiny.bin", llama2cModel(kTinyHeader));
  folder.write("tokenizer.bin", llama2cTokenizer());
  CHECK_THROWS_AS(readModel(path, std::nullopt, [](double) { throw Cancelled(); }), Cancelled);
}
