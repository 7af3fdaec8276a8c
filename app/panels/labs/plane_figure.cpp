#include "app/panels/labs/plane_figure.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <numbers>

#include "app/look/axis_ticks.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

using math::PlanePlace;

struct PlaneState {
  std::optional<std::size_t> dragged;  // the tip under way, 0 or 1
  PlaneFrame frame;                    // kept while it fits: nothing moves under the hand
  std::array<std::string, 2> framed;   // the words that it was laid for
};

constexpr double kLeastShare = 0.2;  // of the figure's smaller side, that the farthest tip is from the origin

struct Rect {
  ImVec2 low, high;
  [[nodiscard]] bool meets(const Rect& other) const {
    return low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y;
  }
  [[nodiscard]] bool holds(ImVec2 p) const {
    return p.x > low.x && p.x < high.x && p.y > low.y && p.y < high.y;
  }
};

ImVec2 along(ImVec2 from, ImVec2 to, float share) {
  return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}
float distance(ImVec2 a, ImVec2 b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

/// The figure on the screen.
struct Figure {
  const PanelContext& context;
  const ProductAnswer& answer;
  const PlaneFrame& frame;
  ImVec2 corner;
  ImDrawList& draw;

  [[nodiscard]] ImVec2 at(const PlanePlace& place) const {
    const auto [x, y] = placeInFigure(frame, place);
    return {corner.x + x, corner.y + y};
  }
  [[nodiscard]] ImVec2 origin() const { return {corner.x + frame.originXPx, corner.y + frame.originYPx}; }
  [[nodiscard]] ImVec2 tip(std::size_t i) const { return at(answer.plane[i]); }
  [[nodiscard]] Rect box() const { return {corner, {corner.x + frame.widthPx, corner.y + frame.heightPx}}; }
  [[nodiscard]] const Color& color(std::size_t i) const {
    return i == 0 ? context.colors.groups[3] : context.colors.groups[1];
  }
  /// Where the second vector's elbow stands on the line of the first.
  [[nodiscard]] PlanePlace foot() const {
    const double share = answer.dot / (answer.lengths[0] * answer.lengths[0]);
    return {answer.plane[0][0] * share, answer.plane[0][1] * share};
  }
};

void drawGrid(const Figure& figure) {
  const Palette& colors = figure.context.colors;
  const Rect box = figure.box();
  const ImVec2 zero = figure.origin();
  const double step = math::tickStep(static_cast<double>(4 * em()) / figure.frame.unitPx, 1);
  const auto stepPx = static_cast<float>(step * figure.frame.unitPx);
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  const auto first = [&](float from, float low) {
    return static_cast<int>(std::ceil((low - from) / stepPx));
  };
  for (int i = first(zero.x, box.low.x); zero.x + static_cast<float>(i) * stepPx < box.high.x; ++i) {
    const float x = std::round(zero.x + static_cast<float>(i) * stepPx);
    figure.draw.AddLine({x, box.low.y}, {x, box.high.y}, toU32(colors.grid), 1);
    const std::string label = base::shownText(i * step, decimals);
    const float half = smallWidth(label) / 2;
    if (i != 0 && x - half > box.low.x && x + half < box.high.x)
      smallText({x - half, zero.y + 0.15F * em()}, label, colors.textDim);
  }
  for (int i = first(zero.y, box.low.y); zero.y + static_cast<float>(i) * stepPx < box.high.y; ++i) {
    const float y = std::round(zero.y + static_cast<float>(i) * stepPx);
    figure.draw.AddLine({box.low.x, y}, {box.high.x, y}, toU32(colors.grid), 1);
  }
  figure.draw.AddLine({box.low.x, zero.y}, {box.high.x, zero.y}, toU32(colors.axis), 1);
  figure.draw.AddLine({zero.x, box.low.y}, {zero.x, box.high.y}, toU32(colors.axis), 1);
}

void drawArrow(const Figure& figure, std::size_t i, bool lit) {
  const ImVec2 from = figure.origin(), tip = figure.tip(i);
  const float length = distance(from, tip), head = std::min(0.75F * em(), 0.6F * length);
  if (length < 1) return;
  const ImVec2 unit{(tip.x - from.x) / length, (tip.y - from.y) / length};
  const ImVec2 neck{tip.x - head * unit.x, tip.y - head * unit.y};
  const float half = 0.42F * head;
  const ImU32 ink = toU32(figure.color(i));
  figure.draw.AddLine(from, neck, ink, std::max(2.0F, 0.16F * em()));
  figure.draw.AddTriangleFilled(tip, {neck.x - half * unit.y, neck.y + half * unit.x},
                                {neck.x + half * unit.y, neck.y - half * unit.x}, ink);
  if (lit) figure.draw.AddCircle(tip, 0.7F * em(), ink, 24, 1.5F);
}

void dashed(const Figure& figure, ImVec2 from, ImVec2 to, ImU32 ink) {
  const float length = distance(from, to), step = 0.5F * em();
  const int dashes = static_cast<int>(std::ceil(length / step));
  for (int dash = 0; dash < dashes; ++dash) {
    const float at = static_cast<float>(dash) * step;
    figure.draw.AddLine(along(from, to, at / length),
                        along(from, to, std::min(length, at + 0.55F * step) / length), ink, 1.5F);
  }
}

// A square corner at `at` with its sides towards two places.
void drawCorner(const Figure& figure, ImVec2 at, ImVec2 towards, ImVec2 other, float side, ImU32 ink) {
  const float a = distance(at, towards), b = distance(at, other);
  if (a < 2 || b < 2) return;
  const ImVec2 p = along(at, towards, side / a), q = along(at, other, side / b);
  const ImVec2 points[3] = {p, {p.x + q.x - at.x, p.y + q.y - at.y}, q};
  figure.draw.AddPolyline(points, 3, ink, 0, 1.5F);
}

// The shadow of the second on the line of the first, and the elbow from its end to the second's tip.
void drawElbow(const Figure& figure) {
  const ImVec2 zero = figure.origin(), foot = figure.at(figure.foot()), tip = figure.tip(1);
  const float rise = distance(foot, tip);
  const ImU32 dim = toU32(figure.context.colors.textDim);
  if (distance(zero, foot) > 1)
    figure.draw.AddLine(zero, foot, toU32(signColor(figure.context, figure.answer), 0.5F), 0.5F * em());
  if (rise < 3) return;
  dashed(figure, foot, tip, dim);
  if (!nearlyRight(figure.answer.cosine))
    drawCorner(figure, foot, tip, zero, std::min(0.55F * em(), rise / 3), dim);
}

struct Arc {
  float from = 0, sweep = 0;  // rad on the screen, clockwise
  float radius = 0;
  [[nodiscard]] ImVec2 at(ImVec2 zero, float share, float farther) const {
    const float angle = from + sweep * share;
    return {zero.x + (radius + farther) * std::cos(angle), zero.y + (radius + farther) * std::sin(angle)};
  }
};

Arc arcOf(const Figure& figure) {
  const ImVec2 zero = figure.origin(), a = figure.tip(0), b = figure.tip(1);
  Arc arc;
  arc.from = std::atan2(a.y - zero.y, a.x - zero.x);
  arc.sweep =
      std::remainder(std::atan2(b.y - zero.y, b.x - zero.x) - arc.from, 2 * std::numbers::pi_v<float>);
  arc.radius = std::min(2.2F * em(), 0.45F * std::min(distance(zero, a), distance(zero, b)));
  return arc;
}

void drawAngle(const Figure& figure, const Arc& arc) {
  const ImVec2 zero = figure.origin();
  const ImU32 ink = toU32(figure.context.colors.text);
  if (nearlyRight(figure.answer.cosine)) {
    drawCorner(figure, zero, figure.tip(0), figure.tip(1), std::min(0.9F * em(), arc.radius), ink);
    return;
  }
  constexpr int kPieces = 24;
  std::array<ImVec2, kPieces + 1> points;
  for (int i = 0; i <= kPieces; ++i)
    points[static_cast<std::size_t>(i)] = arc.at(zero, static_cast<float>(i) / kPieces, 0);
  figure.draw.AddPolyline(points.data(), kPieces + 1, ink, 0, 1.5F);
}

/// Puts labels where they hide neither one another nor an arrow.
class Labels {
 public:
  explicit Labels(const Figure& figure) : m_figure(figure) {}

  /// In the first of these places that is free; the middles are given.
  void put(const std::string& label, const Color& color, std::span<const ImVec2> middles) {
    const ImVec2 size = textSize(label);
    Rect best = rectAt(middles[0], size);
    int least = INT_MAX;
    for (const ImVec2 middle : middles) {
      const Rect rect = rectAt(middle, size);
      const int cost = costOf(rect);
      if (cost < least) best = rect;
      least = std::min(least, cost);
    }
    m_taken.push_back(best);
    drawOutlined(best.low, label, color);
  }

 private:
  [[nodiscard]] Rect rectAt(ImVec2 middle, ImVec2 size) const {
    const Rect box = m_figure.box();
    const float pad = 0.2F * em();
    const float x = std::clamp(middle.x - size.x / 2, box.low.x + pad,
                               std::max(box.low.x + pad, box.high.x - size.x - pad));
    const float y = std::clamp(middle.y - size.y / 2, box.low.y + pad,
                               std::max(box.low.y + pad, box.high.y - size.y - pad));
    return {{x, y}, {x + size.x, y + size.y}};
  }

  // How much of what is drawn lies below.
  [[nodiscard]] int costOf(const Rect& rect) const {
    const ImVec2 zero = m_figure.origin();
    int cost = rect.low.y < zero.y && rect.high.y > zero.y ? 1 : 0;  // an axis runs through it
    cost += rect.low.x < zero.x && rect.high.x > zero.x ? 1 : 0;
    for (const Rect& other : m_taken) cost += rect.meets(other) ? 1000 : 0;
    const auto under = [&](ImVec2 from, ImVec2 to, int weight) {
      constexpr int kSamples = 40;
      for (int i = 0; i <= kSamples; ++i)
        cost += rect.holds(along(from, to, static_cast<float>(i) / kSamples)) ? weight : 0;
    };
    for (const std::size_t i : {0, 1}) under(m_figure.origin(), m_figure.tip(i), 8);
    under(m_figure.at(m_figure.foot()), m_figure.tip(1), 2);
    under(m_figure.origin(), m_figure.at(m_figure.foot()), 3);
    return cost;
  }

  void drawOutlined(ImVec2 at, const std::string& label, const Color& color) const {
    const ImU32 outline = toU32(m_figure.context.colors.textOutline);
    for (const ImVec2 off : {ImVec2(-1, 0), ImVec2(1, 0), ImVec2(0, -1), ImVec2(0, 1)})
      textAt({at.x + off.x, at.y + off.y}, label, outline);
    textAt(at, label, color);
  }

  const Figure& m_figure;
  std::vector<Rect> m_taken;
};

void putWord(const Figure& figure, Labels& labels, std::size_t i) {
  const std::string label = elided(base::displayText(figure.answer.labels[i]), 0.45F * figure.frame.widthPx);
  const ImVec2 size = textSize(label);
  const ImVec2 zero = figure.origin(), tip = figure.tip(i);
  const float length = std::max(1.0F, distance(zero, tip));
  const ImVec2 unit{(tip.x - zero.x) / length, (tip.y - zero.y) / length};
  std::vector<ImVec2> middles;
  for (const float turn : {0.0F, 0.8F, -0.8F, 1.57F, -1.57F}) {
    const ImVec2 way{unit.x * std::cos(turn) - unit.y * std::sin(turn),
                     unit.x * std::sin(turn) + unit.y * std::cos(turn)};
    middles.push_back(
        {tip.x + way.x * (size.x / 2 + 0.5F * em()), tip.y + way.y * (size.y / 2 + 0.45F * em())});
  }
  labels.put(label, figure.color(i), middles);
}

void putAngle(const Figure& figure, Labels& labels, const Arc& arc) {
  const bool right = nearlyRight(figure.answer.cosine);
  const std::string label = base::shownText(figure.answer.angleDegrees, right ? 0 : 1) + "°";
  const float away = 0.5F * textWidth(label) + 0.25F * em();
  const ImVec2 zero = figure.origin();
  std::vector<ImVec2> middles;
  for (const float farther : {away, 2 * away, 3 * away}) middles.push_back(arc.at(zero, 0.5F, farther));
  const float aside = std::copysign(0.35F, arc.sweep);
  Arc beside = arc;
  beside.from -= aside;
  beside.sweep = 0;
  middles.push_back(beside.at(zero, 0, away));
  beside.from = arc.from + arc.sweep + aside;
  middles.push_back(beside.at(zero, 0, away));
  middles.push_back(arc.at(zero, 0.5F, -2 * arc.radius - away));
  labels.put(label, figure.context.colors.text, middles);
}

// The tip that the pointer takes; nothing where it is far from both.
std::optional<std::size_t> tipUnder(const Figure& figure, ImVec2 mouse) {
  const float first = distance(figure.tip(0), mouse), second = distance(figure.tip(1), mouse);
  if (std::min(first, second) > 1.4F * em()) return std::nullopt;
  return second <= first ? 1 : 0;
}

// The tip under the pointer, or the one in the hand; a hand that moves it issues the command.
std::optional<std::size_t> dragTips(PanelContext& context, const Figure& figure) {
  auto& dragged = context.memory<PlaneState>().dragged;
  const ImVec2 mouse = ImGui::GetMousePos();
  if (!ImGui::IsItemActive()) dragged.reset();
  if (ImGui::IsItemActivated()) {
    dragged = tipUnder(figure, mouse);
    context.beginDrag();
  }
  const auto under = dragged ? dragged : ImGui::IsItemHovered() ? tipUnder(figure, mouse) : std::nullopt;
  if (under) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (!dragged || (moved.x == 0 && moved.y == 0)) return under;
  const PlanePlace place = placeInPlane(figure.frame, {mouse.x - figure.corner.x, mouse.y - figure.corner.y});
  if (place == PlanePlace{0, 0} || place == figure.answer.plane[*dragged]) return under;
  ProductCommand command;
  (*dragged == 0 ? command.first : command.second) = place;
  context.issueDragged(std::move(command));
  return under;
}

void layFrame(PlaneState& state, const ProductAnswer& answer, float widthPx, float heightPx) {
  const bool sameFigure = state.frame.widthPx == widthPx && state.frame.heightPx == heightPx;
  const bool keep = state.frame.unitPx > 0 && sameFigure &&
                    ((state.dragged && ImGui::IsMouseDown(0)) ||
                     (state.framed == answer.labels && stillFits(state.frame, answer.plane)));
  if (keep) return;
  state.frame = fittedFrame(answer.plane, widthPx, heightPx, {2.6F * em(), 1.7F * em()});
  state.framed = answer.labels;
}

}  // namespace

PlaneFrame fittedFrame(std::span<const PlanePlace> places, float widthPx, float heightPx,
                       const PlaneMargins& margins) {
  double left = 0, right = 0, up = 0, down = 0, farthest = 0;
  for (const auto& [x, y] : places) {
    left = std::max(left, -x);
    right = std::max(right, x);
    up = std::max(up, y);
    down = std::max(down, -y);
    farthest = std::max(farthest, std::hypot(x, y));
  }
  if (!(farthest > 0)) farthest = 1;
  // Never flat: there is always room to drag a tip across an axis.
  left = std::max(left, 0.12 * farthest);
  right = std::max(right, 0.12 * farthest);
  up = std::max(up, 0.3 * farthest);
  down = std::max(down, 0.15 * farthest);
  PlaneFrame frame{0, 0, 0, widthPx, heightPx};
  const double width = std::max(1.0F, widthPx - 2 * margins.sidePx);
  const double height = std::max(1.0F, heightPx - 2 * margins.upDownPx);
  frame.unitPx = std::min(width / (left + right), height / (up + down));
  frame.originXPx = static_cast<float>(std::round(widthPx / 2 + (left - right) / 2 * frame.unitPx));
  frame.originYPx = static_cast<float>(std::round(heightPx / 2 + (up - down) / 2 * frame.unitPx));
  return frame;
}

bool stillFits(const PlaneFrame& frame, std::span<const PlanePlace> places) {
  double farthest = 0;
  for (const PlanePlace& place : places) {
    const auto [x, y] = placeInFigure(frame, place);
    if (!(x > 0 && y > 0 && x < frame.widthPx && y < frame.heightPx)) return false;
    farthest = std::max(farthest, math::planeLength(place) * frame.unitPx);
  }
  return farthest >= kLeastShare * static_cast<double>(std::min(frame.widthPx, frame.heightPx));
}

std::array<float, 2> placeInFigure(const PlaneFrame& frame, const PlanePlace& place) {
  return {frame.originXPx + static_cast<float>(place[0] * frame.unitPx),
          frame.originYPx - static_cast<float>(place[1] * frame.unitPx)};
}

PlanePlace placeInPlane(const PlaneFrame& frame, const std::array<float, 2>& px) {
  const double scale = std::pow(10, std::clamp(std::ceil(std::log10(frame.unitPx)), -12.0, 12.0));
  const auto rounded = [&](float pixels) {
    const double number = std::round(static_cast<double>(pixels) / frame.unitPx * scale) / scale;
    return number == 0 ? 0.0 : number;  // never -0
  };
  return {rounded(px[0] - frame.originXPx), rounded(frame.originYPx - px[1])};
}

bool nearlyRight(double cosine) {
  return std::abs(cosine) < 0.005;
}

const Color& signColor(const PanelContext& context, const ProductAnswer& answer) {
  if (nearlyRight(answer.cosine)) return context.colors.text;
  return answer.dot > 0 ? context.colors.first : context.colors.second;
}

void drawPlane(PanelContext& context, const ProductAnswer& answer, float widthPx, float heightPx) {
  PlaneState& state = context.memory<PlaneState>();
  layFrame(state, answer, widthPx, heightPx);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const Figure figure{context, answer, state.frame, corner, draw};
  ImGui::InvisibleButton("plane", {widthPx, heightPx});
  const auto lit = dragTips(context, figure);
  const Rect box = figure.box();
  draw.AddRectFilled(box.low, box.high, toU32(context.colors.ground), 3);
  draw.PushClipRect(box.low, box.high, true);
  drawGrid(figure);
  drawElbow(figure);
  const Arc arc = arcOf(figure);
  drawAngle(figure, arc);
  for (const std::size_t i : {0, 1}) drawArrow(figure, i, lit == i);
  Labels labels(figure);
  for (const std::size_t i : {0, 1}) putWord(figure, labels, i);
  putAngle(figure, labels, arc);
  draw.PopClipRect();
  draw.AddRect(box.low, box.high, toU32(context.colors.panelBorder), 3);
}

}  // namespace es::app
