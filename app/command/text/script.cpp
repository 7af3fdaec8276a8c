#include "app/command/text/script.h"

#include "app/command/text/token.h"
#include "base/utf8.h"

namespace es::app {

namespace {

/// A comment begins at a # that opens the line, or that stands alone between blanks outside quotes: `##id`
/// and `c#` are words.
std::string_view withoutComment(std::string_view line) {
  bool insideQuotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (insideQuotes && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      insideQuotes = !insideQuotes;
    } else if (line[i] == '#' && !insideQuotes) {
      const bool afterBlank = i > 0 && isBlank(line[i - 1]);
      const bool beforeBlank = i + 1 == line.size() || isBlank(line[i + 1]);
      if (i == 0 || (afterBlank && beforeBlank)) return line.substr(0, i);
    }
  }
  return line;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<ScriptLine> scriptLines(std::string_view script) {
  if (script.starts_with(base::kByteOrderMark)) script.remove_prefix(base::kByteOrderMark.size());
  std::vector<ScriptLine> lines;
  for (int number = 1; !script.empty(); ++number) {
    const std::size_t end = script.find('\n');
    const std::string_view line = trimmed(withoutComment(trimmed(script.substr(0, end))));
    if (!line.empty()) lines.push_back({number, std::string(line)});
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
  }
  return lines;
}

}  // namespace es::app
