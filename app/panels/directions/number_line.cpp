#include "app/panels/directions/number_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/look/axis_ticks.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::array kScales{2.2F, 1.95F, 1.7F, 1.5F,
                             1.3F, 1.15F, 1.0F, 0.85F};  // of the words, by what the room allows

// One side of the line, its marks from zero outwards.
struct Side {
  std::vector<std::size_t> marks;  // indices
  std::vector<int> rows, levels;
  int rowCount = 0, levelCount = 0;  // levels above the line's own
};

struct Line {
  ImVec2 zero;       // where the axis has its 0
  float halfPx = 0;  // from there to either end
  double largest = 1;
  float rowPx = 0, scale = 1;  // of the words
  bool means = false;          // stand beside the line in a row of their own
  [[nodiscard]] float placeOf(double value) const {
    return zero.x + halfPx * static_cast<float>(value / largest);
  }
  [[nodiscard]] float unit() const { return scale * em(); }
  [[nodiscard]] float markPx() const { return 0.3F * unit(); }  // from a mark's middle to its edge
  /// From the line to where the words of a side begin: past the numbers, which they may reach across zero to.
  [[nodiscard]] float clearPx(const Side& side) const {
    return 0.5F * unit() + (means ? 2.4F : 1.3F) * em() + 2 * markPx() * static_cast<float>(side.levelCount);
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
    widths.push_back(line.scale * textWidth(marks[i].label));
  }
  side.rows = flagRows(distances, widths, 0.7F * line.unit());
  side.levels = stackLevels(distances, 1.7F * line.markPx());
  for (const int level : side.levels) side.levelCount = std::max(side.levelCount, level);
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
  draw.AddLine({line.zero.x, line.zero.y - 0.5F * line.unit()},
               {line.zero.x, line.zero.y + 0.5F * line.unit()}, toU32(colors.text), thick);
}

/// What stands in one row beside the line, so that nothing covers another.
class TakenRow {
 public:
  /// Draws text about x unless it would cover what is there.
  bool put(const Line& line, float x, float y, const std::string& said, const Color& ink) {
    const float width = textWidth(said), least = line.zero.x - line.halfPx - 0.6F * em();
    const float left = std::clamp(x - width / 2, least, line.zero.x + line.halfPx + 0.6F * em() - width);
    const float gap = 0.5F * em();
    for (const auto& [from, to] : m_taken)
      if (left < to + gap && left + width > from - gap) return false;
    m_taken.emplace_back(left, left + width);
    textAt({left, y}, said, ink);
    return true;
  }

  /// For a stroke that passes through.
  void keepFree(float x) { m_taken.emplace_back(x, x); }

 private:
  std::vector<std::pair<float, float>> m_taken;
};

/// One word is its own mean.
bool hasMean(const NumberLine& shown, int group) {
  return shown.groups > 1 && std::ranges::count(shown.marks, group, &LineMark::group) > 1;
}

/// The empty side of the line at a value: +1 below it (for plus), -1 above; y of a text row there, the first
/// at the line.
float rowBeside(const Line& line, bool positive, int row) {
  const float tall = 0.5F * line.unit() + 0.1F * em(), high = 1.1F * em();
  return positive ? line.zero.y + tall + high * static_cast<float>(row)
                  : line.zero.y - tall - high * static_cast<float>(row + 1);
}

/// Numbers at the line's ticks; the words of its ends two rows further.
void drawTickLabels(const NumberLine& shown, const Line& line, const Palette& colors) {
  const double step = math::tickStep(line.largest, 3);
  const int decimals = math::tickDecimals(step);
  TakenRow below, above;
  for (int group = 0; group < shown.groups; ++group)
    if (hasMean(shown, group)) {
      const double mean = groupMean(shown.marks, group);
      (mean >= 0 ? below : above).keepFree(line.placeOf(mean));
    }
  below.put(line, line.zero.x, rowBeside(line, true, 0), "0", colors.text);
  for (int tick = 1; tick * step <= line.largest * 1.0001; ++tick) {
    below.put(line, line.placeOf(tick * step), rowBeside(line, true, 0),
              base::shownText(tick * step, decimals), colors.textDim);
    above.put(line, line.placeOf(-tick * step), rowBeside(line, false, 0),
              base::shownText(-tick * step, decimals), colors.textDim);
  }
  TakenRow end;
  end.put(line, line.zero.x - line.halfPx, rowBeside(line, false, 2), "← " + shown.ends[0], colors.second);
  end.put(line, line.zero.x + line.halfPx, rowBeside(line, true, 2), shown.ends[1] + " →", colors.first);
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
  const float unit = line.unit(), size = line.markPx(), up = flags.up;
  const float x = line.placeOf(mark.value);
  const float base =
      line.zero.y + up * (line.clearPx(flags.side) + line.rowPx * static_cast<float>(flags.side.rows[k]));
  draw.AddLine({x, line.zero.y + up * size}, {x, base + up * line.rowPx}, toU32(color, lit ? 1.0F : 0.55F),
               lit ? 2.0F : 1.0F);
  const float width = line.scale * textWidth(mark.label);
  const float left = up < 0 ? x - width - 0.2F * unit : x + 0.2F * unit;
  const float top = (up < 0 ? base - line.rowPx : base) + (line.rowPx - unit) / 2;
  if (lit) {
    draw.AddRectFilled({left - 0.2F * unit, top - 0.05F * unit},
                       {left + width + 0.2F * unit, top + 1.1F * unit}, toU32(color, 0.25F), 3);
  }
  const ImVec2 place{x, line.zero.y + up * size * (1.05F + 2 * static_cast<float>(flags.side.levels[k]))};
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

/// A thick stroke for the mean of each group of several words, and its number in the second row beside the
/// line.
void drawMeans(const NumberLine& shown, const Line& line, const Palette& colors) {
  TakenRow below, above;
  for (int group = 0; group < shown.groups; ++group) {
    if (!hasMean(shown, group)) continue;
    const double mean = groupMean(shown.marks, group);
    const bool positive = mean >= 0;
    const float x = line.placeOf(mean), tall = 0.5F * line.unit();
    const float y = rowBeside(line, positive, 1), end = positive ? y : y + em();
    const Color& ink = groupColor(group, colors);
    ImGui::GetWindowDrawList()->AddLine({x, line.zero.y + (positive ? -tall : tall)}, {x, end}, toU32(ink),
                                        std::max(3.0F, em() / 5));
    (positive ? below : above).put(line, x, y, "mean " + base::shownSignedText(mean, 1), ink);
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
  /// Of a side with its words, and of what stands beside the line on it.
  [[nodiscard]] float sidePx(const Side& side) const {
    const float words =
        line.clearPx(side) + 0.2F * line.unit() + line.rowPx * static_cast<float>(side.rowCount);
    return std::max(words, 0.5F * line.unit() + 3.5F * em());
  }
  [[nodiscard]] float abovePx() const { return sidePx(above); }
  [[nodiscard]] float belowPx() const { return sidePx(below); }
  [[nodiscard]] float heightPx() const { return abovePx() + belowPx(); }
};

Plan planOf(const NumberLine& shown, float widthPx, float scale) {
  Plan plan;
  plan.line.scale = scale;
  plan.line.rowPx = 1.05F * scale * em();
  plan.line.halfPx = widthPx / 2 - 1.6F * em();
  plan.line.largest = largestOf(shown);
  plan.line.means = shown.groups > 1;
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

std::vector<int> stackLevels(std::span<const float> distances, float leastPx) {
  std::vector<int> levels;
  std::vector<float> lastAt;  // of each level
  for (const float distance : distances) {
    std::size_t level = 0;
    while (level < lastAt.size() && distance - lastAt[level] < leastPx) ++level;
    if (level == lastAt.size()) lastAt.push_back(0);
    lastAt[level] = distance;
    levels.push_back(static_cast<int>(level));
  }
  return levels;
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
  drawTickLabels(shown, line, colors);
  ImGui::Dummy({width, std::max(roomPx, plan.heightPx())});
  return hovered;
}

}  // namespace es::app
