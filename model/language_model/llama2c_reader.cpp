#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/language_model/model_formats.h"
#include "model/tokenizer/tokenizer_reader.h"

namespace es::model {
namespace {

struct Field {
  const char* name;
  int largest;
};

constexpr std::array<Field, 7> kFields = {{{"dim", kLargestModelDims},
                                           {"hidden", kLargestHidden},
                                           {"layers", kLargestLayers},
                                           {"heads", kLargestModelDims},
                                           {"kv_heads", kLargestModelDims},
                                           {"vocabulary", kLargestVocabulary},
                                           {"seq_len", kLargestContext}}};
constexpr std::size_t kVocabularyField = 5;
constexpr std::uint64_t kHeaderBytes = kFields.size() * sizeof(std::int32_t);

using Header = std::array<std::int32_t, kFields.size()>;

Header readHeader(const InputFile& file) {
  Header header{};
  if (file.size() < kHeaderBytes) {
    throw base::fileError(file.path(),
                          {"byte 0", "a llama2.c header of 28 bytes", base::groupedText(file.size())});
  }
  file.read(0, std::as_writable_bytes(std::span(header)));
  return header;
}

/// The field that is out of range, if any.
const Field* wrongField(const Header& header) {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const auto value = static_cast<std::int64_t>(header[i]);
    const std::int64_t size = i == kVocabularyField && value < 0 ? -value : value;
    if (size < 1 || size > kFields[i].largest) return &kFields[i];
  }
  return nullptr;
}

void requireRange(const InputFile& file, const Header& header) {
  const Field* field = wrongField(header);
  if (!field) return;
  const auto index = static_cast<std::size_t>(field - kFields.data());
  throw base::fileError(file.path(),
                        {fmt::format("byte {}", index * sizeof(std::int32_t)),
                         std::string(field->name) + " of 1 to " + base::groupedText(field->largest),
                         fmt::to_string(header[index])});
}

/// Heads must share the dimensions, and query heads the key heads, evenly; RoPE turns pairs.
void requireWholeHeads(const InputFile& file, const TransformerConfig& config) {
  const auto refuse = [&file](const std::string& expected, const std::string& found) {
    return base::fileError(file.path(), {"header", expected, found});
  };
  const std::string heads = fmt::format("{} heads", config.heads);
  if (config.dims % config.heads != 0 || config.headDims % 2 != 0)
    throw refuse("dim to be an even multiple of the heads", fmt::format("{} and {}", config.dims, heads));
  if (config.heads % config.kvHeads != 0)
    throw refuse("heads to be a multiple of kv_heads", fmt::format("{} and {}", heads, config.kvHeads));
}

TransformerConfig configOf(const InputFile& file, const Header& header) {
  requireRange(file, header);
  TransformerConfig config;
  config.family = "llama";
  config.dims = header[0];
  config.hidden = header[1];
  config.layers = header[2];
  config.heads = header[3];
  config.kvHeads = header[4];
  config.vocabulary = std::abs(header[kVocabularyField]);
  config.tied = header[kVocabularyField] > 0;
  config.context = header[6];
  config.headDims = config.dims / config.heads;
  requireWholeHeads(file, config);
  return config;
}

/// Bytes of a file of this shape. The limits of the fields keep every product below 2^63.
std::uint64_t fileBytes(const TransformerConfig& config) {
  const auto u = [](int value) { return static_cast<std::uint64_t>(value); };
  const std::uint64_t dims = u(config.dims);
  const std::uint64_t block =
      2 * dims + 2 * dims * dims + 2 * dims * u(config.kvDims()) + 3 * dims * u(config.hidden);
  const std::uint64_t table = u(config.vocabulary) * dims;
  const std::uint64_t oldRotations = u(config.context) * u(config.headDims);
  const std::uint64_t floats = table * (config.tied ? 1 : 2) + u(config.layers) * block + dims + oldRotations;
  return kHeaderBytes + floats * sizeof(float);
}

/// Takes tensors off the file in its order.
class FloatReader {
 public:
  FloatReader(const InputFile& file, const base::Progress& progress) : m_file(file), m_progress(progress) {}

  std::vector<float> vector(const char* name, int size) {
    return take(name, static_cast<std::uint64_t>(size));
  }

  WeightMatrix matrix(const char* name, int rows, int cols) {
    return {rows, cols, take(name, static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(cols))};
  }

  void skip(std::uint64_t floats) { m_offset += floats * sizeof(float); }

 private:
  std::vector<float> take(const char* name, std::uint64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    m_file.read(m_offset, std::as_writable_bytes(std::span(values)), m_progress);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isfinite(values[i])) continue;
      throw base::fileError(m_file.path(),
                            {std::string(name) + ", byte " + base::groupedText(m_offset + i * sizeof(float)),
                             "a finite number", "none"});
    }
    skip(count);
    return values;
  }

  const InputFile& m_file;
  const base::Progress& m_progress;
  std::uint64_t m_offset = kHeaderBytes;
};

/// The file holds one kind of tensor of all layers after the other.
TransformerWeights readWeights(const TransformerConfig& config, FloatReader& reader) {
  const int dims = config.dims;
  TransformerWeights weights;
  weights.embedding = reader.matrix("token embedding", config.vocabulary, dims);
  weights.blocks.resize(static_cast<std::size_t>(config.layers));
  auto& blocks = weights.blocks;
  for (auto& block : blocks) block.attentionGain = reader.vector("rms_att", dims);
  for (auto& block : blocks) block.query = reader.matrix("wq", config.queryDims(), dims);
  for (auto& block : blocks) block.key = reader.matrix("wk", config.kvDims(), dims);
  for (auto& block : blocks) block.value = reader.matrix("wv", config.kvDims(), dims);
  for (auto& block : blocks) block.output = reader.matrix("wo", dims, config.queryDims());
  for (auto& block : blocks) block.mlpGain = reader.vector("rms_ffn", dims);
  for (auto& block : blocks) block.gate = reader.matrix("w1", config.hidden, dims);
  for (auto& block : blocks) block.down = reader.matrix("w2", dims, config.hidden);
  for (auto& block : blocks) block.up = reader.matrix("w3", config.hidden, dims);
  weights.finalGain = reader.vector("rms_final", dims);
  reader.skip(static_cast<std::uint64_t>(config.context) * static_cast<std::uint64_t>(config.headDims));
  if (!config.tied) weights.unembedding = reader.matrix("classifier", config.vocabulary, dims);
  return weights;
}

/// 28 bytes that can be the header. No text and no safetensors file begins so.
bool recognises(const ModelInput& input) {
  return !input.isFolder() && input.file().size() >= kHeaderBytes &&
         wrongField(readHeader(input.file())) == nullptr;
}

ModelParts read(ModelInput input, const TokenizerPath& tokenizer, const base::Progress& progress) {
  const InputFile& file = input.file();
  ModelParts parts;
  parts.config = configOf(file, readHeader(file));
  const std::uint64_t expected = fileBytes(parts.config);
  if (file.size() != expected) {
    throw base::fileError(file.path(), {"", base::groupedText(expected) + " bytes, by its llama2.c header",
                                        base::groupedText(file.size())});
  }
  requireMemory(file.path(), static_cast<double>(expected));
  // The tokenizer first: it is small, and often what is missing.
  FoundTokenizer found = findTokenizerOfFile(file.path(), tokenizer, parts.config.vocabulary);
  parts.tokenizer = std::move(found.tokenizer);
  FloatReader reader(file, progress);
  parts.weights = readWeights(parts.config, reader);
  parts.source.tokenizerPath = std::move(found.path);
  parts.source.format = "llama2.c";
  return parts;
}

}  // namespace

const ModelFormatEntry kLlama2cModel{recognises, read};

}  // namespace es::model
