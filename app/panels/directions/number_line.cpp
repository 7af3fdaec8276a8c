#include "app/panels/directions/number_line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/axis_ticks.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::array kScales{1.7F, 1.5F, 1.3F, 1.15F, 1.0F};  // of the words, by what the room allows

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
  float rowPx = 0, scale = 1;  // of the words
  [[nodiscard]] float placeOf(double value) const {
    return zero.x + halfPx * static_cast<float>(value / largest);
  }
  [[nodiscard]] float unit() const { return scale * em(); }
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
    widths.push_back(line.scale * textWidth(marks[i].label));
  }
  side.rows = flagRows(distances, widths, 0.7F * line.unit());
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
  const float thick = std::max(1.5F, em() / 9);
  draw.AddLine({line.zero.x - line.halfPx, line.zero.y}, line.zero, toU32(colors.second, 0.7F), thick);
  draw.AddLine(line.zero, {line.zero.x + line.halfPx, line.zero.y}, toU32(colors.first, 0.7F), thick);
  const double step = math::tickStep(line.largest, 3);
  const float tall = 0.25F * em();
  for (int tick = 1; tick * step <= line.largest * 1.0001; ++tick) {
    for (const double at : {tick * step, -tick * step}) {
      const float x = std::round(line.placeOf(at));
      draw.AddLine({x, line.zero.y - tall}, {x, line.zero.y + tall}, ink, 1);
    }
  }
  draw.AddLine({line.zero.x, line.zero.y - 0.8F * line.unit()},
               {line.zero.x, line.zero.y + 0.8F * line.unit()}, toU32(colors.text), thick);
}

void drawTickLabels(const Line& line, float y, const Palette& colors) {
  const double step = math::tickStep(line.largest, 3);
  const int decimals = math::tickDecimals(step);
  for (int tick = 0; tick * step <= line.largest * 1.0001; ++tick) {
    for (const double at : {tick * step, -tick * step}) {
      const std::string label = at == 0 ? "0" : base::shownText(at, decimals);
      const float width = textWidth(label);
      const float x = std::clamp(line.placeOf(at) - width / 2, line.zero.x - line.halfPx - 0.5F * em(),
                                 line.zero.x + line.halfPx + 0.5F * em() - width);
      textAt({x, y}, label, at == 0 ? colors.text : colors.textDim);
    }
  }
  const std::string against = "← against it", along = "along it →";
  const float below = y + ImGui::GetTextLineHeight();
  textAt({line.zero.x - line.halfPx, below}, against, colors.second);
  textAt({line.zero.x + line.halfPx - textWidth(along), below}, along, colors.first);
}

/// The flags of one side: where each word stands.
struct Flags {
  const NumberLine& shown;
  const Side& side;
  const Line& line;
  float up = 1;  // +1 for the side below the axis (y grows downwards), -1 for the one above
  const Palette& colors;
};

// A lone group's triangles point at the line.
MarkShape shapeOfMark(const NumberLine& shown, const LineMark& mark) {
  if (shown.groups > 1) return shapeOf(mark.group);
  return mark.value >= 0 ? MarkShape::Down : MarkShape::Up;
}

/// True where the pointer is over this word or its mark.
bool drawFlag(const Flags& flags, std::size_t k, bool lit) {
  const LineMark& mark = flags.shown.marks[flags.side.marks[k]];
  const Line& line = flags.line;
  const Color& color =
      flags.shown.groups > 1 ? groupColor(mark.group, flags.colors) : colorOfSign(mark.value, flags.colors);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float unit = line.unit(), size = 0.32F * unit, up = flags.up;
  const float x = line.placeOf(mark.value);
  const float base = line.zero.y + up * (0.9F * unit + line.rowPx * static_cast<float>(flags.side.rows[k]));
  draw.AddLine({x, line.zero.y + up * size}, {x, base + up * line.rowPx}, toU32(color, lit ? 1.0F : 0.55F),
               lit ? 2.0F : 1.0F);
  const float width = line.scale * textWidth(mark.label);
  const float left = up < 0 ? x - width - 0.2F * unit : x + 0.2F * unit;
  const float top = (up < 0 ? base - line.rowPx : base) + (line.rowPx - unit) / 2;
  if (lit) {
    draw.AddRectFilled({left - 0.2F * unit, top - 0.05F * unit},
                       {left + width + 0.2F * unit, top + 1.1F * unit}, toU32(color, 0.25F), 3);
  }
  const ImVec2 place{x, line.zero.y + up * 1.05F * size};
  drawMark(place, (lit ? 1.3F : 0.95F) * size, shapeOfMark(flags.shown, mark), toU32(color));
  scaledText({left, top}, line.scale, mark.label, color);
  const bool overWord =
      ImGui::IsMouseHoveringRect({left, top}, {left + width, top + unit}) && ImGui::IsWindowHovered();
  const bool overMark =
      ImGui::IsWindowHovered() &&
      ImGui::IsMouseHoveringRect({place.x - size, place.y - size}, {place.x + size, place.y + size});
  return overWord || overMark;
}

void drawSide(const Flags& flags, std::optional<std::size_t>& hovered) {
  for (std::size_t k = 0; k < flags.side.marks.size(); ++k) {
    const std::size_t i = flags.side.marks[k];
    if (drawFlag(flags, k, flags.shown.lit == i)) hovered = i;
  }
}

void drawGhosts(std::span<const double> ghosts, const Line& line, const Palette& colors) {
  for (const double ghost : ghosts) {
    ImGui::GetWindowDrawList()->AddCircle({line.placeOf(ghost), line.zero.y}, 0.28F * line.unit(),
                                          toU32(colors.textDim, 0.8F), 0, 1.2F);
  }
}

void drawMeans(const NumberLine& shown, const Line& line, const Palette& colors) {
  for (int group = 0; group < shown.groups; ++group) {
    const double mean = groupMean(shown.marks, group);
    const float x = line.placeOf(mean), tall = 0.8F * line.unit();
    ImGui::GetWindowDrawList()->AddLine({x, line.zero.y - tall}, {x, line.zero.y + tall},
                                        toU32(groupColor(group, colors)), std::max(3.0F, em() / 5));
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
  ImGui::SameLine(0, 0.2F * em());
  return {at.x + 0.45F * em(), at.y + 0.5F * ImGui::GetTextLineHeight()};
}

/// The line with its words this large.
struct Plan {
  Line line;
  Side above, below;
  [[nodiscard]] float abovePx() const {
    return 1.1F * line.unit() + line.rowPx * static_cast<float>(above.rowCount);
  }
  [[nodiscard]] float belowPx() const {
    return 1.1F * line.unit() + line.rowPx * static_cast<float>(below.rowCount);
  }
  [[nodiscard]] float heightPx() const { return abovePx() + belowPx() + 2.2F * ImGui::GetTextLineHeight(); }
};

Plan planOf(const NumberLine& shown, float widthPx, float scale) {
  Plan plan;
  plan.line.scale = scale;
  plan.line.rowPx = 1.05F * scale * em();
  plan.line.halfPx = widthPx / 2 - 1.6F * em();
  plan.line.largest = largestOf(shown);
  plan.line.zero = {std::round(widthPx / 2), 0};
  plan.above = sideOf(shown.marks, true, plan.line);
  plan.below = sideOf(shown.marks, false, plan.line);
  return plan;
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

float fittingScale(std::span<const float> scales, float roomPx,
                   const std::function<float(float)>& heightPxAt) {
  for (const float scale : scales)
    if (heightPxAt(scale) <= roomPx) return scale;
  return scales.back();
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

const Color& colorOfSign(double value, const Palette& colors) {
  return value >= 0 ? colors.first : colors.second;
}

// Four shapes and five colours: twenty groups are told apart.
const Color& groupColor(int group, const Palette& colors) {
  return colors.groups[static_cast<std::size_t>(group) % colors.groups.size()];
}

void drawGroupMarkAt(float xPx, float yPx, int group, const Color& ink) {
  drawMark({xPx, yPx}, 0.34F * em(), shapeOf(group), toU32(ink));
}

void drawGhostMark(const Palette& colors) {
  ImGui::GetWindowDrawList()->AddCircle(markPlace(), 0.28F * em(), toU32(colors.textDim, 0.8F), 0, 1.2F);
}

std::optional<std::size_t> drawNumberLine(const NumberLine& shown, const Palette& colors, float roomPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float scale =
      fittingScale(kScales, roomPx, [&](float wanted) { return planOf(shown, width, wanted).heightPx(); });
  Plan plan = planOf(shown, width, scale);
  const float spare = std::max(0.0F, roomPx - plan.heightPx());
  plan.line.zero = {plan.line.zero.x + at.x, std::round(at.y + spare / 2 + plan.abovePx())};
  const Line& line = plan.line;
  std::optional<std::size_t> hovered;
  drawAxis(line, colors);
  drawGhosts(shown.ghosts, line, colors);
  if (shown.groups > 1) drawMeans(shown, line, colors);
  drawSide({shown, plan.above, line, -1, colors}, hovered);
  drawSide({shown, plan.below, line, 1, colors}, hovered);
  drawTickLabels(line, line.zero.y + plan.belowPx(), colors);
  ImGui::Dummy({width, std::max(roomPx, plan.heightPx())});
  return hovered;
}

}  // namespace es::app
