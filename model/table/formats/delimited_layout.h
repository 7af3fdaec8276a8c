#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/table/table_options.h"

namespace es::model {

/// What a field of a line is for.
enum class FieldUse : std::uint8_t { Skip, Word, Number, Array, Column };

/// How fields are parted and numbers written. Fields may stand in '"' as RFC 4180 has it.
struct Delimiting {
  char delimiter = ',';  // ' ': any run of blanks and tabs
  bool hasQuotes = false;
  bool decimalComma = false;  // "0,5"
  bool isPunctuated = false;  // "king [0.1, 0.2]": brackets and commas around numbers that blanks part
};

/// What was found out about a delimited text.
struct DelimitedLayout {
  Delimiting how;
  std::size_t skippedLines = 0;  // comments, and the header where there is one
  bool hasHeader = false;
  bool headerIsSure = false;  // it has names where the other lines have numbers
  std::vector<FieldUse> uses;
  std::vector<std::string> names;  // of the fields, each another
  std::size_t dims = 0;
  std::vector<std::string> notes;  // what was taken for what, for people
  double fit = 1;                  // the share of the lines looked at that have as many fields

  [[nodiscard]] bool hasWords() const;
  /// Whether GloVe's plain rows say all of it: a word and then numbers, parted by blanks or tabs.
  [[nodiscard]] bool isPlain() const;
};

/// Told from the beginning of a text, which ends within a line unless it is whole. Nothing where neither
/// numbers nor several fields are found. Throws es::Error when `options` name a column that is not there;
/// `path` is for that.
std::optional<DelimitedLayout> findLayout(std::string_view text, bool isWhole, const TableOptions& options,
                                          const std::string& path);

/// Of a file that says what rows are and holds no vectors: every field is a column. `rows`: how many it must
/// have, by which a header is told.
DelimitedLayout findCellLayout(std::string_view text, bool isWhole);

/// One line's fields, without their quotes; `texts` keeps those that had doubled quotes. False for a quote
/// without end.
bool splitFields(std::string_view line, const Delimiting& how, std::vector<std::string_view>& fields,
                 std::deque<std::string>& texts);

/// A number as `how` writes it.
bool readNumber(std::string_view field, const Delimiting& how, float& number);

}  // namespace es::model
