#include "app/panels/number_line.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets.h"
#include "math/ticks.h"

namespace es::app {

namespace {

// One side of the line, its marks from zero outwards.
struct Side {
  std::vector<std::size_t> marks;  // indices
  std::vector<int> rows;
  int rowCount = 0;
};

struct Line {
  ImVec2 zero;       // where the axis has its 0
  float halfPx = 0;  // from there to either end
  double largest = 1;
  float rowPx = 0;
  float placeOf(double value) const { return zero.x + halfPx * static_cast<float>(value / largest); }
};

Side sideOf(std::span<const LineMark> marks, bool positive, const Line& line) {
  Side side;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if ((marks[i].value >= 0) == positive) side.marks.push_back(i);
  }
  std::stable_sort(side.marks.begin(), side.marks.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(marks[a].value) < std::abs(marks[b].value);
  });
  std::vector<float> distances, widths;
  for (const std::size_t i : side.marks) {
    distances.push_back(std::abs(line.placeOf(marks[i].value) - line.zero.x));
    widths.push_back(ImGui::CalcTextSize(marks[i].label.c_str()).x);
  }
  side.rows = flagRows(distances, widths, 0.7f * em());
  for (const int row : side.rows) side.rowCount = std::max(side.rowCount, row + 1);
  return side;
}

void drawAxis(const Line& line, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 ink = toU32(colors.axis);
  draw.AddLine({line.zero.x - line.halfPx, line.zero.y}, {line.zero.x + line.halfPx, line.zero.y}, ink, 1);
  const double step = math::tickStep(line.largest, 3);
  for (int tick = 1; tick * step <= line.largest * 1.0001; ++tick) {
    for (const double at : {tick * step, -tick * step}) {
      const float x = std::round(line.placeOf(at));
      draw.AddLine({x, line.zero.y - 3}, {x, line.zero.y + 3}, ink, 1);
    }
  }
  draw.AddLine({line.zero.x, line.zero.y - 0.5f * em()}, {line.zero.x, line.zero.y + 0.5f * em()},
               toU32(colors.text), 1.5f);
}

void drawTickLabels(const Line& line, float y, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const double step = math::tickStep(line.largest, 3);
  const int decimals = math::tickDecimals(step);
  for (int tick = 0; tick * step <= line.largest * 1.0001; ++tick) {
    for (const double at : {tick * step, -tick * step}) {
      const std::string label = at == 0 ? "0" : scoreText(at, decimals);
      const float width = ImGui::CalcTextSize(label.c_str()).x;
      const float x = std::clamp(line.placeOf(at) - width / 2, line.zero.x - line.halfPx - 0.5f * em(),
                                 line.zero.x + line.halfPx + 0.5f * em() - width);
      draw.AddText({x, y}, toU32(colors.textDim), label.c_str());
    }
  }
}

// `up`: +1 for the side below the axis (y grows downwards), -1 for the one above.
void drawSide(std::span<const LineMark> marks, const Side& side, const Line& line, float up,
              const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const Color& color = up < 0 ? colors.first : colors.second;
  const float size = 0.32f * em(), textHeight = ImGui::GetTextLineHeight();
  for (std::size_t k = 0; k < side.marks.size(); ++k) {
    const LineMark& mark = marks[side.marks[k]];
    const float x = line.placeOf(mark.value);
    const float base = line.zero.y + up * (0.9f * em() + line.rowPx * static_cast<float>(side.rows[k]));
    draw.AddLine({x, line.zero.y + up * size}, {x, base + up * line.rowPx}, toU32(color, 0.55f), 1);
    draw.AddTriangleFilled({x, line.zero.y + up * 0.1f * size}, {x - size, line.zero.y + up * 1.8f * size},
                           {x + size, line.zero.y + up * 1.8f * size}, toU32(color));
    const float width = ImGui::CalcTextSize(mark.label.c_str()).x;
    const float left = up < 0 ? x - width - 0.2f * em() : x + 0.2f * em();
    const float top = (up < 0 ? base - line.rowPx : base) + (line.rowPx - textHeight) / 2;
    draw.AddText({left, top}, toU32(color), mark.label.c_str());
  }
}

}  // namespace

std::vector<int> flagRows(std::span<const float> distances, std::span<const float> widths, float gapPx) {
  std::vector<int> rows;
  std::vector<float>
      takenTo;  // how far from zero each row is taken, and where its outermost leader comes down
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const float from = distances[i] - widths[i] - gapPx;
    std::size_t row = takenTo.size();
    while (row > 0 && takenTo[row - 1] <= from) --row;  // below a leader of a higher row only if clear of it
    if (row == takenTo.size()) takenTo.push_back(0);
    takenTo[row] = distances[i];
    rows.push_back(static_cast<int>(row));
  }
  return rows;
}

void drawNumberLine(std::span<const LineMark> marks, const Palette& colors) {
  Line line;
  line.rowPx = 1.02f * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  line.halfPx = width / 2 - 0.8f * em();
  double largest = 0;
  for (const LineMark& mark : marks) largest = std::max(largest, std::abs(mark.value));
  line.largest = largest > 0 ? largest : 1;
  line.zero = {std::round(at.x + width / 2), 0};
  const Side above = sideOf(marks, true, line), below = sideOf(marks, false, line);
  line.zero.y = std::round(at.y + 1.1f * em() + line.rowPx * static_cast<float>(above.rowCount));
  const float labelsY = line.zero.y + 1.1f * em() + line.rowPx * static_cast<float>(below.rowCount);
  drawAxis(line, colors);
  drawSide(marks, above, line, -1, colors);
  drawSide(marks, below, line, 1, colors);
  drawTickLabels(line, labelsY, colors);
  ImGui::Dummy({width, labelsY + ImGui::GetTextLineHeight() - at.y});
}

}  // namespace es::app
