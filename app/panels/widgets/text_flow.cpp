#include "app/panels/widgets/text_flow.h"

#include <algorithm>

#include "base/utf8.h"

namespace es::app {

namespace {

bool isLetter(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isDigit(char byte) {
  return byte >= '0' && byte <= '9';
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

std::string balancedAtSpaces(std::string_view utf8, float widthPx,
                             const std::function<float(std::string_view)>& widthPxOf) {
  constexpr float kStepShare = 0.02F;  // of the width: finer makes no line look otherwise
  std::string broken = brokenAtSpaces(utf8, widthPx, widthPxOf);
  const auto lines = std::ranges::count(broken, '\n');
  if (lines == 0 || utf8.find('\n') != std::string_view::npos) return broken;
  float fits = widthPx, fails = 0.4F * widthPx;
  while (fits - fails > kStepShare * widthPx) {
    const float middle = 0.5F * (fits + fails);
    std::string tried = brokenAtSpaces(utf8, middle, widthPxOf);
    if (std::ranges::count(tried, '\n') > lines) {
      fails = middle;
    } else {
      fits = middle;
      broken = std::move(tried);
    }
  }
  return broken;
}

std::vector<TextColumn> columnsOf(std::string_view line) {
  const auto characters = [](std::string_view part) {
    return static_cast<std::size_t>(
        std::ranges::count_if(part, [](char byte) { return !base::isContinuation(byte); }));
  };
  std::vector<TextColumn> columns;
  for (std::size_t from = line.find_first_not_of(' '); from != std::string_view::npos;) {
    const std::size_t end = std::min(line.find("  ", from), line.size());
    const std::string_view text = line.substr(from, end - from);
    const std::size_t sign = text.starts_with("−") ? std::string_view("−").size()
                             : text.front() == '-' ? 1
                                                   : 0;
    const bool number = sign < text.size() && (isDigit(text[sign]) || text[sign] == '.');
    columns.push_back({text, characters(line.substr(0, from)), characters(text), number});
    from = line.find_first_not_of(' ', end);
  }
  return columns;
}

}  // namespace es::app
