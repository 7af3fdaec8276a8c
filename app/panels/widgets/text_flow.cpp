#include "app/panels/widgets/text_flow.h"

#include <algorithm>

namespace es::app {

namespace {

bool isLetter(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::size_t wordEnd(std::span<const FlowItem> items, std::size_t from) {
  std::size_t end = from + 1;
  while (end < items.size() && items[end].joined && items[end].breaks == 0) ++end;
  return end;
}

float wordWidth(std::span<const FlowItem> word) {
  float width = word.front().widthPx;
  for (const FlowItem& item : word.subspan(1)) width += item.leadPx + item.widthPx;
  return width;
}

}  // namespace

std::vector<FlowPlace> flowLayout(std::span<const FlowItem> items, float widthPx) {
  std::vector<FlowPlace> places;
  float x = 0;
  int row = 0;
  for (std::size_t from = 0; from < items.size();) {
    const std::size_t end = wordEnd(items, from);
    const float needed = wordWidth(items.subspan(from, end - from));
    if (items[from].breaks > 0) {
      row += items[from].breaks;
      x = 0;
    } else if (x > 0 && x + items[from].leadPx + needed > widthPx) {
      ++row;
      x = 0;
    }
    for (; from < end; ++from) {
      const FlowItem& item = items[from];
      if (x > 0 && x + item.leadPx + item.widthPx > widthPx) {  // a word wider than a line
        ++row;
        x = 0;
      }
      if (x > 0) x += item.leadPx;
      places.push_back({x, row});
      x += item.widthPx;
    }
  }
  return places;
}

bool joinsPrevious(std::string_view text, std::span<const model::TokenPiece> pieces, std::size_t i) {
  if (i == 0) return false;
  const model::TokenPiece& piece = pieces[i];
  const model::TokenPiece& before = pieces[i - 1];
  if (piece.begin >= piece.end || before.begin >= before.end || before.end != piece.begin) return false;
  if (piece.end > text.size()) return false;
  return isLetter(text[piece.begin]) && isLetter(text[piece.begin - 1]);
}

std::string brokenAtSpaces(std::string_view utf8, float widthPx,
                           const std::function<float(std::string_view)>& widthPxOf) {
  std::string lines;
  std::size_t line = 0;  // where the last one begins
  while (!utf8.empty()) {
    const std::size_t end = std::min(utf8.find_first_of(" \n"), utf8.size());
    const std::size_t word = lines.size();
    lines += utf8.substr(0, end);
    if (word > line && widthPxOf(std::string_view(lines).substr(line)) > widthPx) {
      lines[word - 1] = '\n';
      line = word;
    }
    if (end == utf8.size()) break;
    lines += utf8[end];
    if (utf8[end] == '\n') line = lines.size();
    utf8.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace es::app
