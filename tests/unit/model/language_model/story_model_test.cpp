#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "model/language_model/language_model.h"
#include "model/table/formats/table_reader.h"

using namespace es::model;
namespace fs = std::filesystem;

namespace {

const fs::path kStoryModel = fs::path(ES_SOURCE_DIR) / "assets/story/story.safetensors";
constexpr std::string_view kSeparator = "<|endofstory|>";

fs::path testData() {
  const char* folder = std::getenv("EMBEDSCOPE_TEST_DATA");
  return folder ? fs::path(folder) : fs::path(ES_SOURCE_DIR).parent_path() / "shared/data";
}

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every `stride`-th of the first `count` stories of a file.
std::vector<std::string> stories(const std::string& text, std::size_t count, std::size_t stride) {
  std::vector<std::string> found;
  std::size_t at = 0;
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t end = text.find(kSeparator, at);
    REQUIRE(end != std::string::npos);
    const std::size_t first = text.find_first_not_of('\n', at);
    if (index % stride == 0)
      found.push_back(text.substr(first, text.find_last_not_of('\n', end - 1) + 1 - first));
    at = end + kSeparator.size();
  }
  return found;
}

double nats(std::span<const float> logits, int token) {
  double largest = -1e300, sum = 0;
  for (const float z : logits) largest = std::max(largest, static_cast<double>(z));
  for (const float z : logits) sum += std::exp(static_cast<double>(z) - largest);
  return std::log(sum) + largest - static_cast<double>(logits[static_cast<std::size_t>(token)]);
}

/// Loss over a story; one longer than the context is cut there. Adds the bytes that were predicted.
double storyNats(const Transformer& transformer, const Tokenizer& tokenizer, const std::string& story,
                 double& characters) {
  const std::vector<TokenPiece> pieces = tokenizer.encode(story);
  const std::size_t count =
      std::min(pieces.size(), static_cast<std::size_t>(transformer.config().context) + 1);
  KvCache cache(transformer.config());
  Transformer::Activations activations(transformer.config());
  std::vector<float> logits(static_cast<std::size_t>(transformer.config().vocabulary));
  double sum = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    transformer.forward(pieces[i].id, cache, activations, logits);
    sum += nats(logits, pieces[i + 1].id);
  }
  characters += static_cast<double>(pieces[count - 1].end);
  return sum;
}

double natsPerCharacter(const Transformer& transformer, const Tokenizer& tokenizer,
                        const std::vector<std::string>& texts) {
  double sum = 0, characters = 0;
  for (const std::string& text : texts) sum += storyNats(transformer, tokenizer, text, characters);
  return sum / characters;
}

/// The same numbers in float32: products are then exact.
WeightMatrix unpacked(const WeightMatrix& matrix) {
  WeightMatrix wide{matrix.rows, matrix.cols, std::vector<float>(matrix.count())};
  auto& values = std::get<std::vector<float>>(wide.values);
  for (int r = 0; r < matrix.rows; ++r)
    matrix.readRow(r, values.data() + static_cast<std::ptrdiff_t>(r) * matrix.cols);
  return wide;
}

TransformerWeights unpacked(TransformerWeights weights) {
  weights.embedding = unpacked(weights.embedding);
  weights.unembedding = unpacked(weights.unembedding);
  for (BlockWeights& block : weights.blocks) {
    for (WeightMatrix* matrix :
         {&block.query, &block.key, &block.value, &block.output, &block.gate, &block.up, &block.down})
      *matrix = unpacked(*matrix);
  }
  return weights;
}

}  // namespace

TEST_CASE("the story model predicts held-out stories, and int8 products cost next to nothing") {
  const fs::path path = testData() / "stories/heldout.txt";
  if (!fs::exists(path)) {
    WARN("skipped: " << path << " is not there (EMBEDSCOPE_TEST_DATA)");
    return;
  }
  const auto model = readModel(kStoryModel, std::nullopt, es::base::ignoreProgress());
  const std::vector<std::string> texts = stories(readAll(path), 300, 10);
  const double shipped = natsPerCharacter(*model->transformer, *model->tokenizer, texts);
  const Transformer wide(model->config(), unpacked(model->transformer->weights()));
  const double exact = natsPerCharacter(wide, *model->tokenizer, texts);
  CAPTURE(shipped, exact);
  CHECK(shipped < 0.62);
  CHECK(std::abs(shipped / exact - 1) < 0.005);
}

TEST_CASE("the story model's words stand where the default table has them") {
  const auto model = readModel(kStoryModel, std::nullopt, es::base::ignoreProgress());
  REQUIRE(model->config().tableDims == 100);
  REQUIRE(model->config().residual == ResidualKind::Shell);
  const EmbeddingTable table = readTable(fs::path(ES_SOURCE_DIR) / "assets/words/glove-100d.safetensors",
                                         std::nullopt, es::base::ignoreProgress());
  int compared = 0;
  for (int id = 0; id < model->config().vocabulary; ++id) {
    const auto word = model->tokenizer->word(id);
    const auto row = word ? table.vocabulary().find(*word) : std::nullopt;
    if (!row) continue;
    ++compared;
    REQUIRE(model->transformer->embedding(id).head(100) == table.vector(*row));
  }
  CHECK(compared > 6900);  // of 7,030 words; "a", "i" and contractions are not in the table
}
