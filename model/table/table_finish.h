#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/table/embedding_table.h"
#include "model/table/table_input.h"

namespace es::model {

/// More dimensions than any known model has: the largest count that is believed.
constexpr std::size_t kLargestDims = 32'768;
/// The longest word that is read.
constexpr std::size_t kLargestWordBytes = std::size_t{1} << 20;

/// "line 7": a place in a file that is counted in lines or rows.
struct Place {
  std::string_view unit;  // "line", "row"
  std::uint64_t number = 0;
};
std::string placeText(const Place& place);

/// Rows that were left out, by reason, with the first place of each: what the warnings are made of.
class SkipLog {
 public:
  /// `reason`: "with too few numbers"; what was expected and found at `place`.
  void add(std::string_view reason, const Place& place, const std::string& expected,
           const std::string& found);

  /// Takes over the log of a part that follows; its places are counted from the part's beginning, `before`
  /// of them lie ahead of it.
  void append(const SkipLog& part, std::uint64_t before);

  /// "3 rows skipped with too few numbers (first: line 7: expected …, found …)", one for each reason.
  [[nodiscard]] std::vector<std::string> warnings() const;

  /// Throws what stands in the first entry: no row was good. Without entries the file held no row at all.
  [[noreturn]] void throwFirst(const std::string& path) const;

 private:
  struct Entry {
    std::string reason;
    std::uint64_t count = 0;
    Place place;
    std::string expected;
    std::string found;
  };
  void note(const Entry& entry);

  std::vector<Entry> m_entries;
};

/// What a reader found, before the checks that all formats share.
struct TableParts {
  WordList words;
  TableRows rows;  // (words.size(), d)
  SkipLog skips = {};
  std::vector<RawColumn> columns = {};
  /// What becomes of a row whose word was there before. In a vocabulary it is a mistake of the file; where
  /// rows are texts or bear labels it is a row like every other, and its word is numbered: "king (2)".
  enum class Repeats { Drop, Number } repeats = Repeats::Drop;
};

/// Decodes what is no UTF-8, keeps the first rows that `source.options` asks for, and leaves out rows without
/// a word, rows that are not finite, and all but the first of duplicates; turns what was left out into
/// warnings. Throws es::Error when no row remains or a word is longer than 1 MiB. `progress` is told the
/// share of the rows that have been looked at.
EmbeddingTable finishTable(TableParts parts, TableSource source, const base::Progress& progress);

/// path, name, format, options and notes of a table that is read from `input`.
TableSource sourceOf(const TableInput& input, std::string_view format);

}  // namespace es::model
