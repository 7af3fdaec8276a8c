#include "app/command/text/token.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/quoted_text.h"
#include "math/formula/expression.h"

namespace es::app {

namespace {

/// Reads the quoted part that opens at `at`; returns the place behind its closing quote.
std::size_t readQuoted(std::string_view line, std::size_t at, std::string& value) {
  for (std::size_t i = at + 1; i < line.size();) {
    if (line[i] == '"') return i + 1;
    const auto escape = base::escapeAt(line, i);
    value += escape ? escape->byte : line[i];
    i += escape ? escape->length : 1;
  }
  throw Error(fmt::format("column {}: the quote that opens here is not closed", at + 1));
}

Token readToken(std::string_view line, std::size_t begin) {
  Token token;
  token.begin = begin;
  std::size_t i = begin;
  int quotedParts = 0;
  bool bareParts = false;
  while (i < line.size() && !isBlank(line[i])) {
    if (line[i] == '"') {
      i = readQuoted(line, i, token.value);
      ++quotedParts;
    } else {
      token.value += line[i++];
      bareParts = true;
    }
  }
  token.end = i;
  token.wholeQuoted = quotedParts == 1 && !bareParts;
  return token;
}

}  // namespace

bool isBlank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::vector<Token> tokenize(std::string_view line) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < line.size();) {
    if (isBlank(line[i])) {
      ++i;
      continue;
    }
    tokens.push_back(readToken(line, i));
    i = tokens.back().end;
  }
  return tokens;
}

std::size_t findUnquoted(std::string_view text, char wanted) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == wanted) return i;
    if (text[i] == '"') {
      std::string ignored;
      i = readQuoted(text, i, ignored) - 1;
    }
  }
  return std::string_view::npos;
}

std::string quoteArgument(std::string_view text) {
  const auto needsQuotes = [](char c) { return isBlank(c) || c == '"' || c == '\\' || c == '='; };
  const bool bare = !text.empty() && text.front() != '-' && text.front() != '#' &&
                    std::ranges::none_of(text, needsQuotes) && !base::needsEscapes(text);
  return bare ? std::string(text) : base::quotedText(text);
}

std::string wordText(std::string_view word) {
  return word == "#" ? base::quotedText(word) : math::quoteWord(word);
}

}  // namespace es::app
