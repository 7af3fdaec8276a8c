#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// ASCII white space: what parts the pieces of a line.
[[nodiscard]] bool isBlank(char c);

/// One piece of a line. Blanks inside "..." do not part; escapes (base/quoted_text.h) stand for bytes there,
/// and a backslash that begins none stands for itself.
struct Token {
  std::size_t begin = 0, end = 0;  // bytes of the line, quotes included
  std::string value;               // quotes and escapes resolved
  bool wholeQuoted = false;        // exactly one "..." and nothing beside it

  [[nodiscard]] std::string_view raw(std::string_view line) const { return line.substr(begin, end - begin); }
};

/// Throws es::Error naming the column of a quote that is not closed.
[[nodiscard]] std::vector<Token> tokenize(std::string_view line);

/// The place of the first `wanted` outside quotes, or npos.
[[nodiscard]] std::size_t findUnquoted(std::string_view text, char wanted);

/// `text` as one token: quoted only where it must be. For paths, labels and names.
[[nodiscard]] std::string quoteArgument(std::string_view text);

/// `word` as one token that is also a word of a formula and never a script's comment sign.
[[nodiscard]] std::string wordText(std::string_view word);

}  // namespace es::app
