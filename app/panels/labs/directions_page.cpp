#include "app/panels/labs/directions_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "app/document/directions_state.h"
#include "app/panels/labs/angle_histogram.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/large_font.h"
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
  if (context.onStage() && standing(context)) {
    const LargeLetters letters(stageTimes(1.25F));
    return drawAngleHistogram(context, standing(context)->answer, ImGui::GetContentRegionAvail().x);
  }
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
  drawAngleHistogram(context, answer, ImGui::GetContentRegionAvail().x);
  ImGui::EndChild();
  if (!tall) ImGui::SameLine(0, 0.8F * em());
  compat::beginChild("findings", {0, 0});
  drawFindings(context, answer);
  ImGui::EndChild();
}

}  // namespace es::app
