#include "small_model.h"

#include <cstdlib>
#include <random>

#include "app/document/stream_space.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

namespace es::app::test {

namespace {

constexpr int kBegin = 0, kEnd = 1, kUnknown = 3;
constexpr const char* kGap = " [mask]";

/// Words parted by blanks and commas: " king", the first of a text without its blank.
class WordTokenizer : public model::Tokenizer {
 public:
  explicit WordTokenizer(std::vector<std::string> texts) : m_texts(std::move(texts)) {}

  int size() const override { return static_cast<int>(m_texts.size()); }

  std::vector<model::TokenPiece> encode(std::string_view text) const override {
    std::vector<model::TokenPiece> pieces{{kBegin, 0, 0}};
    for (std::size_t at = 0; at < text.size();) {
      std::size_t stop = at + 1;
      if (text[at] != ',') {
        const std::size_t first = text.find_first_not_of(' ', at);
        stop = std::min(text.find_first_of(" ,", first), text.size());
      }
      std::string token(text.substr(at, stop - at));
      if (token.front() != ' ' && token.front() != ',') token.insert(0, " ");
      pieces.push_back({find(token).value_or(kUnknown), at, stop});
      at = stop;
    }
    return pieces;
  }

  std::string decode(std::span<const int> ids) const override {
    std::string text;
    for (const int id : ids) text += id == kBegin || id == kEnd ? "" : m_texts[static_cast<std::size_t>(id)];
    return text.starts_with(' ') ? text.substr(1) : text;
  }

  std::string text(int id) const override { return m_texts[static_cast<std::size_t>(id)]; }

  std::optional<std::string> word(int id) const override {
    return id > kUnknown && text(id) != kGap ? std::optional(text(id).substr(1)) : std::nullopt;
  }

  bool isEnd(int id) const override { return id == kEnd; }

  std::optional<int> find(std::string_view text) const override {
    for (int id = 0; id < size(); ++id)
      if (m_texts[static_cast<std::size_t>(id)] == text) return id;
    return std::nullopt;
  }

 private:
  std::vector<std::string> m_texts;
};

class RandomWeights {
 public:
  explicit RandomWeights(unsigned seed) : m_generator(seed) {}

  std::vector<float> values(int count, float center, float spread) {
    std::vector<float> list(static_cast<std::size_t>(count));
    for (float& value : list) {
      const auto unit = static_cast<float>(m_generator()) / 4294967296.0F;
      value = center + spread * (2 * unit - 1);
    }
    return list;
  }

  model::WeightMatrix matrix(int rows, int cols, float spread) {
    return {rows, cols, values(rows * cols, 0, spread)};
  }

 private:
  std::mt19937 m_generator;
};

model::BlockWeights randomBlock(const model::TransformerConfig& config, RandomWeights& random) {
  model::BlockWeights block;
  block.attentionGain = random.values(config.dims, 1, 0.2F);
  block.mlpGain = random.values(config.dims, 1, 0.2F);
  block.query = random.matrix(config.queryDims(), config.dims, 0.6F);
  block.key = random.matrix(config.kvDims(), config.dims, 0.6F);
  block.value = random.matrix(config.kvDims(), config.dims, 0.6F);
  block.output = random.matrix(config.dims, config.queryDims(), 0.6F);
  block.gate = random.matrix(config.hidden, config.dims, 0.6F);
  block.up = random.matrix(config.hidden, config.dims, 0.6F);
  block.down = random.matrix(config.dims, config.hidden, 0.6F);
  return block;
}

/// Words of the small table that are plain: letters and digits, in its order.
std::vector<std::string> plainWords() {
  const model::EmbeddingTable table = smallTable();
  std::vector<std::string> words;
  for (math::Index row = 0; row < table.size(); ++row) {
    const std::string& word = table.vocabulary().word(row);
    const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c); });
    if (plain) words.push_back(word);
  }
  return words;
}

void putAmongWords(model::WeightMatrix& embedding, const std::vector<std::string>& words) {
  const model::EmbeddingTable table = smallTable();
  auto& values = std::get<std::vector<float>>(embedding.values);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const math::Vector vector = table.vector(*table.vocabulary().find(words[i]));
    std::copy_n(vector.data(), vector.size(),
                values.data() + (i + kUnknown + 1) * static_cast<std::size_t>(embedding.cols));
  }
}

}  // namespace

std::shared_ptr<const model::LanguageModel> smallModel(const SmallModelSpec& spec) {
  const std::vector<std::string> words = plainWords();
  std::vector<std::string> texts{"<s>", "<end>", ",", "?"};
  for (const std::string& word : words) texts.push_back(" " + word);
  if (spec.reader) texts.emplace_back(kGap);
  model::TransformerConfig config;
  config.causal = !spec.reader;
  config.mask = spec.reader ? static_cast<int>(texts.size()) - 1 : -1;
  config.family = "llama";
  config.dims = 12;
  config.layers = 2;
  config.heads = config.kvHeads = 3;
  config.headDims = 4;
  config.hidden = 20;
  config.vocabulary = static_cast<int>(texts.size());
  config.context = spec.context;
  config.tied = spec.tied;
  config.tableDims = spec.amongWords ? 8 : 0;
  RandomWeights random(spec.seed);
  model::TransformerWeights weights;
  weights.embedding = random.matrix(config.vocabulary, config.dims, 2);
  if (spec.amongWords) putAmongWords(weights.embedding, words);
  for (int layer = 0; layer < config.layers; ++layer) weights.blocks.push_back(randomBlock(config, random));
  weights.finalGain = random.values(config.dims, 1, 0.2F);
  if (!spec.tied) weights.unembedding = random.matrix(config.vocabulary, config.dims, 1);
  auto made = std::make_shared<model::LanguageModel>();
  made->transformer = std::make_shared<model::Transformer>(std::move(config), std::move(weights));
  made->tokenizer = std::make_shared<WordTokenizer>(std::move(texts));
  made->source.name = "small model";
  made->source.format = "made";
  return made;
}

DocumentState withModel(DocumentState state, std::shared_ptr<const model::LanguageModel> model) {
  state.model.model = std::move(model);
  state.model.space = streamSpace(*state.model.model, state.space.get());
  return state;
}

Document modelDocument(const SmallModelSpec& spec) {
  Document document;
  document.commit(withModel(stateWith(smallTable()), smallModel(spec)));
  return document;
}

std::optional<std::filesystem::path> testData(const std::string& name) {
  const char* given = std::getenv("EMBEDSCOPE_TEST_DATA");
  const std::filesystem::path folder =
      given ? std::filesystem::path(given) : std::filesystem::path(ES_SOURCE_DIR) / "../shared/data";
  const std::filesystem::path path = folder / name;
  return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

std::optional<Document> storiesDocument() {
  const auto model = testData("llama2c/stories260K.bin"), tokenizer = testData("llama2c/tok512.bin");
  if (!model || !tokenizer) {
    WARN("skipped: llama2c/stories260K.bin and tok512.bin are not in $EMBEDSCOPE_TEST_DATA");
    return std::nullopt;
  }
  Document document;
  applyCommand(document, OpenCommand{model->string(), {}, tokenizer->string()});
  return document;
}

}  // namespace es::app::test
