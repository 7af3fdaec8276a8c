#include "app/panels/labs/angle_histogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <vector>

#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"
#include "math/directions/many_directions.h"

namespace es::app {

namespace {

struct Plot {
  ImVec2 at, size;       // of the bars' ground
  std::size_t bins = 1;  // together in a bar
  double highest = 0;    // share of a bar
  [[nodiscard]] float x(double degrees) const { return at.x + size.x * static_cast<float>(degrees / 180); }
  [[nodiscard]] float y(double share) const {
    return at.y + size.y * (1 - static_cast<float>(share / highest));
  }
};

/// What random directions in spaces of these dimensions give, each computed once.
struct ExpectedShares {
  std::map<int, std::vector<double>> of;
};

const std::vector<double>& expectedShares(const PanelContext& context, int dims) {
  auto& kept = context.memory<ExpectedShares>().of;
  constexpr std::size_t kMostKept = 8;
  if (kept.size() > kMostKept && !kept.contains(dims)) kept.clear();
  auto found = kept.find(dims);
  if (found == kept.end()) found = kept.emplace(dims, math::expectedShares(dims)).first;
  return found->second;
}

/// Shares of bars, from those of bins.
std::vector<double> barShares(std::span<const double> binShares, std::size_t bins) {
  std::vector<double> bars((binShares.size() + bins - 1) / bins, 0);
  for (std::size_t i = 0; i < binShares.size(); ++i) bars[i / bins] += binShares[i];
  return bars;
}

std::vector<double> shares(const DirectionsAnswer& answer) {
  std::vector<double> list;
  for (const std::uint64_t pairs : answer.histogram)
    list.push_back(static_cast<double>(pairs) / static_cast<double>(answer.pairs));
  return list;
}

void drawBars(const Plot& plot, std::span<const double> bars, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const double widthDegrees = 180.0 / static_cast<double>(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (bars[i] == 0) continue;
    const double from = widthDegrees * static_cast<double>(i);
    const float top = std::min(plot.y(bars[i]), plot.at.y + plot.size.y - 1);  // one pair can be seen
    draw.AddRectFilled({plot.x(from), top}, {plot.x(from + widthDegrees), plot.at.y + plot.size.y},
                       toU32(from >= 89 && from + widthDegrees <= 91 ? colors.difference : colors.neighbor));
  }
}

/// What random directions in other spaces give, behind the bars, each drawn as high as they are: only the
/// widths are compared.
void drawGhost(const PanelContext& context, const Plot& plot, int dims) {
  const Palette& colors = context.colors;
  const std::vector<double> bars = barShares(expectedShares(context, dims), plot.bins);
  const double peak = *std::ranges::max_element(bars), times = 0.96 * plot.highest / peak;
  const double widthDegrees = 180.0 / static_cast<double>(bars.size());
  const float floor = plot.at.y + plot.size.y;
  std::vector<ImVec2> line;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double from = widthDegrees * static_cast<double>(i);
    line.emplace_back(plot.x(from + widthDegrees / 2), plot.y(bars[i] * times));
    draw.AddRectFilled({plot.x(from), line.back().y}, {plot.x(from + widthDegrees), floor},
                       toU32(colors.textDim, 0.13F));
  }
  draw.AddPolyline(line.data(), static_cast<int>(line.size()), toU32(colors.textDim, 0.8F), 0, 1.5F);
  const auto named = static_cast<std::size_t>(  // on its left slope, each at its own height
      std::ranges::find_if(bars, [&](double share) { return share > (dims == 3 ? 0.6 : 0.82) * peak; }) -
      bars.begin());
  const std::string label = base::groupedText(dims) + " dimensions";
  textAt({std::max(plot.at.x, line[named].x - textWidth(label) - 0.6F * em()), line[named].y - 0.5F * em()},
         label, colors.textDim);
}

/// The spaces that are set behind this one: fewer dimensions, and so wider.
void drawGhosts(const PanelContext& context, const Plot& plot, const DirectionsAnswer& answer) {
  if (answer.rounds > 0) return;
  for (const int dims : {3, 100})
    if (answer.dims >= 5 * dims) drawGhost(context, plot, dims);
}

void drawCurve(const Plot& plot, std::span<const double> bars, const Palette& colors) {
  const double widthDegrees = 180.0 / static_cast<double>(bars.size());
  std::vector<ImVec2> line;
  for (std::size_t i = 0; i < bars.size(); ++i)
    line.emplace_back(plot.x(widthDegrees * (static_cast<double>(i) + 0.5)), plot.y(bars[i]));
  ImGui::GetWindowDrawList()->AddPolyline(line.data(), static_cast<int>(line.size()),
                                          toU32(colors.text, 0.9F), 0, 1.3F);
}

void drawScale(const Plot& plot, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float floor = plot.at.y + plot.size.y;
  draw.AddLine({plot.at.x, floor}, {plot.at.x + plot.size.x, floor}, toU32(colors.axis), 1);
  const int step = plot.size.x > 22 * em() ? 30 : 90;
  for (int degrees = 0; degrees <= 180; degrees += step) {
    const std::string label = fmt::format("{}°", degrees);
    const float x = plot.x(degrees), width = textWidth(label);
    draw.AddLine({x, floor}, {x, floor + 3}, toU32(colors.axis), 1);
    const float left = std::clamp(x - width / 2, plot.at.x, plot.at.x + plot.size.x - width);
    textAt({left, floor + 4}, label, colors.text);
  }
}

/// Where there is no pair at all: the sides beyond the outermost ones.
void drawEmptySides(const Plot& plot, const DirectionsAnswer& answer, const Palette& colors) {
  const auto side = [&](double from, double to) {
    const float left = plot.x(from), right = plot.x(to);
    const std::string said = "no pair";
    if (right - left < textWidth(said) + em()) return;
    const float top = plot.at.y + 0.55F * plot.size.y, floor = plot.at.y + plot.size.y;
    ImGui::GetWindowDrawList()->AddRectFilled({left, top}, {right, floor}, toU32(colors.panelRaised));
    textAt({(left + right - textWidth(said)) / 2, (top + floor - em()) / 2}, said, colors.text);
  };
  side(0, answer.smallestDegrees);
  side(answer.largestDegrees, 180);
}

/// The outermost pairs are too few for a bar to show: each has a stroke, and its angle.
void drawExtremes(const Plot& plot, const DirectionsAnswer& answer, const Palette& colors) {
  const auto mark = [&](double degrees, bool left) {
    const float x = plot.x(degrees), floor = plot.at.y + plot.size.y, top = floor - 0.5F * plot.size.y;
    ImGui::GetWindowDrawList()->AddLine({x, top}, {x, floor}, toU32(colors.result), 2);
    const std::string label = fmt::format("{}°", base::shownText(degrees, 1));
    const float width = textWidth(label), wanted = left ? x - width - 0.2F * em() : x + 0.2F * em();
    const float most = plot.at.x + plot.size.x - width;
    const bool beside = wanted >= plot.at.x && wanted <= most;  // else above the stroke
    textAt({std::clamp(wanted, plot.at.x, most), beside ? top : top - 1.1F * em()}, label, colors.result);
  };
  mark(answer.smallestDegrees, true);
  mark(answer.largestDegrees, false);
}

/// What it is of, in the words of a heading; how many directions.
void drawHeading(const DirectionsAnswer& answer, const Palette& colors) {
  const std::string count = base::groupedText(answer.count) +
                            (answer.rounds > 0 ? " directions pushed apart" : " random directions");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  scaledText(at, 1.5F, base::groupedText(answer.dims) + " dimensions", colors.neighbor);
  textAt({at.x, at.y + 1.7F * em()}, count, colors.text);
}

Plot layPlot(std::span<const double> bars, std::span<const double> expected, ImVec2 size) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  Plot plot{{at.x, at.y + 1.2F * em()}, {size.x, size.y - 3.7F * em()}};
  plot.highest = *std::ranges::max_element(bars);
  if (!expected.empty()) plot.highest = std::max(plot.highest, *std::ranges::max_element(expected));
  return plot;
}

}  // namespace

void drawAngleHistogram(PanelContext& context, const DirectionsAnswer& answer, float widthPx) {
  const Palette& colors = context.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = std::max(4 * em(), ImGui::GetContentRegionAvail().y);
  const std::size_t bins = widthPx > 720 ? 2 : 4;  // half degrees, or whole ones
  const std::vector<double> bars = barShares(shares(answer), bins);
  std::vector<double> expected;
  if (answer.dims >= 2) expected = barShares(expectedShares(context, answer.dims), bins);
  Plot plot = layPlot(bars, expected, {widthPx, height});
  plot.bins = bins;
  drawEmptySides(plot, answer, colors);
  drawGhosts(context, plot, answer);
  ImGui::GetWindowDrawList()->AddRectFilled(
      {plot.x(89), plot.at.y - 2}, {plot.x(91), plot.at.y + plot.size.y}, toU32(colors.difference, 0.25F));
  drawBars(plot, bars, colors);
  if (!expected.empty()) drawCurve(plot, expected, colors);
  drawExtremes(plot, answer, colors);
  drawScale(plot, colors);
  drawHeading(answer, colors);
  const std::string band =
      fmt::format("89° to 91°: {} of all pairs", base::percentText(answer.shareNearRight));
  textAt({std::max(plot.x(91) + 0.4F * em(), at.x), at.y}, band, colors.difference);
  const std::string axis = "angle between two directions";
  textAt({plot.x(90) - textWidth(axis) / 2, plot.at.y + plot.size.y + 1.3F * em()}, axis, colors.textDim);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({widthPx, height});
}

}  // namespace es::app
