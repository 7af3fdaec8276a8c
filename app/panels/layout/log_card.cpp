#include "app/panels/layout/log_card.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

namespace {

constexpr float kCellEms = 0.5F, kCardEms = 62;
constexpr float kEndless = 1e6F;  // px: the log scrolls to the side

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

/// A line whose columns stand apart by two blanks or more, each column where its characters are counted to
/// be: numbers end there, words begin there. The letters keep the widths that the font gives them.
void drawColumns(std::string_view utf8, const Color& color, float widthPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float end = 0;
  for (const TextColumn& column : columnsOf(utf8)) {
    const float from = cellPx() * static_cast<float>(column.at);
    const float room = cellPx() * static_cast<float>(column.characters), width = textWidth(column.text);
    const float wanted = column.number ? from + room - width : from;
    const float x = std::max(wanted, end > 0 ? end + cellPx() : 0.0F);
    textAt({std::round(at.x + x), at.y}, elided(column.text, std::max(cellPx(), widthPx - x)), color);
    end = x + width;
  }
  ImGui::Dummy({std::min(end, widthPx), ImGui::GetTextLineHeight()});
}

}  // namespace

void drawAnswerLines(std::string_view answer, float widthPx, const Color& color) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  while (!answer.empty()) {
    const std::size_t end = std::min(answer.find('\n'), answer.size());
    drawColumns(base::displayText(answer.substr(0, end)), color, widthPx);
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
      drawColumns(base::displayText(line.text), line.isError ? context.colors.error : context.colors.text,
                  kEndless);
    }
  }
  if (!context.in.newMessages.empty() || ImGui::IsWindowAppearing()) ImGui::SetScrollHereY(1);
  ImGui::PopStyleVar();
  ImGui::EndChild();
  endCard();
}

}  // namespace es::app
