#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// ASCII white space: what parts the pieces of a line.
bool isBlank(char c);

/// One piece of a line. Blanks inside "..." do not part; \" and \\ stand for " and \ there.
struct Token {
  std::size_t begin = 0, end = 0;  // bytes of the line, quotes included
  std::string value;               // quotes and escapes resolved
  bool wholeQuoted = false;        // exactly one "..." and nothing beside it

  std::string_view raw(std::string_view line) const { return line.substr(begin, end - begin); }
};

/// Throws es::Error naming the column of a quote that is not closed.
std::vector<Token> tokenize(std::string_view line);

/// The place of the first `wanted` outside quotes, or npos.
std::size_t findUnquoted(std::string_view text, char wanted);

/// `text` as one token: quoted only where it must be. For paths, labels and names.
std::string quoteArgument(std::string_view text);

/// `text` as one "..." token on one line: \n stands for a line feed there. For what a model reads.
std::string quotedText(std::string_view text);
/// The text of a raw "..." token (quotes included) that quotedText made, or that a person typed.
std::string unquotedText(std::string_view raw);

/// `word` as one token that is also a word of a formula and never a script's comment sign.
std::string wordText(std::string_view word);

}  // namespace es::app
