#include "app/command/corrected.h"

#include <cctype>

#include "app/command/command_text.h"
#include "base/error.h"
#include "math/formula/expression.h"

namespace es::app {
namespace {

bool isWordByte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return std::isalnum(value) != 0 || byte == '_' || value >= 0x80;
}

/// A word as a formula has it: in quotes where it holds blanks or signs.
std::string inFormula(const std::string& word) {
  return math::formatExpression({{math::Term{1, word}}});
}

std::string replaced(std::string_view line, const std::string& wrong, const std::string& right) {
  std::string text;
  std::size_t from = 0;
  for (std::size_t at = line.find(wrong); at != std::string_view::npos; at = line.find(wrong, at + 1)) {
    const std::size_t end = at + wrong.size();
    const bool whole = (at == 0 || !isWordByte(line[at - 1])) && (end == line.size() || !isWordByte(line[end]));
    if (!whole || at < from) continue;
    const bool quoted = at > 0 && end < line.size() && line[at - 1] == '"' && line[end] == '"';
    const std::size_t margin = quoted ? 1 : 0;
    text += std::string(line.substr(from, at - margin - from)) + inFormula(right);
    from = end + margin;
  }
  return text + std::string(line.substr(from));
}

}  // namespace

std::vector<Suggestion> suggestionsFor(std::string_view line, const base::Correction& correction) {
  std::vector<Suggestion> suggestions;
  if (correction.wrong.empty()) return suggestions;
  for (const std::string& offer : correction.offers) {
    try {
      suggestions.push_back({offer, parseCommand(replaced(line, correction.wrong, offer))});
    } catch (const Error&) {  // something else is wrong with it too
    }
  }
  return suggestions;
}

}  // namespace es::app
