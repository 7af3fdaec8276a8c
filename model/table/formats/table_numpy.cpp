#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "base/display_text.h"
#include "base/error.h"
#include "base/file_error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/numpy_array.h"
#include "model/table/formats/numpy_texts.h"
#include "model/table/formats/row_texts.h"
#include "model/table/formats/table_formats.h"
#include "model/table/number_rows.h"
#include "model/table/table_finish.h"

namespace es::model {
namespace {

constexpr std::string_view kNpy = "npy";
constexpr std::string_view kNpz = "npz";

NumberBlock::Type typeOf(const NumpyArray& array) {
  using Type = NumberBlock::Type;
  const auto pick = [&array](std::array<Type, 4> types) {  // of 1, 2, 4, 8 bytes
    return types[array.itemBytes == 1 ? 0 : (array.itemBytes == 2 ? 1 : (array.itemBytes == 4 ? 2 : 3))];
  };
  if (array.kind == 'f') return pick({Type::F16, Type::F16, Type::F32, Type::F64});
  if (array.kind == 'i') return pick({Type::I8, Type::I16, Type::I32, Type::I64});
  return pick({Type::U8, Type::U16, Type::U32, Type::U64});
}

/// Throws unless the array is one of rows and dimensions.
NumberBlock blockOf(const InputFile& file, const NumpyArray& array) {
  const auto refuse = [&](std::string expected, std::string found) {
    return base::fileError(file.path(), {"NumPy header", std::move(expected), std::move(found)});
  };
  if (array.kind == 'U' || array.kind == 'S')
    throw refuse("numbers", "texts: open the file with the vectors, and this one with --text");
  if (array.shape.size() != 2) throw refuse("an array [rows, dims]", array.description());
  if (array.shape[0] == 0) throw refuse("at least one row", "none");
  if (array.shape[1] < 1 || array.shape[1] > kLargestDims)
    throw refuse("1 to " + base::groupedText(kLargestDims) + " dimensions",
                 base::groupedText(array.shape[1]));
  return {.offset = array.dataOffset,
          .rows = array.shape[0],
          .dims = array.shape[1],
          .type = typeOf(array),
          .isBigEndian = array.isBigEndian,
          .isByColumns = array.isFortranOrder};
}

EmbeddingTable tableOf(const InputFile& file, TableParts parts, TableSource source, const NumberBlock& block,
                       const base::Progress& progress) {
  parts.rows = rowsOfBlock(file, block, source.options.words.value_or(block.rows), progress);
  const bool isMapped = parts.rows.isMapped();
  EmbeddingTable table =
      finishTable(std::move(parts), std::move(source), isMapped ? progress : base::ignoreProgress());
  table.requireIntact();
  return table;
}

bool recognisesNpy(const TableSample& sample) {
  return sample.bytes.starts_with(kNumpyMagic);
}

EmbeddingTable readNpy(const TableInput& input, const base::Progress& progress) {
  const InputFile& file = input.file(progress);
  const NumberBlock block = blockOf(file, readNumpyHeader(file));
  TableParts parts;
  TableSource source = sourceOf(input, kNpy);
  takeRowTexts(findRowTexts(input, static_cast<std::size_t>(block.rows), progress), parts, source);
  return tableOf(file, std::move(parts), std::move(source), block, progress);
}

/// One array of an archive, unpacked.
struct ArchivedArray {
  std::string name;  // without ".npy"
  std::unique_ptr<InputFile> file;
  NumpyArray array;

  [[nodiscard]] bool isText() const { return array.kind == 'U' || array.kind == 'S'; }
  [[nodiscard]] bool isMatrix() const { return array.shape.size() == 2 && !isText(); }
  [[nodiscard]] bool isColumnOf(std::uint64_t rows) const {
    return array.shape.size() == 1 && array.shape[0] == rows;
  }
};

struct Archive {
  std::vector<ArchivedArray> arrays;
  std::vector<std::string> refused;  // what cannot be read, with its reason
};

Archive unpackArrays(const InputFile& file, const base::Progress& progress) {
  constexpr std::size_t kMostArrays = 256;
  std::vector<PackedMember> members;
  eachMember(file, [&members](const PackedMember& member, ByteSource& /*bytes*/) {
    members.push_back(member);
    return members.size() <= kMostArrays;
  });
  if (members.size() > kMostArrays)
    throw base::fileError(file.path(), {"", "at most " + base::groupedText(kMostArrays) + " arrays", "more"});
  Archive archive;
  for (const PackedMember& member : members) {
    const PackedFile packed(file, member);
    ArchivedArray one{member.name.substr(0, member.name.rfind(".npy")), unpacked(packed, progress), {}};
    try {
      one.array = readNumpyHeader(*one.file);
      archive.arrays.push_back(std::move(one));
    } catch (const Error& error) {
      archive.refused.emplace_back(error.what());
    }
  }
  return archive;
}

const ArchivedArray& chooseMatrix(const InputFile& file, const Archive& archive,
                                  const TableOptions& options) {
  std::string list;
  std::vector<const ArchivedArray*> matrices;
  for (const ArchivedArray& one : archive.arrays) {
    list += (list.empty() ? "" : ", ") + base::displayText(one.name) + " " + one.array.description();
    if (options.tensor ? one.name == *options.tensor || one.name + ".npy" == *options.tensor : one.isMatrix())
      matrices.push_back(&one);
  }
  if (matrices.size() == 1) return *matrices.front();
  if (archive.arrays.empty() && !archive.refused.empty()) throw Error(archive.refused.front());
  const std::string expected = options.tensor ? "an array " + base::inQuotes(*options.tensor)
                                              : "one array [rows, dims], or --tensor NAME to say which";
  throw base::fileError(file.path(), {"", expected, list.empty() ? "none" : list});
}

/// The texts and columns that lie beside the matrix in the archive; of the texts the one that is asked for,
/// or else the first, are the words.
RowTexts textsBeside(const Archive& archive, const ArchivedArray& matrix, const TableOptions& options) {
  RowTexts texts;
  const std::uint64_t rows = matrix.array.shape[0];
  bool hasWords = false;
  for (const ArchivedArray& one : archive.arrays) {
    if (&one == &matrix || !one.isColumnOf(rows)) continue;
    WordList cells = cellsOfArray(*one.file, one.array);
    const bool areWords = options.text ? one.name == *options.text : one.isText() && !hasWords;
    if (areWords) {
      texts.words = std::move(cells);
      texts.notes.push_back("words from the array " + base::inQuotes(one.name));
      hasWords = true;
    } else {
      texts.columns.push_back({one.name, std::move(cells)});
    }
  }
  return texts;
}

/// A zip file that is no other archive: those with a table in them were opened before they came here.
bool recognisesNpz(const TableSample& sample) {
  return packingOf(sample.bytes) == "zip";
}

EmbeddingTable readNpz(const TableInput& input, const base::Progress& progress) {
  const InputFile& file = input.file(progress);
  const Archive archive = unpackArrays(file, progress);
  const ArchivedArray& matrix = chooseMatrix(file, archive, input.options());
  const NumberBlock block = blockOf(*matrix.file, matrix.array);
  TableParts parts;
  TableSource source = sourceOf(input, kNpz);
  for (const std::string& reason : archive.refused) source.warnings.push_back("left out: " + reason);
  RowTexts texts = textsBeside(archive, matrix, input.options());
  if (texts.words.empty()) {
    RowTexts beside = findRowTexts(input, static_cast<std::size_t>(block.rows), progress);
    texts.words = std::move(beside.words);
    texts.notes = std::move(beside.notes);
    for (RawColumn& column : beside.columns) texts.columns.push_back(std::move(column));
  }
  takeRowTexts(std::move(texts), parts, source);
  return tableOf(*matrix.file, std::move(parts), std::move(source), block, progress);
}

}  // namespace

const TableFormatEntry kNpyTable{kNpy, recognisesNpy, readNpy, {.text = true, .metadata = true}};
const TableFormatEntry kNpzTable{
    kNpz, recognisesNpz, readNpz, {.text = true, .metadata = true, .tensor = true}};

}  // namespace es::model
