#include "app/panels/layout/log_card.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/utf8.h"

namespace es::app {

namespace {

constexpr float kCellEms = 0.5F, kCardEms = 62;

struct Line {
  std::string_view text;
  bool isError = false;
};

std::vector<Line> linesOf(std::span<const Message> messages) {
  std::vector<Line> lines;
  for (const Message& message : messages) {
    std::string_view rest = message.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      lines.push_back({rest.substr(0, end), message.isError});
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
  }
  return lines;
}

float cellPx() {
  return std::round(kCellEms * em());
}

/// Each character in the middle of its cell: the one font there is has letters of many widths.
void drawCells(std::string_view utf8, const Color& color) {
  const float cell = cellPx();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  for (std::size_t from = 0; from < utf8.size();) {
    std::size_t end = from + 1;
    while (end < utf8.size() && base::characterStart(utf8, end) != end) ++end;
    const std::string_view letter = utf8.substr(from, end - from);
    if (letter != " ") textAt({std::round(x + (cell - textWidth(letter)) / 2), at.y}, letter, color);
    x += cell;
    from = end;
  }
  ImGui::Dummy({x - at.x, ImGui::GetTextLineHeight()});
}

/// At most so many characters of it, the last an ellipsis where some are missing.
std::string shortened(std::string line, std::size_t characters) {
  const auto begins = [](char byte) { return !base::isContinuation(byte); };
  if (static_cast<std::size_t>(std::ranges::count_if(line, begins)) <= characters) return line;
  std::size_t end = 0;
  for (std::size_t left = characters; end < line.size(); ++end)
    if (begins(line[end]) && left-- <= 1) break;
  return line.substr(0, end) + "…";
}

}  // namespace

void drawAnswerLines(std::string_view answer, float widthPx, const Color& color) {
  const auto columns = static_cast<std::size_t>(std::max(1.0F, widthPx / cellPx()));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  while (!answer.empty()) {
    const std::size_t end = std::min(answer.find('\n'), answer.size());
    std::string line = base::displayText(answer.substr(0, end));
    line = shortened(std::move(line), columns);
    drawCells(line, color);
    answer.remove_prefix(std::min(answer.size(), end + 1));
  }
  ImGui::PopStyleVar();
}

void drawLogCard(PanelContext& context, std::span<const Message> messages, const StageLayout& layout,
                 float top) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float margin = layout.margin, width = std::min(window.x - 2 * margin, kCardEms * em());
  const float bottom = window.y - 2 * margin - layout.pillHeight;
  const float height = std::max(8 * em(), 0.6F * (bottom - top));
  beginCard("##log", {std::round((window.x - width) / 2), top, width, height});
  text("Log", context.colors.textDim);
  ImGui::SameLine(ImGui::GetWindowWidth() - 1.8F * em());
  if (closeButton("close", "Close.")) context.state.showLog = false;
  compat::beginChild("log", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  const std::vector<Line> lines = linesOf(messages);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0.1F * em()));
  ImGuiListClipper clipper;  // only what shows is drawn
  clipper.Begin(static_cast<int>(lines.size()), ImGui::GetTextLineHeightWithSpacing());
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const Line& line = lines[static_cast<std::size_t>(i)];
      drawCells(base::displayText(line.text), line.isError ? context.colors.error : context.colors.text);
    }
  }
  if (!context.in.newMessages.empty() || ImGui::IsWindowAppearing()) ImGui::SetScrollHereY(1);
  ImGui::PopStyleVar();
  ImGui::EndChild();
  endCard();
}

}  // namespace es::app
