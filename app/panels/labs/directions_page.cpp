#include "app/panels/labs/directions_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "app/document/directions_state.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct DirectionsPageState {
  std::string countText = "10000", dimsText = "100", seedText = "1";
  std::string seenNumbers;     // what the document said of these three last
  bool pushing = false;        // a round whenever the worker is free
  bool pushMerges = false;     // the next round shares the undo step of the one before
  std::uint64_t pushedAt = 0;  // the document's revision when the last round was asked for
  int waitedFrames = 0;        // that it has not come
};

constexpr int kPatienceFrames = 5;
constexpr double kLeastStep = 0.01;  // of a round: below it nothing comes further apart
constexpr std::uint64_t kMostVectors = 100'000, kMostDims = 1'000'000;

const DirectionsState* standing(const PanelContext& context) {
  return context.document().directions.get();
}

void followNumbers(PanelContext& context) {
  DirectionsPageState& page = context.memory<DirectionsPageState>();
  if (!standing(context)) return;
  const DirectionsAnswer& answer = standing(context)->answer;
  const std::array numbers{fmt::to_string(answer.count), fmt::to_string(answer.dims),
                           fmt::to_string(answer.seed)};
  const std::string all = fmt::format("{} {} {}", numbers[0], numbers[1], numbers[2]);
  if (all == page.seenNumbers) return;
  page.seenNumbers = all;
  page.countText = numbers[0];
  page.dimsText = numbers[1];
  page.seedText = numbers[2];
}

std::optional<int> typedNumber(PanelContext& context, const std::string& typed, const char* what,
                               std::pair<std::uint64_t, std::uint64_t> range) {
  const auto value = base::countFromText(typed);
  if (value && *value >= range.first && *value <= range.second) return static_cast<int>(*value);
  context.fail(
      fmt::format("the number of {} is from {} to {}, found {}", what, base::groupedText(range.first),
                  base::groupedText(range.second), typed.empty() ? "nothing" : typed),
      Asker::Directions);
  return std::nullopt;
}

void askNew(PanelContext& context) {
  DirectionsPageState& page = context.memory<DirectionsPageState>();
  page.pushing = false;
  const auto count = typedNumber(context, page.countText, "directions", {2, kMostVectors});
  if (!count) return;
  const auto dims = typedNumber(context, page.dimsText, "dimensions", {1, kMostDims});
  if (!dims) return;
  if (const auto seed = seedOfText(context, page.seedText, Asker::Directions))
    context.ask(DirectionsCommand{*count, *dims, *seed, 0}, Asker::Directions);
}

void startPushing(PanelContext& context) {
  DirectionsPageState& page = context.memory<DirectionsPageState>();
  page.pushing = true;
  page.pushMerges = false;
  page.pushedAt = 0;
  page.waitedFrames = 0;
}

/// One round after the other while the worker is free.
void goOnPushing(PanelContext& context) {
  DirectionsPageState& page = context.memory<DirectionsPageState>();
  if (!page.pushing || context.busy()) return;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == page.pushedAt) {  // the last round is on its way, or it failed
    if (++page.waitedFrames > kPatienceFrames) page.pushing = false;
    return;
  }
  const bool done = page.pushMerges && standing(context) && standing(context)->pushed.step < kLeastStep;
  if (!standing(context) || done) {
    page.pushing = false;
    return;
  }
  page.pushedAt = revision;
  page.waitedFrames = 0;
  context.ask(DirectionsCommand{{}, {}, {}, 1}, Asker::Directions, page.pushMerges);
  page.pushMerges = true;
}

void numberBox(PanelContext& context, const char* id, std::string& value, float ems, const char* tip) {
  TextBoxSpec spec;
  spec.widthPx = ems * em();
  const TextBoxEvents events = textBox(context.state.keyboard, id, value, spec);
  tooltip(tip);
  if (events.edited) context.textChanged(Asker::Directions);
  if (events.entered) askNew(context);
}

void drawControls(PanelContext& context) {
  DirectionsPageState& page = context.memory<DirectionsPageState>();
  const auto words = [&](const char* label) {
    ImGui::SameLine(0, 0.3F * em());
    text(label, context.colors.textDim);
    ImGui::SameLine(0, 0.3F * em());
  };
  numberBox(context, "##count", page.countText, 4.2F, "How many directions: up to 100,000.");
  words("directions in");
  numberBox(context, "##dims", page.dimsText, 3.4F, "Of the space. GPT-3's has 12,288.");
  words("dimensions, seed");
  numberBox(context, "##seed", page.seedText, 2.6F, "The same seed draws the same directions everywhere.");
  ImGui::SameLine(0, 0.3F * em());
  if (ImGui::GetContentRegionAvail().x < 9 * em()) ImGui::NewLine();
  if (flatButton("new", context.colors.accent, "Draw them at random and measure every angle.",
                 !context.busy()))
    askNew(context);
  if (!standing(context)) return;
  ImGui::SameLine(0, 0);
  if (page.pushing) {
    if (flatButton("stop", context.colors.accent, "Stop after this round.")) page.pushing = false;
  } else if (flatButton("push apart", context.colors.accent,
                        "Every direction goes away from those nearest to its own line, round by round.",
                        !context.busy())) {
    startPushing(context);
  }
}

// ---- the histogram ----
struct Plot {
  ImVec2 at, size;       // of the bars' ground
  std::size_t bins = 1;  // together in a bar
  double highest = 0;    // share of a bar
  [[nodiscard]] float x(double degrees) const { return at.x + size.x * static_cast<float>(degrees / 180); }
  [[nodiscard]] float y(double share) const {
    return at.y + size.y * (1 - static_cast<float>(share / highest));
  }
};

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
    const float x = plot.x(degrees), width = smallWidth(label);
    draw.AddLine({x, floor}, {x, floor + 3}, toU32(colors.axis), 1);
    const float left = std::clamp(x - width / 2, plot.at.x, plot.at.x + plot.size.x - width);
    smallText({left, floor + 4}, label, colors.textDim);
  }
}

/// The outermost pairs are too few for a bar to show: each has a stroke, and its angle.
void drawExtremes(const Plot& plot, const DirectionsAnswer& answer, const Palette& colors) {
  const auto mark = [&](double degrees, bool left) {
    const float x = plot.x(degrees), floor = plot.at.y + plot.size.y, top = floor - 0.5F * plot.size.y;
    ImGui::GetWindowDrawList()->AddLine({x, top}, {x, floor}, toU32(colors.result), 2);
    const std::string label = fmt::format("{}°", base::shownText(degrees, 1));
    const float width = smallWidth(label), wanted = left ? x - width - 0.2F * em() : x + 0.2F * em();
    const float most = plot.at.x + plot.size.x - width;
    smallText({std::clamp(wanted, plot.at.x, most), top}, label, colors.result);
  };
  mark(answer.smallestDegrees, true);
  mark(answer.largestDegrees, false);
}

void drawHistogram(PanelContext& context, const DirectionsAnswer& answer, float widthPx) {
  const Palette& colors = context.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = std::max(4 * em(), ImGui::GetContentRegionAvail().y);
  Plot plot{{at.x, at.y + smallHeight() + 4}, {widthPx, height - 2 * smallHeight() - 12}};
  plot.bins = widthPx > 720 ? 2 : 4;  // half degrees, or whole ones
  const std::vector<double> bars = barShares(shares(answer), plot.bins);
  std::vector<double> expected;
  if (answer.dims >= 2) expected = barShares(math::expectedShares(answer.dims), plot.bins);
  plot.highest = *std::ranges::max_element(bars);
  if (!expected.empty()) plot.highest = std::max(plot.highest, *std::ranges::max_element(expected));
  const std::string band =
      fmt::format("89° to 91°: {} of all pairs", base::percentText(answer.shareNearRight));
  smallText({plot.x(90) - smallWidth(band) / 2, at.y}, band, colors.text);
  ImGui::GetWindowDrawList()->AddRectFilled(
      {plot.x(89), plot.at.y - 2}, {plot.x(91), plot.at.y + plot.size.y}, toU32(colors.difference, 0.25F));
  drawBars(plot, bars, colors);
  if (!expected.empty()) drawCurve(plot, expected, colors);
  drawExtremes(plot, answer, colors);
  drawScale(plot, colors);
  ImGui::Dummy({widthPx, height});
}

// ---- what it says ----
std::string boundText(const DirectionsAnswer& answer) {
  const double bound = math::welchBound(answer.count, answer.dims);
  if (bound <= 0) return "So few directions could all be perpendicular to one another.";
  return fmt::format("However they are placed, some pair is at least {}° away from 90°.",
                     base::shownText(std::asin(std::min(1.0, bound)) * 180 / std::numbers::pi, 1));
}

void drawFindings(PanelContext& context, const DirectionsAnswer& answer) {
  const Palette& colors = context.colors;
  wrapped(fmt::format("The nearest two of all {} pairs are {}° apart, the farthest two {}°.",
                      base::groupedText(answer.pairs), base::shownText(answer.smallestDegrees, 1),
                      base::shownText(answer.largestDegrees, 1)),
          colors.text);
  wrapped("mean " + base::shownText(answer.meanDegrees, 2) + "°, spread ±" +
              base::shownText(answer.deviationDegrees, 2) + "° (standard deviation)" +
              (answer.rounds == 0
                   ? std::string("; at random")
                   : fmt::format("; pushed apart {} time{}", answer.rounds, answer.rounds == 1 ? "" : "s")),
          colors.text);
  if (answer.rounds > 0) {
    wrapped(fmt::format("The two spikes at the ends are the pairs that were pushed: all that stood closer "
                        "than {}° or wider "
                        "than {}° now stand just at that edge ({} of all pairs within half a degree of it).",
                        base::shownText(answer.smallestDegrees, 1), base::shownText(answer.largestDegrees, 1),
                        base::percentText(edgeShare(answer))),
            colors.difference);
  }
  wrapped(boundText(answer), colors.text);
  wrapped(
      "In many dimensions nearly all directions are nearly perpendicular. If an angle may be a few degrees "
      "off "
      "90°, the number of directions that fit grows exponentially with the dimensions: far more ideas can "
      "have "
      "a direction of their own than there are numbers in a vector (Johnson and Lindenstrauss). The thin "
      "line "
      "is what independent random directions give.",
      colors.textDim);
}

}  // namespace

double edgeShare(const DirectionsAnswer& answer) {
  constexpr double kEdgeDegrees = 0.5, kAll = 180;
  const auto bins = static_cast<double>(answer.histogram.size());
  std::uint64_t pairs = 0;
  for (std::size_t i = 0; i < answer.histogram.size(); ++i) {
    const double low = kAll * static_cast<double>(i) / bins, high = kAll * static_cast<double>(i + 1) / bins;
    const bool isLow =
        low<answer.smallestDegrees + kEdgeDegrees, isHigh = high> answer.largestDegrees - kEdgeDegrees;
    if (isLow || isHigh) pairs += answer.histogram[i];
  }
  return answer.pairs == 0 ? 0 : static_cast<double>(pairs) / static_cast<double>(answer.pairs);
}

void drawDirectionsPage(PanelContext& context) {
  followNumbers(context);
  goOnPushing(context);
  drawControls(context);
  drawAskerError(context, Asker::Directions);
  if (!standing(context)) {
    wrapped(
        "How many nearly perpendicular directions fit into a space? Draw some at random: every angle between "
        "two of them is measured and counted here, then they can be pushed apart.",
        context.colors.textDim);
    return;
  }
  const DirectionsAnswer& answer = standing(context)->answer;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool tall = room.y > 0.75F * room.x;  // the findings below, else beside
  compat::beginChild("histogram",
                     {tall ? room.x : std::round(0.64F * room.x), tall ? std::round(0.6F * room.y) : 0});
  drawHistogram(context, answer, ImGui::GetContentRegionAvail().x);
  ImGui::EndChild();
  if (!tall) ImGui::SameLine(0, 0.8F * em());
  compat::beginChild("findings", {0, 0});
  drawFindings(context, answer);
  ImGui::EndChild();
}

}  // namespace es::app
