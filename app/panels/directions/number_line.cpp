#include "app/panels/directions/number_line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/axis_ticks.h"
#include "app/panels/widgets/widgets.h"

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
  [[nodiscard]] float placeOf(double value) const {
    return zero.x + halfPx * static_cast<float>(value / largest);
  }
};

Side sideOf(std::span<const LineMark> marks, bool positive, const Line& line) {
  Side side;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if ((marks[i].value >= 0) == positive) side.marks.push_back(i);
  std::stable_sort(side.marks.begin(), side.marks.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(marks[a].value) < std::abs(marks[b].value);
  });
  std::vector<float> distances, widths;
  for (const std::size_t i : side.marks) {
    distances.push_back(std::abs(line.placeOf(marks[i].value) - line.zero.x));
    widths.push_back(textWidth(marks[i].label));
  }
  side.rows = flagRows(distances, widths, 0.7F * em());
  for (const int row : side.rows) side.rowCount = std::max(side.rowCount, row + 1);
  return side;
}

enum class MarkShape { Up, Down, Dot, Square };

MarkShape shapeOf(int group) {
  return static_cast<MarkShape>(group % 4);
}

/// A filled mark around a place, `size` from there to its edge.
void drawMark(ImVec2 at, float size, MarkShape shape, ImU32 ink) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float s = size;
  switch (shape) {
    case MarkShape::Up:
      return draw.AddTriangleFilled({at.x, at.y - s}, {at.x - s, at.y + s}, {at.x + s, at.y + s}, ink);
    case MarkShape::Down:
      return draw.AddTriangleFilled({at.x, at.y + s}, {at.x - s, at.y - s}, {at.x + s, at.y - s}, ink);
    case MarkShape::Dot:
      return draw.AddCircleFilled(at, s, ink);
    case MarkShape::Square:
      return draw.AddRectFilled({at.x - 0.85F * s, at.y - 0.85F * s}, {at.x + 0.85F * s, at.y + 0.85F * s},
                                ink);
  }
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
  draw.AddLine({line.zero.x, line.zero.y - 0.5F * em()}, {line.zero.x, line.zero.y + 0.5F * em()},
               toU32(colors.text), 1.5F);
}

void drawTickLabels(const Line& line, float y, const Palette& colors) {
  const double step = math::tickStep(line.largest, 3);
  const int decimals = math::tickDecimals(step);
  for (int tick = 0; tick * step <= line.largest * 1.0001; ++tick) {
    for (const double at : {tick * step, -tick * step}) {
      const std::string label = at == 0 ? "0" : scoreText(at, decimals);
      const float width = textWidth(label);
      const float x = std::clamp(line.placeOf(at) - width / 2, line.zero.x - line.halfPx - 0.5F * em(),
                                 line.zero.x + line.halfPx + 0.5F * em() - width);
      textAt({x, y}, label, colors.textDim);
    }
  }
}

/// The colours of a line's marks: by sign where there is one group, by group otherwise.
struct MarkLook {
  bool grouped = false;
  const Palette& colors;
  [[nodiscard]] const Color& color(const LineMark& mark) const {
    if (grouped) return groupColor(mark.group, colors);
    return mark.value >= 0 ? colors.first : colors.second;
  }
  // A lone group's triangles point at the line.
  [[nodiscard]] MarkShape shape(const LineMark& mark) const {
    if (grouped) return shapeOf(mark.group);
    return mark.value >= 0 ? MarkShape::Down : MarkShape::Up;
  }
};

// `up`: +1 for the side below the axis (y grows downwards), -1 for the one above.
void drawSide(std::span<const LineMark> marks, const Side& side, const Line& line, float up,
              const MarkLook& look) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float size = 0.32F * em(), textHeight = ImGui::GetTextLineHeight();
  for (std::size_t k = 0; k < side.marks.size(); ++k) {
    const LineMark& mark = marks[side.marks[k]];
    const Color& color = look.color(mark);
    const float x = line.placeOf(mark.value);
    const float base = line.zero.y + up * (0.9F * em() + line.rowPx * static_cast<float>(side.rows[k]));
    draw.AddLine({x, line.zero.y + up * size}, {x, base + up * line.rowPx}, toU32(color, 0.55F), 1);
    drawMark({x, line.zero.y + up * 1.05F * size}, 0.95F * size, look.shape(mark), toU32(color));
    const float width = textWidth(mark.label);
    const float left = up < 0 ? x - width - 0.2F * em() : x + 0.2F * em();
    const float top = (up < 0 ? base - line.rowPx : base) + (line.rowPx - textHeight) / 2;
    textAt({left, top}, mark.label, color);
  }
}

void drawGhosts(std::span<const double> ghosts, const Line& line, const Palette& colors) {
  for (const double ghost : ghosts) {
    ImGui::GetWindowDrawList()->AddCircle({line.placeOf(ghost), line.zero.y}, 0.28F * em(),
                                          toU32(colors.textDim, 0.8F), 0, 1.2F);
  }
}

void drawMeans(const NumberLine& shown, const Line& line, const Palette& colors) {
  for (int group = 0; group < shown.groups; ++group) {
    const float x = line.placeOf(groupMean(shown.marks, group));
    ImGui::GetWindowDrawList()->AddLine({x, line.zero.y - 0.75F * em()}, {x, line.zero.y + 0.75F * em()},
                                        toU32(groupColor(group, colors)), 3);
  }
}

/// The size of the whole line, as wide as there is room.
double largestOf(const NumberLine& shown) {
  double largest = 0;
  for (const LineMark& mark : shown.marks) largest = std::max(largest, std::abs(mark.value));
  for (const double ghost : shown.ghosts) largest = std::max(largest, std::abs(ghost));
  return largest > 0 ? largest : 1;
}

// A mark at the beginning of a line of text.
ImVec2 markPlace() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({0.9F * em(), ImGui::GetTextLineHeight()});
  ImGui::SameLine(0, 0.3F * em());
  return {at.x + 0.45F * em(), at.y + ImGui::GetTextLineHeight() / 2};
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

double groupMean(std::span<const LineMark> marks, int group) {
  double sum = 0;
  int count = 0;
  for (const LineMark& mark : marks) {
    if (mark.group != group) continue;
    sum += mark.value;
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

// Four shapes and five colours: twenty groups are told apart.
const Color& groupColor(int group, const Palette& colors) {
  return colors.groups[static_cast<std::size_t>(group) % colors.groups.size()];
}

void drawGroupMark(int group, const Palette& colors) {
  drawMark(markPlace(), 0.34F * em(), shapeOf(group), toU32(groupColor(group, colors)));
}

void drawGhostMark(const Palette& colors) {
  ImGui::GetWindowDrawList()->AddCircle(markPlace(), 0.28F * em(), toU32(colors.textDim, 0.8F), 0, 1.2F);
}

void drawNumberLine(const NumberLine& shown, const Palette& colors) {
  Line line;
  line.rowPx = 1.02F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  line.halfPx = width / 2 - 0.8F * em();
  line.largest = largestOf(shown);
  line.zero = {std::round(at.x + width / 2), 0};
  const Side above = sideOf(shown.marks, true, line), below = sideOf(shown.marks, false, line);
  line.zero.y = std::round(at.y + 1.1F * em() + line.rowPx * static_cast<float>(above.rowCount));
  const float labelsY = line.zero.y + 1.1F * em() + line.rowPx * static_cast<float>(below.rowCount);
  const MarkLook look{shown.groups > 1, colors};
  drawAxis(line, colors);
  drawGhosts(shown.ghosts, line, colors);
  if (look.grouped) drawMeans(shown, line, colors);
  drawSide(shown.marks, above, line, -1, look);
  drawSide(shown.marks, below, line, 1, look);
  drawTickLabels(line, labelsY, colors);
  ImGui::Dummy({width, labelsY + ImGui::GetTextLineHeight() - at.y});
}

}  // namespace es::app
