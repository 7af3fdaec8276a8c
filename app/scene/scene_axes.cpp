#include "app/scene/scene_axes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/figures/document_figures.h"
#include "app/figures/formula_figure.h"
#include "app/look/axis_ticks.h"

namespace es::app {
namespace {

constexpr float kReach = 0.95F;  // of the cloud's radius
constexpr int kTicks = 4;        // or a few less, on either side of the origin
constexpr float kTickPx = 7;
constexpr float kLeastNumberGapPx = 34;  // between numbers; closer ones would not be read
constexpr float kInsideGapPx = 140;      // from this on the axis is seen within the cloud, too
constexpr float kFlattestFloorRad = 0.14F;
constexpr float kInside = 0.75F;  // of the cloud's radius

float tickStepFor(const CloudExtent& extent) {
  return static_cast<float>(math::tickStep(double{kReach * extent.radius}, kTicks));
}

/// A short line across the axis, facing the viewer.
void addTick(glm::vec3 place, glm::vec3 along, const SceneInput& input, const Palette& colors,
             SceneDraft& draft) {
  const render::Camera& camera = draft.scene.camera;
  const glm::vec3 toEye = render::eyePosition(camera) - place;
  const glm::vec3 across = glm::cross(along, toEye);
  const float length = glm::length(across);
  if (!(length > 1e-3F * glm::length(toEye))) return;  // looked at along the axis
  const glm::vec3 half =
      across / length *
      (0.5F * kTickPx * render::worldPerPx(camera, input.heightPx) * glm::length(toEye) / camera.distance);
  draft.scene.lines.push_back({place - half, place + half, withAlpha(colors.axis, 0.8F), 1.0F});
}

struct Axis {
  int index;
  float step, reach;  // world
  [[nodiscard]] glm::vec3 at(float value) const {
    glm::vec3 place{0.0F};
    place[index] = value;
    return place;
  }
};

void addNumber(const Axis& axis, float value, const SceneInput& input, const Palette& colors,
               SceneDraft& draft) {
  const glm::vec2 size{input.widthPx, input.heightPx};
  const glm::vec3 here = render::pxFromWorld(draft.scene.camera, size, axis.at(value));
  const glm::vec3 before = render::pxFromWorld(draft.scene.camera, size, axis.at(value - axis.step));
  if (here.z <= 0 || before.z <= 0) return;
  const CloudExtent& extent = input.space.extent();
  const bool inside = glm::distance(axis.at(value), extent.center) < kInside * extent.radius;
  const float gapPx = glm::distance(glm::vec2(here), glm::vec2(before));
  if (gapPx < (inside ? kInsideGapPx : kLeastNumberGapPx)) return;
  LabelDraft label;
  label.text = fmt::format("{:.{}f}", double{value}, math::tickDecimals(double{axis.step}));
  label.id = labelId("tick", fmt::format("{}{}", axis.index, label.text));
  label.anchor = axis.at(value);
  label.tail = axis.at(value - axis.step);
  label.beside = true;
  label.color = toVec4(colors.textDim);
  label.sizePx = 10.5F;
  label.gapPx = 5;
  label.priority = label_priority::kTick;
  draft.labels.push_back(std::move(label));
}

/// `name` empty: a line alone.
void addAxis(const Axis& axis, const std::string& name, const SceneInput& input, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  draft.scene.lines.push_back({axis.at(-axis.reach), axis.at(0), withAlpha(colors.axis, 0.45F), 1.0F});
  draft.scene.lines.push_back({axis.at(0), axis.at(axis.reach), withAlpha(colors.axis, 0.9F), 1.2F});
  if (name.empty()) return;
  const glm::vec3 along = axis.at(1);
  for (int tick = 1; static_cast<float>(tick) * axis.step < axis.reach; ++tick) {
    const float value = static_cast<float>(tick) * axis.step;
    addTick(axis.at(value), along, input, colors, draft);
    addTick(axis.at(-value), along, input, colors, draft);
    addNumber(axis, value, input, colors, draft);
  }
  // A word's own arrow along its axis bears the name already.
  if (std::ranges::any_of(draft.labels, [&](const LabelDraft& other) { return other.text == name; })) return;
  LabelDraft label;
  label.id = labelId("axis", name);
  label.text = name;
  label.anchor = axis.at(axis.reach);
  label.color = toVec4(input.document.sliceSpec.kind == SliceKind::Axes ? colors.text : colors.textDim);
  label.sizePx = 16;
  label.gapPx = 4;
  label.priority = label_priority::kAxis;
  draft.labels.push_back(std::move(label));
}

}  // namespace

std::array<std::string, 3> axisNames(const SliceSpec& spec) {
  switch (spec.kind) {
    case SliceKind::Pca:
      return {"main axis 1", "main axis 2", "main axis 3"};
    case SliceKind::Random:
      return {"random 1", "random 2", "random 3"};
    case SliceKind::Axes:
      return {formulaTitle(spec.axes[0]), formulaTitle(spec.axes[1]), formulaTitle(spec.axes[2])};
    case SliceKind::Topics:
      return {"topics 1", "topics 2", "topics 3"};
    case SliceKind::Question:
    case SliceKind::Path:
      return {"axis 1", "axis 2", "axis 3"};
    case SliceKind::Fit:
      break;
  }
  return {"fit 1", "fit 2", "fit 3"};
}

void addAxes(const SceneInput& input, SceneDraft& draft) {
  const CloudExtent& extent = input.space.extent();
  // Where something was asked the axes' numbers would be read as its own; chosen ones are what was asked.
  const bool plain = drawsWhatWasAsked(input.document) && input.document.sliceSpec.kind != SliceKind::Axes;
  const auto names = plain ? std::array<std::string, 3>{} : axisNames(input.document.sliceSpec);
  for (int axis = 0; axis < 3; ++axis) {
    addAxis({axis, tickStepFor(extent), kReach * extent.radius}, names[static_cast<std::size_t>(axis)], input,
            draft);
  }
}

void addGrid(const SceneInput& input, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  // A floor that is looked at from its edge would be a smear across the picture.
  const float seen = std::min(1.0F, std::abs(draft.scene.camera.pitchRad) / kFlattestFloorRad);
  const CloudExtent& extent = input.space.extent();
  const float spacing = tickStepFor(extent);
  const float floor = extent.center.z - 1.05F * extent.radius;
  const auto reach = static_cast<int>(std::ceil(1.2F * extent.radius / spacing));
  const glm::vec2 middle = glm::round(glm::vec2(extent.center) / spacing) * spacing;
  const float half = static_cast<float>(reach) * spacing;
  for (int step = -reach; step <= reach; ++step) {
    const float shift = static_cast<float>(step) * spacing;
    // Lines fade out towards the rim, so that the floor has no hard edge.
    const float fade = 1.0F - std::abs(shift) / (half + spacing);
    const glm::vec4 color = withAlpha(colors.grid, colors.grid[3] * fade * seen);
    draft.scene.lines.push_back({{middle.x + shift, middle.y - half, floor},
                                 {middle.x + shift, middle.y + half, floor},
                                 color,
                                 1.0F});
    draft.scene.lines.push_back({{middle.x - half, middle.y + shift, floor},
                                 {middle.x + half, middle.y + shift, floor},
                                 color,
                                 1.0F});
  }
}

}  // namespace es::app
