#include "app/command/token.h"

#include <algorithm>
#include <cassert>

#include "base/error.h"
#include "math/formula/expression.h"

namespace es::app {

namespace {

/// Reads the quoted part that opens at `at`; returns the place behind its closing quote.
std::size_t readQuoted(std::string_view line, std::size_t at, std::string& value) {
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == '"') return i + 1;
    const bool escape = line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '"' || line[i + 1] == '\\');
    if (escape) ++i;
    value += line[i];
  }
  throw Error("column " + std::to_string(at + 1) + ": the quote that opens here is not closed");
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

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
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
  const auto needsQuotes = [](char c) {
    return isBlank(c) || c == '"' || c == '\\' || c == '=' || static_cast<unsigned char>(c) < 0x20;
  };
  const bool bare = !text.empty() && text.front() != '-' && text.front() != '#' &&
                    std::none_of(text.begin(), text.end(), needsQuotes);
  return bare ? std::string(text) : quoted(text);
}

std::string quotedText(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string unquotedText(std::string_view raw) {
  assert(raw.size() >= 2 && raw.front() == '"' && raw.back() == '"');
  raw = raw.substr(1, raw.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char next = raw[i] == '\\' && i + 1 < raw.size() ? raw[i + 1] : '\0';
    if (next == '"' || next == '\\' || next == 'n') ++i;
    text += next == 'n' ? '\n' : raw[i];
  }
  return text;
}

std::string wordText(std::string_view word) {
  return word == "#" ? quoted(word) : math::quoteWord(word);
}

}  // namespace es::app
