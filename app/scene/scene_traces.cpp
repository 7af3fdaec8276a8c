#include "app/scene/scene_traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/scene/dashed_arrow.h"
#include "base/display_text.h"

namespace es::app {
namespace {

constexpr float kSegmentPx = 3.2F;
constexpr float kThinPx = 1.6F;
constexpr float kDashPx = 5;
constexpr float kJointScale = 0.45F;
constexpr float kStartDotPx = 7, kStartRingPx = 8;
constexpr float kPartingRingPx = 9;
constexpr float kOutputPx = 2, kOutputAlpha = 0.85F;
constexpr int kShadeCount = 4;

/// A dot, a ring, a dot in a ring, two rings: how overlaid texts are told apart by shape. Diameters and radii
/// at the path's end; 0: none.
struct Marker {
  float dotPx, ringPx, outerRingPx;
};
constexpr std::array<Marker, kShadeCount> kMarkers{{{9, 0, 0}, {0, 5, 0}, {5, 6.5F, 0}, {0, 3.5F, 7.5F}}};
constexpr std::array<float, kShadeCount> kShades{0, 0.45F, 0.25F, 0.6F};  // share of the text's colour

std::size_t markerOf(int overlay) {
  return static_cast<std::size_t>(overlay % kShadeCount);
}

/// Of several texts each has its own colour for its name and the words at its end.
const Color& textColor(const SceneInput& input, int overlay) {
  const Palette& colors = palette(input.view.theme);
  constexpr std::array<std::size_t, 4> kOrder{3, 1, 4, 2};  // of the groups: none is a half-step's colour
  return input.document.model.traces.size() < 2 ? colors.neighbor : colors.groups[kOrder[markerOf(overlay)]];
}

void addMarker(glm::vec3 place, int overlay, float scale, const glm::vec4& color, SceneDraft& draft) {
  const Marker& marker = kMarkers[markerOf(overlay)];
  if (marker.dotPx > 0) draft.scene.sprites.push_back({place, color, marker.dotPx * scale});
  for (const float radius : {marker.ringPx, marker.outerRingPx})
    if (radius > 0) draft.scene.rings.push_back({place, color, radius * scale, 1 + 0.8F * scale});
}

class PathDrawer {
 public:
  PathDrawer(const SceneInput& input, const TracePath& path, SceneDraft& draft)
      : m_colors(palette(input.view.theme)), m_path(path), m_input(input), m_draft(draft) {
    for (math::Index state = 0; state < path.states.rows(); ++state)
      m_places.push_back(input.space.place(path.states.row(state).transpose()));
  }

  void draw() {
    for (std::size_t state = 1; state < m_places.size(); ++state)
      m_path.thin ? addThin(state) : addSegment(state);
    if (!m_path.thin) {
      for (std::size_t state = 1; state + 1 < m_places.size(); ++state)
        addMarker(m_places[state], m_path.overlay, kJointScale, toVec4(m_colors.text), m_draft);
      addMarker(m_places.back(), m_path.overlay, 1, toVec4(m_colors.text), m_draft);
      addEndLabel();
      addStepLabels();
    } else {
      addMarker(m_places.back(), m_path.overlay, kJointScale, toVec4(m_colors.text), m_draft);
    }
    addStart();
  }

 private:
  [[nodiscard]] glm::vec4 colorOf(std::size_t state) const {
    return toVec4(halfStepColor(halfStepTo(static_cast<math::Index>(state)), m_path.overlay, m_colors));
  }

  void addSegment(std::size_t state) {
    const glm::vec3 from = m_places[state - 1], to = m_places[state];
    const render::Arrow arrow{from, to, colorOf(state), kSegmentPx};
    if (halfStepTo(static_cast<math::Index>(state)) == HalfStep::Mlp) {
      addDashedArrow(arrow, m_input.heightPx, m_draft);
    } else {
      m_draft.scene.arrows.push_back(arrow);
    }
  }
  void addThin(std::size_t state) {
    const bool dashed = halfStepTo(static_cast<math::Index>(state)) == HalfStep::Mlp;
    m_draft.scene.lines.push_back(
        {m_places[state - 1], m_places[state], colorOf(state), kThinPx, dashed ? kDashPx : 0});
  }

  void addStart() {
    const float scale = m_path.thin ? 0.6F : 1;
    const glm::vec3 place = m_places.front();
    m_draft.scene.sprites.push_back({place, toVec4(m_colors.text), kStartDotPx * scale});
    m_draft.scene.rings.push_back({place, toVec4(m_colors.text), kStartRingPx * scale, 1.6F});
    if (m_path.startLabel.empty()) return;
    LabelDraft label;
    label.id = labelId("word", m_path.startLabel);
    label.text = m_path.startLabel;
    label.anchor = label.tail = place;
    label.color = toVec4(m_colors.text);
    label.sizePx = m_path.thin ? 14.0F : kPathStartLabelPx;
    label.gapPx = kStartRingPx + 2;
    label.priority = label_priority::kFormulaWord;
    label.mustShow = !m_path.thin;
    addLabelOnce(std::move(label), m_draft);
  }

  void addEndLabel() {
    if (m_places.size() < 2) return;
    LabelDraft label;
    label.id = labelId("path end", m_path.endLabel);
    label.text = m_path.endLabel;
    label.anchor = m_places.back();
    label.tail = m_places[m_places.size() - 2];
    const bool single = m_input.document.model.traces.size() < 2;
    label.color = toVec4(single ? m_colors.text : textColor(m_input, m_path.overlay));
    label.sizePx = kPathEndLabelPx;
    label.gapPx = 10;
    label.priority = label_priority::kResult;
    label.mustShow = true;
    addLabelOnce(std::move(label), m_draft);
  }

  /// Like the frequent words, labels that nobody asked for.
  void addStepLabels() {
    if (m_input.view.labelCount == 0) return;
    for (std::size_t i = 0; i < m_path.stepLabels.size() && i + 1 < m_places.size(); ++i) {
      LabelDraft label;
      label.id = labelId("half-step", fmt::format_int(i).str());
      label.text = m_path.stepLabels[i];
      label.anchor = 0.5F * (m_places[i] + m_places[i + 1]);
      label.tail = m_places[i];
      label.beside = true;
      label.color = colorOf(i + 1);
      label.sizePx = 12;
      label.priority = label_priority::kStep;
      m_draft.labels.push_back(std::move(label));
    }
  }

  const Palette& m_colors;
  const TracePath& m_path;
  const SceneInput& m_input;
  SceneDraft& m_draft;
  std::vector<glm::vec3> m_places;  // of each state
};

/// Both states ringed, and what lies between them as a difference.
void addParting(const SceneInput& input, const PathParting& parting, SceneDraft& draft) {
  const glm::vec4 color = toVec4(palette(input.view.theme).difference);
  const glm::vec3 first = input.space.place(parting.first), second = input.space.place(parting.second);
  for (const glm::vec3 place : {first, second})
    draft.scene.rings.push_back({place, color, kPartingRingPx, 1.8F});
  draft.scene.lines.push_back({first, second, color, 1.6F, 3});
  draft.keepClear.emplace_back(first, second);
  LabelDraft label;
  label.id = labelId("parting", parting.label);
  label.text = parting.label;
  label.anchor = label.tail = second;
  label.color = color;
  label.sizePx = kPartingLabelPx;
  label.gapPx = kPartingRingPx + 3;
  label.priority = label_priority::kNeighbor;
  label.mustShow = true;
  addLabelOnce(std::move(label), draft);
}

/// Faint, from the origin as every word's own arrow.
void addOutput(const SceneInput& input, const OutputRow& output, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const glm::vec3 origin = input.space.place(math::Vector::Zero(output.tip.size()));
  const glm::vec3 tip = input.space.place(output.tip);
  draft.scene.arrows.push_back({origin, tip, withAlpha(colors.output, kOutputAlpha), kOutputPx});
  LabelDraft label;
  label.id = labelId("output", output.label);
  label.text = output.label;
  label.anchor = tip;
  label.tail = origin;
  label.color = toVec4(colors.output);
  label.sizePx = 14;
  label.priority = label_priority::kStep;
  label.mustShow = true;
  draft.labels.push_back(std::move(label));
}

/// In the colour of answers, tied to the path's end as a question's result to its nearest word.
void addEndWord(const SceneInput& input, const EndWord& near, SceneDraft& draft) {
  const auto row = input.document.space->table->vocabulary().find(near.word);
  if (!row) return;
  const Color& color = textColor(input, near.overlay);
  const glm::vec3 place = input.space.positions()[static_cast<std::size_t>(*row)];
  render::Line tie{input.space.place(near.end), place, withAlpha(color, 0.9F), 1.6F, 3.0F};
  tie.pointedOut = true;
  draft.scene.lines.push_back(tie);
  draft.scene.sprites.push_back({place, toVec4(color), 8});
  LabelDraft label;
  label.text = base::displayText(near.word);
  label.id = labelId("word", label.text);
  label.anchor = label.tail = place;
  label.color = toVec4(color);
  label.sizePx = kEndWordLabelPx;
  label.priority = label_priority::kNeighbor;
  label.mustShow = true;
  addLabelOnce(std::move(label), draft);
}

void addNearbyWord(const SceneInput& input, const std::string& word, SceneDraft& draft) {
  const auto row = input.document.space->table->vocabulary().find(word);
  if (!row) return;
  const Palette& colors = palette(input.view.theme);
  const glm::vec3 place = input.space.positions()[static_cast<std::size_t>(*row)];
  draft.scene.sprites.push_back({place, toVec4(colors.textDim), 5});
  LabelDraft label;
  label.text = base::displayText(word);
  label.id = labelId("word", label.text);
  label.anchor = label.tail = place;
  label.color = toVec4(colors.textDim);
  label.sizePx = 14;
  label.priority = label_priority::kNearby;
  addLabelOnce(std::move(label), draft);
}

/// The share of the newest path that has been walked; 1 without motion.
double walkedShare(const SceneInput& input) {
  if (!input.motion) return 1;
  return easedShare(input.motion->tracesSec(), 0, SceneMotion::kWalkSec);
}

/// The path as far as it has been walked: its last state may lie between two.
TracePath walked(TracePath path, double share) {
  const double steps = share * static_cast<double>(path.states.rows() - 1);
  const auto whole = static_cast<math::Index>(steps);
  if (whole + 1 >= path.states.rows()) return path;
  const auto part = static_cast<float>(steps - static_cast<double>(whole));
  const math::Vector next = path.states.row(whole + 1).transpose();
  math::RowMatrix states = path.states.topRows(whole + 2);
  states.row(whole + 1) = states.row(whole) + part * (next.transpose() - states.row(whole));
  path.states = std::move(states);
  return path;
}

}  // namespace

Color halfStepColor(HalfStep kind, int overlay, const Palette& colors) {
  Color color = kind == HalfStep::Attention ? colors.attention : colors.mlp;
  const float share = kShades[markerOf(overlay)];
  for (std::size_t i = 0; i < color.size(); ++i) color[i] += share * (colors.text[i] - color[i]);
  return color;
}

void addTraces(const SceneInput& input, SceneDraft& draft) {
  const TraceFigure& figure = *input.figures->traces;
  const double share = walkedShare(input);
  const int newest = static_cast<int>(input.document.model.traces.size()) - 1;
  for (const TracePath& path : figure.paths) {
    if (share < 1 && path.overlay == newest) {
      PathDrawer(input, walked(path, share), draft).draw();
    } else {
      PathDrawer(input, path, draft).draw();
    }
  }
  if (share < 1) return;  // what the path led to shows when it is there
  for (const OutputRow& output : figure.outputs) addOutput(input, output, draft);
  for (const PathParting& parting : figure.partings) addParting(input, parting, draft);
  for (const EndWord& near : figure.ends) addEndWord(input, near, draft);
  if (input.view.labelCount == 0) return;
  for (const NearbyWord& nearby : figure.nearby) addNearbyWord(input, nearby.word, draft);
}

}  // namespace es::app
