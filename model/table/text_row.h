#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace es::model {

/// Why a line of a text table gives no row.
enum class RowFault {
  None,
  NoWord,
  TooFewNumbers,
  NotANumber,
  NotFinite,
  FieldCount,
  OpenQuote,
  NotAnObject
};

/// One line `word x1 … xd` of a GloVe, fastText or word2vec text table. Fields are parted by spaces and tabs;
/// the last d are the vector and all before them is the word, which may hold spaces.
struct TextRow {
  RowFault fault = RowFault::None;
  std::string_view word;
  std::string_view offender;  // NotANumber, NotFinite: the field
  std::size_t numbersSeen =
      0;  // TooFewNumbers: how many numbers end the line; FieldCount: how many fields it has
};

/// A whole field as a number, in every locale the same; too large a one is infinite.
bool parseFloat(std::string_view field, float& number);
bool parseDouble(std::string_view field, double& number);

/// Fills `numbers` (d). Numbers are read the same way in every locale: a comma is never a decimal point.
TextRow parseTextRow(std::string_view line, std::span<float> numbers);

/// What a line says of the number of dimensions: the numbers that end it, of which its first field, the word,
/// is none even when it looks like one. 0 for a line without numbers.
std::size_t countTrailingNumbers(std::string_view line);

/// Whether the line ends in something that is meant as a number: also `0,5` or `nan`.
bool endsLikeARow(std::string_view line);

bool isBlank(std::string_view line);

/// Takes the first line off `text`, and its end, which is no part of it.
std::string_view takeLine(std::string_view& text);

/// The first line of a word2vec text or binary table: two whole numbers. They stay text because either may be
/// negative or larger than any integer.
struct CountLine {
  std::string_view rows;
  std::string_view dims;
};
std::optional<CountLine> parseCountLine(std::string_view line);

/// A whole number in [1, limit].
std::optional<std::size_t> parsePositive(std::string_view digits, std::size_t limit);

/// The end of the first line of a text whose fields may hold line feeds between quotes.
std::size_t lineEnd(std::string_view text, bool hasQuotes);

}  // namespace es::model
