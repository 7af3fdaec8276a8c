#include "app/panels/widgets/temperature_track.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "app/panels/widgets/term.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr double kPublicShare = 2.0 / 3;  // of the track up to kPublicLimit
constexpr float kWideEms = 30;            // the track says what T is
constexpr double kSnap = 0.008;           // of the track, about a mark
constexpr std::array<std::string_view, 2> kStopHere{"public APIs stop here", "APIs stop here"};

/// The number boxes beside the tracks, by their ids.
struct TrackBoxes {
  struct Box {
    std::string text, seen;
  };
  std::map<ImGuiID, Box> boxes;
  ImGuiID dragged = 0;  // the track that was, while the pointer stays on it: it needs no more telling
};

struct Track {
  ImVec2 at;  // its left end, in the middle of its height
  float widthPx = 0;
  [[nodiscard]] float x(double temperature) const {
    return at.x + widthPx * static_cast<float>(trackShare(temperature));
  }
};

void drawTrack(const PanelContext& context, const Track& track, double temperature, bool lively) {
  const Palette& colors = context.colors;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float half = 0.16F * em(), end = track.at.x + track.widthPx, knob = track.x(temperature);
  draw.AddRectFilled({track.at.x, track.at.y - half}, {end, track.at.y + half}, toU32(colors.panelBorder),
                     half);
  // What public APIs leave out is thinner.
  const float limit = track.x(kPublicLimit);
  draw.AddRectFilled({limit, track.at.y - half - 1}, {end + 1, track.at.y - 0.4F * half},
                     toU32(colors.panel));
  draw.AddRectFilled({limit, track.at.y + 0.4F * half}, {end + 1, track.at.y + half + 1},
                     toU32(colors.panel));
  if (knob > track.at.x + 1) {
    const float thick = knob > limit ? 0.4F * half : half;
    draw.AddRectFilled({track.at.x, track.at.y - half}, {std::min(knob, limit), track.at.y + half},
                       toU32(colors.accent, 0.7F), half);
    if (knob > limit)
      draw.AddRectFilled({limit, track.at.y - thick}, {knob, track.at.y + thick}, toU32(colors.accent, 0.7F));
  }
  for (const double mark : {0.0, 1.0, kPublicLimit, kMostTrackTemperature}) {
    const float x = std::round(track.x(mark));
    draw.AddLine({x, track.at.y - 2 * half}, {x, track.at.y + 2 * half}, toU32(colors.textDim), 1.5F);
  }
  const float radius = (lively ? 0.48F : 0.42F) * em();
  draw.AddCircleFilled({knob, track.at.y}, radius, toU32(colors.accent));
  draw.AddCircle({knob, track.at.y}, radius, toU32(colors.panel), 0, 1.5F);
}

void drawMarks(const PanelContext& context, const Track& track, float topPx) {
  const Palette& colors = context.colors;
  const float end = track.at.x + track.widthPx;
  for (const double mark : {0.0, 1.0, kPublicLimit, kMostTrackTemperature}) {
    const std::string label = temperatureText(mark);
    const float width = smallWidth(label);
    smallText({std::clamp(track.x(mark) - width / 2, track.at.x, std::max(track.at.x, end - width)), topPx},
              label, colors.textDim);
  }
  const float from = track.x(kPublicLimit) + smallWidth("2") / 2 + 0.4F * em();
  for (const std::string_view words : kStopHere) {
    if (from + smallWidth(words) > end - smallWidth("10") - 0.3F * em()) continue;
    return smallText({from, topPx}, words, colors.textDim);
  }
}

/// The box of the number; a number that was typed into it.
std::optional<double> drawBox(PanelContext& context, double temperature, float widthPx) {
  auto& box = context.memory<TrackBoxes>().boxes[ImGui::GetID("number")];
  followText(box.text, box.seen, temperatureText(temperature));
  TextBoxSpec spec;
  spec.widthPx = widthPx;
  const TextBoxEvents events = textBox(context.state.keyboard, "##number", box.text, spec);
  tooltip("The temperature as a number: 0, 0.7, 1.5, infinity. Enter takes it.");
  if (!events.entered) return std::nullopt;
  const auto typed = base::numberFromText(box.text);
  const bool usable = typed && *typed >= 0;
  box.text = temperatureText(usable ? *typed : temperature);
  return usable ? typed : std::nullopt;
}

}  // namespace

double trackShare(double temperature) {
  if (!(temperature > 0)) return 0;
  if (temperature <= kPublicLimit) return temperature / kPublicLimit * kPublicShare;
  const double beyond = (temperature - kPublicLimit) / (kMostTrackTemperature - kPublicLimit);
  return std::min(1.0, kPublicShare + (1 - kPublicShare) * beyond);
}

double temperatureAt(double share) {
  for (const double mark : {0.0, 1.0, kPublicLimit})
    if (std::abs(share - trackShare(mark)) < kSnap) return mark;
  if (!(share > 0)) return 0;
  if (share >= 1) return kMostTrackTemperature;
  if (share <= kPublicShare) return std::round(100 * share / kPublicShare * kPublicLimit) / 100;
  const double beyond = (share - kPublicShare) / (1 - kPublicShare);
  return std::round(10 * (kPublicLimit + beyond * (kMostTrackTemperature - kPublicLimit))) / 10;
}

std::string temperatureText(double temperature) {
  return std::isinf(temperature) ? "infinity" : base::numberText(std::round(1000 * temperature) / 1000);
}

float temperatureTrackHeight() {
  return std::ceil(ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y + smallHeight());
}

TrackEvents drawTemperatureTrack(PanelContext& context, const char* id, double temperature, float widthPx) {
  ImGui::PushID(id);
  const float all = widthPx > 0 ? widthPx : ImGui::GetContentRegionAvail().x;
  const float spacing = ImGui::GetStyle().ItemSpacing.x;
  const float boxPx = std::min(0.4F * all, textWidth("infinity") + 2 * ImGui::GetStyle().FramePadding.x);
  const char* name = all > kWideEms * em() ? "temperature" : "T";
  ImGui::AlignTextToFramePadding();
  term(name,
       "Temperature: every score is divided by it before the softmax. Low: the highest takes all. High: all "
       "become alike.");
  ImGui::SameLine(0, 0.4F * em());
  const float left = textWidth(name) + 0.4F * em();
  const float knobRoom = 0.5F * em();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  Track track{{at.x + knobRoom, at.y + height / 2},
              std::max(2 * em(), all - left - boxPx - spacing - 2 * knobRoom)};
  TrackEvents events;
  ImGui::InvisibleButton("track", {track.widthPx + 2 * knobRoom, height});
  events.grabbed = ImGui::IsItemActivated();
  const bool active = ImGui::IsItemActive();
  ImGuiID& dragged = context.memory<TrackBoxes>().dragged;
  const ImGuiID self = ImGui::GetID("track");
  if (active) dragged = self;
  if (!active && dragged == self && !ImGui::IsItemHovered()) dragged = 0;
  if (active) {
    const double share = static_cast<double>((ImGui::GetMousePos().x - track.at.x) / track.widthPx);
    const double to = temperatureAt(std::clamp(share, 0.0, 1.0));
    if (ImGui::IsMouseDown(0) && to != temperature) events.dragged = to;
  }
  drawTrack(context, track, temperature, active || ImGui::IsItemHovered());
  if (dragged != self) {
    tooltip("The temperature, to drag. Low: the highest score takes all. High: all become alike.",
            TipPlace::Above);
  }
  ImGui::SameLine(0, spacing);
  events.typed = drawBox(context, temperature, boxPx);
  drawMarks(context, track, at.y + height);
  ImGui::Dummy({1, smallHeight()});
  ImGui::PopID();
  return events;
}

void drawTemperature(PanelContext& context, float widthPx) {
  const TrackEvents events =
      drawTemperatureTrack(context, "temperature", context.in.shownTemperature, widthPx);
  if (events.grabbed) context.beginDrag();
  if (events.dragged && *events.dragged != context.document().temperature)
    context.issueDragged(TemperatureCommand{*events.dragged});
  if (events.typed) context.issue(TemperatureCommand{*events.typed});
}

}  // namespace es::app
