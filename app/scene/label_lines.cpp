#include "app/scene/label_lines.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"

namespace es::app {
namespace {

constexpr float kMostLines = 3;

/// The text, or as much of its beginning as fits, with an ellipsis.
std::string fitted(const std::string& text, float widthPx, const LabelWidth& widthOf) {
  if (widthOf(text) <= widthPx) return text;
  std::size_t end = text.size();
  while (end > 0) {
    end = base::characterStart(text, end - 1);
    std::string cut = text.substr(0, end) + "…";
    if (widthOf(cut) <= widthPx) return cut;
  }
  return "…";
}

bool isSign(std::string_view word) {
  return word == "+" || word == "−";
}

/// What stays together: a word with the sign before it, and all that follows two blanks.
std::vector<std::string> partsOf(const std::string& text) {
  std::vector<std::string> parts;
  bool joins = false, whole = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) {
      whole = true;
      continue;
    }
    if (joins) {
      parts.back() += " " + word;
    } else {
      parts.push_back(word);
    }
    joins = whole || isSign(word);
  }
  return parts;
}

/// As many parts in each line as `widthPx` lets in.
std::vector<std::string> filled(const std::vector<std::string>& parts, float widthPx,
                                const LabelWidth& widthOf) {
  std::vector<std::string> lines;
  for (const std::string& part : parts) {
    if (!lines.empty() && widthOf(lines.back() + " " + part) <= widthPx) {
      lines.back() += " " + part;
    } else {
      lines.push_back(part);
    }
  }
  return lines;
}

}  // namespace

std::vector<std::string> labelLines(const std::string& text, float widePx, float mostPx,
                                    const LabelWidth& widthOf) {
  std::vector<std::string> lines{text};
  const float width = widthOf(text);
  if (width > widePx) {
    const std::vector<std::string> parts = partsOf(text);
    const float count = std::min(kMostLines, std::ceil(width / widePx));
    // The narrowest lines of that number.
    for (float wanted = width / count; wanted < width; wanted *= 1.04F) {
      lines = filled(parts, wanted, widthOf);
      if (static_cast<float>(lines.size()) <= count) break;
    }
    if (static_cast<float>(lines.size()) > count) lines = {text};
  }
  for (std::string& line : lines) line = fitted(line, mostPx, widthOf);
  return lines;
}

}  // namespace es::app
