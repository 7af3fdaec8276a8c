#include "app/panels/directions/number_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/look/axis_ticks.h"
#include "app/panels/directions/line_flags.h"
#include "app/panels/widgets/large_font.h"
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
  std::vector<float> leaders;        // how far from zero each goes out to its word
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

/// The words in rows, by where their leaders go out.
void putInRows(std::span<const LineMark> marks, const Line& line, Side& side) {
  std::vector<std::size_t> order(side.marks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return side.leaders[k]; });
  std::vector<float> distances, widths;
  for (const std::size_t k : order) {
    distances.push_back(side.leaders[k]);
    widths.push_back(line.scale * textWidth(marks[side.marks[k]].label));
  }
  const std::vector<int> rows = flagRows(distances, widths, 0.7F * line.unit());
  side.rows.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) side.rows[order[i]] = rows[i];
}

Side sideOf(std::span<const LineMark> marks, bool positive, const Line& line) {
  Side side;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if ((marks[i].value >= 0) == positive) side.marks.push_back(i);
  std::stable_sort(side.marks.begin(), side.marks.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(marks[a].value) < std::abs(marks[b].value);
  });
  std::vector<float> distances;
  for (const std::size_t i : side.marks)
    distances.push_back(std::abs(line.placeOf(marks[i].value) - line.zero.x));
  side.levels = stackLevels(distances, 1.7F * line.markPx());
  side.leaders = leaderPlaces(distances, side.levels, line.markPx());
  putInRows(marks, line, side);
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
    // A ground of its own: leaders pass behind it.
    ImGui::GetWindowDrawList()->AddRectFilled({left - 2, y}, {left + width + 2, y + em()},
                                              ImGui::GetColorU32(ImGuiCol_WindowBg, 0.8F));
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

/// Numbers at the line's ticks; the words of its ends below them, past the row of the means.
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
  const int row = line.means ? 2 : 1;
  end.put(line, line.zero.x - line.halfPx, rowBeside(line, false, row), "← " + shown.ends[0], colors.second);
  end.put(line, line.zero.x + line.halfPx, rowBeside(line, true, row), shown.ends[1] + " →", colors.first);
}

/// The flags of one side: where each word stands.
struct Flags {
  const NumberLine& shown;
  const Side& side;
  const Line& line;
  float up = 1;  // +1 for the side below the axis (y grows downwards), -1 for the one above
  const Palette& colors;

  [[nodiscard]] const LineMark& mark(std::size_t k) const { return shown.marks[side.marks[k]]; }
  [[nodiscard]] const Color& color(std::size_t k) const {
    return shown.groups > 1 ? groupColor(mark(k).group, colors) : colorOfSign(mark(k).value, colors);
  }
  [[nodiscard]] bool isLit(std::size_t k) const { return shown.lit == side.marks[k]; }
  /// The middle of a mark.
  [[nodiscard]] ImVec2 place(std::size_t k) const {
    return {line.placeOf(mark(k).value),
            line.zero.y + up * line.markPx() * (1.05F + 2 * static_cast<float>(side.levels[k]))};
  }
  [[nodiscard]] float leaderX(std::size_t k) const { return line.zero.x - up * side.leaders[k]; }
  /// The upper left of a word.
  [[nodiscard]] ImVec2 wordAt(std::size_t k) const {
    const float base =
        line.zero.y + up * (line.clearPx(side) + line.rowPx * static_cast<float>(side.rows[k]));
    const float x = leaderX(k);
    return {up < 0 ? x - wordPx(k) - 0.2F * line.unit() : x + 0.2F * line.unit(),
            (up < 0 ? base - line.rowPx : base) + (line.rowPx - line.unit()) / 2};
  }
  [[nodiscard]] float wordPx(std::size_t k) const { return line.scale * textWidth(mark(k).label); }
};

// A lone group's triangles point at the line.
MarkShape shapeOfMark(const NumberLine& shown, const LineMark& mark) {
  if (shown.groups > 1) return shapeOf(mark.group);
  return mark.value >= 0 ? MarkShape::Down : MarkShape::Up;
}

/// From the mark to its word, and under it: so no word is read as its neighbour's.
void drawLeader(const Flags& flags, std::size_t k) {
  const ImVec2 place = flags.place(k), word = flags.wordAt(k);
  const float x = std::round(flags.leaderX(k)), foot = std::round(word.y + 1.02F * flags.line.unit());
  const float end = flags.up < 0 ? word.x : word.x + flags.wordPx(k);
  const bool lit = flags.isLit(k);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.PathLineTo({std::abs(place.x - x) < 1 ? x : place.x, place.y});
  if (std::abs(place.x - x) >= 1) draw.PathLineTo({x, place.y});
  draw.PathLineTo({x, foot});
  draw.PathLineTo({end, foot});
  draw.PathStroke(toU32(flags.color(k), lit ? 1.0F : 0.55F), 0, lit ? 2.0F : 1.0F);
}

/// True where the pointer is over this word or its mark.
bool drawFlag(const Flags& flags, std::size_t k) {
  const Line& line = flags.line;
  const Color& color = flags.color(k);
  const float unit = line.unit(), size = line.markPx(), width = flags.wordPx(k);
  const ImVec2 word = flags.wordAt(k), place = flags.place(k);
  const bool lit = flags.isLit(k);
  if (lit) {
    ImGui::GetWindowDrawList()->AddRectFilled({word.x - 0.2F * unit, word.y - 0.05F * unit},
                                              {word.x + width + 0.2F * unit, word.y + 1.1F * unit},
                                              toU32(color, 0.25F), 3);
  }
  drawMark(place, (lit ? 1.3F : 0.95F) * size, shapeOfMark(flags.shown, flags.mark(k)), toU32(color));
  scaledText(word, line.scale, flags.mark(k).label, color);
  const bool overWord =
      ImGui::IsMouseHoveringRect(word, {word.x + width, word.y + unit}) && ImGui::IsWindowHovered();
  const bool overMark =
      ImGui::IsWindowHovered() &&
      ImGui::IsMouseHoveringRect({place.x - size, place.y - size}, {place.x + size, place.y + size});
  return overWord || overMark;
}

void drawLeaders(const Flags& flags) {
  for (std::size_t k = 0; k < flags.side.marks.size(); ++k) drawLeader(flags, k);
}

void drawSide(const Flags& flags, std::optional<std::size_t>& hovered) {
  for (std::size_t k = 0; k < flags.side.marks.size(); ++k)
    if (drawFlag(flags, k)) hovered = flags.side.marks[k];
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
    return std::max(words, 0.5F * line.unit() + (line.means ? 3.5F : 2.4F) * em());
  }
  [[nodiscard]] float abovePx() const { return sidePx(above); }
  [[nodiscard]] float belowPx() const { return sidePx(below); }
  [[nodiscard]] float heightPx() const { return abovePx() + belowPx(); }
};

Plan planOf(const NumberLine& shown, float widthPx, float scale) {
  Plan plan;
  plan.line.scale = scale;
  plan.line.rowPx = 1.15F * scale * em();
  plan.line.halfPx = widthPx / 2 - 1.6F * em();
  plan.line.largest = largestOf(shown);
  plan.line.means = shown.groups > 1;
  plan.line.zero = {std::round(widthPx / 2), 0};
  plan.above = sideOf(shown.marks, true, plan.line);
  plan.below = sideOf(shown.marks, false, plan.line);
  return plan;
}

}  // namespace

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

float leastNumberLineHeight(const NumberLine& shown) {
  return planOf(shown, ImGui::GetContentRegionAvail().x, kScales.back()).heightPx();
}

std::optional<std::size_t> drawNumberLine(const NumberLine& shown, const Palette& colors, float roomPx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float scale = largestFitting(kScales, kScales.back(), [&](float wanted) {
    return planOf(shown, width, wanted).heightPx() <= roomPx;
  });
  Plan plan = planOf(shown, width, scale);
  const float spare = std::max(0.0F, roomPx - plan.heightPx());
  plan.line.zero = {plan.line.zero.x + at.x, std::round(at.y + spare / 2 + plan.abovePx())};
  const Line& line = plan.line;
  std::optional<std::size_t> hovered;
  const std::array<Flags, 2> sides{
      {{shown, plan.above, line, -1, colors}, {shown, plan.below, line, 1, colors}}};
  drawAxis(line, colors);
  drawGhosts(shown.ghosts, line, colors);
  for (const Flags& side : sides) drawLeaders(side);
  if (shown.groups > 1) drawMeans(shown, line, colors);
  drawTickLabels(shown, line, colors);
  for (const Flags& side : sides) drawSide(side, hovered);
  ImGui::Dummy({width, std::max(roomPx, plan.heightPx())});
  return hovered;
}

}  // namespace es::app
