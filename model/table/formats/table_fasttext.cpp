#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/file_error.h"
#include "base/number_text.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/utf8.h"
#include "model/files/byte_stream.h"
#include "model/files/file_mapping.h"
#include "model/table/formats/table_formats.h"
#include "model/table/table_finish.h"

namespace es::model {
namespace {

using math::Index;

constexpr std::string_view kName = "fasttext-binary";
constexpr std::int32_t kMagic = 793712314;
constexpr std::int32_t kVersion = 12;
constexpr std::size_t kMostGramLetters = 64;

bool recognises(const TableSample& sample) {
  constexpr std::string_view kBytes("\xBA\x16\x4F\x2F", 4);
  return sample.bytes.starts_with(kBytes);
}

/// The arguments that the numbers below depend on (fasttext, args.cc).
struct Settings {
  std::int32_t dim = 0, bucket = 0, minn = 0, maxn = 0;
};

/// Reads values one after another; every one lies in the file or is an es::Error.
class ValueReader {
 public:
  ValueReader(const TableInput& input, const base::Progress& progress)
      : m_input(input), m_stream(input, progress) {}

  template <typename Value>
  Value next(const char* what) {
    std::array<std::byte, sizeof(Value)> bytes{};
    need(sizeof(Value), what);
    std::ranges::copy(std::as_bytes(m_stream.buffered().first(sizeof(Value))), bytes.begin());
    m_stream.consume(sizeof(Value));
    return std::bit_cast<Value>(bytes);
  }

  /// Bytes up to a zero, which is taken too.
  void word(WordList& words) {
    std::size_t scanned = 0;
    while (true) {
      const auto bytes = m_stream.buffered();
      const std::size_t end = std::string_view(bytes.data(), bytes.size()).find('\0', scanned);
      if (end != std::string_view::npos) {
        words.push_back({bytes.data(), end});
        m_stream.consume(end + 1);
        return;
      }
      scanned = bytes.size();
      if (scanned > kLargestWordBytes) fail("a word's end within 1,048,576 bytes", "none");
      if (!m_stream.more()) fail("the end of a word", "the end of the file");
    }
  }

  [[nodiscard]] std::uint64_t offset() const { return m_stream.offset(); }

  [[noreturn]] void fail(std::string expected, std::string found) const {
    throw base::fileError(m_input.path(), {"byte " + base::groupedText(m_stream.offset()),
                                           std::move(expected), std::move(found)});
  }

 private:
  void need(std::size_t bytes, const char* what) {
    while (m_stream.buffered().size() < bytes)
      if (!m_stream.more()) fail(what, "the end of the file");
  }

  const TableInput& m_input;
  ByteStream m_stream;
};

Settings readSettings(ValueReader& values) {
  if (values.next<std::int32_t>("fastText's first number") != kMagic)
    values.fail("a fastText model", "another file");
  const auto version = values.next<std::int32_t>("the version");
  if (version != kVersion)
    values.fail("version 12 of fastText's format", base::groupedText(static_cast<std::int64_t>(version)));
  std::array<std::int32_t, 12> all{};
  for (std::int32_t& one : all) one = values.next<std::int32_t>("the model's settings");
  (void)values.next<double>("the model's settings");
  const Settings settings{all[0], all[8], all[9], all[10]};
  const bool isSane = settings.dim >= 1 && settings.dim <= static_cast<std::int32_t>(kLargestDims) &&
                      settings.bucket >= 0 && settings.minn >= 0 && settings.maxn >= 0 &&
                      settings.maxn <= static_cast<std::int32_t>(kMostGramLetters) &&
                      (settings.maxn == 0 || settings.minn <= settings.maxn);
  if (!isSane) {
    values.fail("dimensions from 1 to 32,768, buckets from 0, and n-grams from minn to maxn",
                "dim " + std::to_string(settings.dim) + ", bucket " + std::to_string(settings.bucket) +
                    ", minn " + std::to_string(settings.minn) + ", maxn " + std::to_string(settings.maxn));
  }
  return settings;
}

/// The words, which stand before the labels of a classifier.
WordList readDictionary(const TableInput& input, ValueReader& values) {
  const auto size = values.next<std::int32_t>("the size of the dictionary");
  const auto words = values.next<std::int32_t>("the number of words");
  const auto labels = values.next<std::int32_t>("the number of labels");
  (void)values.next<std::int64_t>("the number of tokens");
  const auto pruned = values.next<std::int64_t>("the number of pruned n-grams");
  constexpr std::uint64_t kSmallestEntry = 1 + 8 + 1;
  const std::uint64_t possible = input.knownSize().value_or(1ULL << 40) / kSmallestEntry;
  if (words < 1 || labels < 0 || size != std::int64_t{words} + labels ||
      static_cast<std::uint64_t>(size) > possible)
    values.fail("a dictionary of fastText's that the file has bytes for",
                base::groupedText(static_cast<std::int64_t>(size)) + " entries");
  if (pruned > 0)
    values.fail("a model whose n-grams are all there",
                "a pruned one (quantised): use the .bin that was not compressed");
  WordList list;
  WordList rest;
  for (std::int32_t entry = 0; entry < size; ++entry) {
    values.word(entry < words ? list : rest);
    (void)values.next<std::int64_t>("a word's count");
    (void)values.next<std::int8_t>("an entry's kind");
  }
  return list;
}

/// Rows of the input matrix: words, then buckets of n-grams.
struct Matrix {
  std::uint64_t offset = 0;
  std::uint64_t rows = 0;
};

Matrix readMatrix(const InputFile& file, ValueReader& values, const Settings& settings, std::size_t words) {
  if (values.next<std::uint8_t>("whether it is quantised") != 0)
    values.fail("a model that is not quantised", "a quantised one (.ftz): use the .bin that it was made of");
  const auto rows = values.next<std::int64_t>("the rows of the matrix");
  const auto cols = values.next<std::int64_t>("the columns of the matrix");
  const std::int64_t expected = static_cast<std::int64_t>(words) + settings.bucket;
  if (cols != settings.dim || rows != expected) {
    values.fail("a matrix of " + base::groupedText(expected) + " rows, words and buckets, x " +
                    base::groupedText(static_cast<std::int64_t>(settings.dim)),
                base::groupedText(rows) + " x " + base::groupedText(cols));
  }
  const std::uint64_t bytes =
      static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(cols) * sizeof(float);
  if (bytes > file.size() - values.offset()) {
    values.fail(base::groupedText(bytes) + " bytes of numbers",
                base::groupedText(file.size() - values.offset()));
  }
  return {values.offset(), static_cast<std::uint64_t>(rows)};
}

/// FNV-1a over bytes that fastText takes as signed (dictionary.cc).
std::uint32_t gramHash(std::string_view gram) {
  std::uint32_t hash = 2166136261U;
  for (const char c : gram) {
    hash ^= static_cast<std::uint32_t>(static_cast<std::int8_t>(c));
    hash *= 16777619U;
  }
  return hash;
}

/// Calls `see` with every n-gram of "<word>" that is minn to maxn characters long, but the boundary marks
/// alone.
template <typename See>
void eachGram(const std::string& marked, const Settings& settings, const See& see) {
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (base::isContinuation(marked[i])) continue;
    std::size_t end = i;
    for (int letters = 1; end < marked.size() && letters <= settings.maxn; ++letters) {
      ++end;
      while (end < marked.size() && base::isContinuation(marked[end])) ++end;
      const bool isMark = letters == 1 && (i == 0 || end == marked.size());
      if (letters >= settings.minn && !isMark) see(std::string_view(marked).substr(i, end - i));
    }
  }
}

/// Every word's vector: the mean of its own row and those of its n-grams.
class WordVectors {
 public:
  WordVectors(const FileMapping& mapping, const Settings& settings, std::size_t words)
      : m_numbers(mapping.bytes()), m_settings(settings), m_words(words) {}

  void make(const WordList& words, math::RowMatrix& rows, const base::Progress& progress) const {
    constexpr Index kPart = 1024;
    const Index parts = (rows.rows() + kPart - 1) / kPart;
    constexpr Index kRound = 64;  // parts between two words to the person
    for (Index first = 0; first < parts; first += kRound) {
      base::inParallel(std::min(kRound, parts - first), [&](Index i) {
        const Index begin = (first + i) * kPart;
        for (Index row = begin; row < std::min(begin + kPart, rows.rows()); ++row)
          makeOne(words[static_cast<std::size_t>(row)], row, rows.row(row));
      });
      progress(static_cast<double>(std::min(first + kRound, parts)) / static_cast<double>(parts));
    }
  }

 private:
  void makeOne(std::string_view word, Index row, Eigen::Ref<Eigen::RowVectorXf> sum) const {
    sum.setZero();
    add(static_cast<std::uint64_t>(row), sum);
    float count = 1;
    if (m_settings.maxn > 0 && m_settings.bucket > 0 && word != "</s>") {
      eachGram("<" + std::string(word) + ">", m_settings, [&](std::string_view gram) {
        add(m_words + gramHash(gram) % static_cast<std::uint32_t>(m_settings.bucket), sum);
        ++count;
      });
    }
    sum /= count;
  }

  /// The bytes may lie at any place: they are copied before they are read as numbers.
  void add(std::uint64_t row, Eigen::Ref<Eigen::RowVectorXf> sum) const {
    const auto dims = static_cast<std::size_t>(m_settings.dim);
    std::array<float, 64> piece{};
    for (std::size_t done = 0; done < dims; done += piece.size()) {
      const std::size_t count = std::min(piece.size(), dims - done);
      std::memcpy(piece.data(), m_numbers.data() + (row * dims + done) * sizeof(float),
                  count * sizeof(float));
      for (std::size_t i = 0; i < count; ++i) sum[static_cast<Index>(done + i)] += piece[i];
    }
  }

  std::span<const std::byte> m_numbers;
  const Settings& m_settings;
  std::size_t m_words;
};

EmbeddingTable read(const TableInput& input, const base::Progress& progress) {
  const InputFile& file = input.file(progress);
  ValueReader values(input, base::ignoreProgress());
  const Settings settings = readSettings(values);
  TableParts parts;
  parts.words = readDictionary(input, values);
  const std::size_t words = parts.words.size();
  const Matrix matrix = readMatrix(file, values, settings, words);
  if (input.options().words) parts.words.keepFirst(*input.options().words);
  const double floats = static_cast<double>(parts.words.size()) * settings.dim;
  requireMemory(file.path(), floats * sizeof(float));
  const auto dims = static_cast<std::size_t>(settings.dim);
  const auto mapping =
      FileMapping::make(file, matrix.offset, static_cast<std::size_t>(matrix.rows) * dims * sizeof(float));
  if (!mapping) throw base::fileError(file.path(), {"", "a file that can be mapped", "one that cannot"});
  math::RowMatrix rows(static_cast<Index>(parts.words.size()), settings.dim);
  WordVectors(*mapping, settings, words).make(parts.words, rows, progress);
  mapping->requireIntact();
  parts.rows = std::move(rows);
  return finishTable(std::move(parts), sourceOf(input, kName), base::ignoreProgress());
}

}  // namespace

const TableFormatEntry kFastTextBinary{kName, recognises, read, {}};

}  // namespace es::model
