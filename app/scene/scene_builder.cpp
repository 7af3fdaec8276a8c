#include "app/scene/scene_builder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_set>

#include "app/document/columns/point_label.h"
#include "app/figures/trace_figure.h"
#include "app/scene/camera_pose.h"
#include "app/scene/label_lines.h"
#include "app/scene/landmarks.h"
#include "app/scene/scene_axes.h"
#include "app/scene/scene_cloud.h"
#include "app/scene/scene_directions.h"
#include "app/scene/scene_figures.h"
#include "app/scene/scene_pairs.h"
#include "app/scene/scene_traces.h"
#include "base/display_text.h"
#include "base/utf8.h"

namespace es::app {
namespace {

constexpr float kFaintestLabel = 0.9F;         // of the depth cue: text must stay readable
constexpr float kDefaultFontPt = 15;           // label sizes in the drafts are for this font size setting
constexpr float kWideLabel = 0.4F;             // of the picture; a longer one is broken into lines ...
constexpr float kWidestLabel = 0.9F;           // ... and a longer line is cut
constexpr std::size_t kWordsBesideTopics = 6;  // one of so many landmarks stays
constexpr std::size_t kLeastLandmarks = 8, kRowsPerName = 16;
constexpr float kLeaderPx = 1.2F, kLeaderAlpha = 0.85F;

void setCameraAndFade(const SceneInput& input, SceneDraft& draft) {
  const CloudExtent& extent = input.space.extent();
  draft.scene.camera = cameraOf(input);
  const float depth = glm::length(render::eyePosition(draft.scene.camera) - extent.center);
  draft.scene.fadeNear = std::max(0.0F, depth - 0.9F * extent.radius);
  draft.scene.fadeFar = depth + 1.3F * extent.radius;
  draft.scene.fadeFloor = 0.22F;
  draft.scene.emphasisFloor = 0.75F;
}

/// 1 at fadeNear, `fadeFloor` at fadeFar and beyond: the same cue that the shaders give points and lines.
float fadeAt(const render::RenderScene& scene, float depth) {
  const float t = std::clamp((depth - scene.fadeNear) / (scene.fadeFar - scene.fadeNear), 0.0F, 1.0F);
  return 1 - t * (1 - scene.fadeFloor);
}

/// Arrows, dots and rings in the picture, for the labels to keep off.
std::vector<SegmentPx> obstaclesOf(const SceneDraft& draft, glm::vec2 size) {
  const render::RenderScene& scene = draft.scene;
  std::vector<SegmentPx> obstacles;
  const auto add = [&](glm::vec3 from, glm::vec3 to) {
    const glm::vec3 a = render::pxFromWorld(scene.camera, size, from),
                    b = render::pxFromWorld(scene.camera, size, to);
    if (a.z > 0 && b.z > 0) obstacles.push_back({a.x, a.y, b.x, b.y});
  };
  const auto addRound = [&](glm::vec3 center, float radiusPx) {
    const glm::vec3 at = render::pxFromWorld(scene.camera, size, center);
    if (at.z <= 0) return;
    obstacles.push_back({at.x - radiusPx, at.y, at.x + radiusPx, at.y});
    obstacles.push_back({at.x, at.y - radiusPx, at.x, at.y + radiusPx});
  };
  for (const render::Arrow& arrow : scene.arrows) add(arrow.from, arrow.to);
  for (const auto& [from, to] : draft.keepClear) add(from, to);
  for (const render::Sprite& sprite : scene.sprites) addRound(sprite.position, sprite.sizePx / 2);
  for (const render::Ring& ring : scene.rings) addRound(ring.center, ring.radiusPx);
  return obstacles;
}

/// Every dot in the picture, for the leaders to keep off.
std::vector<DotPx> dotsOf(const SceneDraft& draft, glm::vec2 size) {
  std::vector<DotPx> dots;
  for (const render::Sprite& sprite : draft.scene.sprites) {
    const glm::vec3 at = render::pxFromWorld(draft.scene.camera, size, sprite.position);
    if (at.z > 0) dots.push_back({at.x, at.y, sprite.sizePx / 2});
  }
  return dots;
}

/// Letters of a small picture stay small: it must not be filled by names alone.
float letterScale(double fontSize, const RectPx& room) {
  constexpr float kLeastLines = 16;  // of the usual letters
  const auto wanted = static_cast<float>(fontSize / kDefaultFontPt);
  const float fitting = std::min(room.height, 0.6F * room.width) / (kLeastLines * kDefaultFontPt);
  return std::min(wanted, std::max(1.0F, fitting));
}

float linePx(const LabelDraft& label, const render::FontChain& font) {
  return font.ascentPx(label.sizePx) + font.descentPx(label.sizePx);
}

/// What a label asks of the layout; nothing when what it names is out of the picture.
std::optional<LabelRequest> requestFor(const LabelDraft& label, const std::vector<std::string>& lines,
                                       const render::Camera& camera, glm::vec2 size,
                                       const render::FontChain& font) {
  const glm::vec3 anchor = render::pxFromWorld(camera, size, label.anchor);
  const bool seen =
      anchor.z > 0 && anchor.x >= 0 && anchor.y >= 0 && anchor.x <= size.x && anchor.y <= size.y;
  if (!seen) return std::nullopt;
  LabelRequest request;
  request.id = label.id;
  request.anchorXPx = anchor.x;
  request.anchorYPx = anchor.y;
  for (const std::string& line : lines)
    request.widthPx = std::max(request.widthPx, font.widthPx(line, label.sizePx));
  request.heightPx = linePx(label, font) * static_cast<float>(lines.size());
  request.gapPx = label.gapPx;
  request.priority = label.priority;
  request.mustShow = label.mustShow;
  if (label.over) {  // the box's middle on the anchor, or a little beside
    request.directionY = -1;
    request.gapPx = -request.heightPx / 2;
    return request;
  }
  const glm::vec3 tail = render::pxFromWorld(camera, size, label.tail);
  const glm::vec2 along{anchor.x - tail.x, anchor.y - tail.y};
  if (tail.z > 0 && glm::length(along) > 1) {
    // Beside an arrow: always on the same hand of it, so that the label does not jump while the arrow turns;
    // a new one goes to the right of it, or above one that lies flat.
    const glm::vec2 side{along.y, -along.x};
    const glm::vec2 direction = glm::normalize(label.beside ? side : along);
    request.directionX = direction.x;
    request.directionY = direction.y;
    request.eitherSide = label.beside;
    request.opposite = label.beside && direction.x - direction.y < 0;
  }
  return request;
}

/// Labels for words that nobody asked for, but for those that have one already.
void addWordLabels(const SceneInput& input, const std::vector<math::Index>& rows, SceneDraft& draft) {
  std::unordered_set<std::uint64_t> named;
  for (const LabelDraft& label : draft.labels) named.insert(label.id);
  const Palette& colors = palette(input.view.theme);
  for (const math::Index row : rows) {
    const std::string text = pointLabel(input.document, row);
    const std::uint64_t id = wordLabelId(input.document, row);
    if (!named.insert(id).second) continue;
    const glm::vec3 place = input.space.positions()[static_cast<std::size_t>(row)];
    LabelDraft label{id, text, place, place, toVec4(colors.text)};
    label.sizePx = 13.5F;
    label.gapPx = 5;
    label.priority = label_priority::kLandmark;
    draft.scene.sprites.push_back({place, columnColor(input, row, withAlpha(colors.text, 0.9F)), 4.5F});
    draft.labels.push_back(std::move(label));
  }
}

}  // namespace

render::RenderScene SceneBuilder::build(const SceneInput& input) {
  assert(input.figures);
  SceneDraft draft;
  const Palette& colors = palette(input.view.theme);
  draft.scene.background = input.transparent ? withAlpha(colors.ground, 0) : toVec4(colors.ground);
  draft.scene.scale = input.scale;
  if (!input.document.space || input.space.empty()) return std::move(draft.scene);
  setCameraAndFade(input, draft);
  addCloud(input, m_cloudClasses, draft);
  if (input.view.grid) addGrid(input, draft);
  addQuestion(input, draft);
  addField(input, draft);
  addShown(input, draft);
  addPairs(input, draft);
  addMeasured(input, draft);
  addTraces(input, draft);
  if (input.view.axes) addAxes(input, draft);
  addSelection(input, draft);
  addHovered(input, draft);
  m_topicNames.add(input, draft);
  addLandmarks(input, draft);
  placeLabels(input, draft);
  return std::move(draft.scene);
}

/// Names in a cloud of which nothing was asked; beside an answer they would be read as a part of it.
void SceneBuilder::addLandmarks(const SceneInput& input, SceneDraft& draft) {
  if (drawsWhatWasAsked(input.document)) return;
  const model::Vocabulary& vocabulary = input.document.space->table->vocabulary();
  // Chosen where a slice has come to rest, so that no label changes its word while the slice turns.
  const auto& filter = input.document.filter;
  const bool stale = m_landmarksOf != input.document.sliced || m_landmarksIn != filter ||
                     m_landmarkCount != input.view.labelCount;
  const auto seen = [&filter](math::Index row) { return isSeen(filter, row); };
  if (stale && (!input.space.moving() || m_landmarks.empty() || m_landmarksIn != filter)) {
    m_landmarks =
        landmarks(vocabulary, input.space.positions(), static_cast<std::size_t>(input.view.labelCount), seen);
    m_landmarksIn = filter;
    // Those of a moment of a turn are chosen anew where it ends.
    m_landmarksOf = input.space.moving() ? nullptr : input.document.sliced;
    m_landmarkCount = input.view.labelCount;
    m_localWords.clear();
  }
  const std::size_t share = showsTopicNames(input) ? kWordsBesideTopics : 1;
  std::size_t most = m_landmarks.size();
  if (filter)  // the dots of names must not hide the few that are left
    most = std::min(most,
                    std::max(kLeastLandmarks, static_cast<std::size_t>(filter->rows.count) / kRowsPerName));
  // Larger letters, fewer words: they cover the same share of the picture.
  const double larger = std::max(1.0, input.view.fontSize / static_cast<double>(kDefaultFontPt));
  const auto wanted = static_cast<std::size_t>(static_cast<double>(most / share) / (larger * larger));
  std::vector<math::Index> rows(m_landmarks.begin(),
                                m_landmarks.begin() + static_cast<std::ptrdiff_t>(wanted));
  const glm::mat4 clip = render::clipFromWorld(draft.scene.camera, input.widthPx / input.heightPx);
  const auto inPicture = [&](math::Index row) {
    if (row >= vocabulary.size() || !seen(row)) return false;
    const glm::vec4 p = clip * glm::vec4(input.space.positions()[static_cast<std::size_t>(row)], 1.0F);
    return p.w > 0 && std::abs(p.x) <= p.w && std::abs(p.y) <= p.w;
  };
  std::erase_if(rows, [&](math::Index row) { return !inPicture(row); });
  std::erase_if(m_localWords, [&](math::Index row) { return !inPicture(row); });
  const auto add = [](std::vector<math::Index>& list, math::Index row) {
    if (std::ranges::find(list, row) == list.end()) list.push_back(row);
  };
  // From near by, few landmarks are left: frequent words of the neighbourhood take their place, and stay
  // while they are in the picture.
  if (5 * rows.size() >= 4 * wanted) m_localWords.clear();
  if (2 * rows.size() < wanted) {
    for (const math::Index row : frequentWords(vocabulary, wanted, inPicture))
      if (m_localWords.size() < wanted) add(m_localWords, row);
  }
  for (const math::Index row : m_localWords) add(rows, row);
  addWordLabels(input, rows, draft);
}

void SceneBuilder::placeLabels(const SceneInput& input, SceneDraft& draft) {
  const glm::vec2 size{input.widthPx, input.heightPx};
  const RectPx room =
      PictureFrame(input.widthPx, input.heightPx, input.clear).clearPx(input.widthPx, input.heightPx);
  const float textScale = letterScale(input.view.fontSize, room);
  std::vector<LabelRequest> requests;
  std::vector<std::size_t> draftOf;  // of each request
  std::vector<std::vector<std::string>> linesOf;
  for (std::size_t i = 0; i < draft.labels.size(); ++i) {
    LabelDraft& label = draft.labels[i];
    label.sizePx *= textScale;
    std::vector<std::string> lines =
        labelLines(label.text, kWideLabel * room.width, kWidestLabel * room.width,
                   [&](std::string_view part) { return m_font.widthPx(part, label.sizePx); });
    if (const auto request = requestFor(label, lines, draft.scene.camera, size, m_font)) {
      requests.push_back(*request);
      draftOf.push_back(i);
      linesOf.push_back(std::move(lines));
    }
  }
  m_drawn.clear();
  const glm::vec4 outline = toVec4(palette(input.view.theme).textOutline);
  for (const PlacedLabel& placed :
       m_layout.place(requests, obstaclesOf(draft, size), room, dotsOf(draft, size))) {
    LabelDraft& label = draft.labels[draftOf[placed.request]];
    const LabelRequest& asked = requests[placed.request];
    m_drawn.push_back({{placed.xPx, placed.yPx, asked.widthPx, asked.heightPx}, label.anchor, label.topic});
    if (label.priority == label_priority::kLandmark) {
      const float depth = render::pxFromWorld(draft.scene.camera, size, label.anchor).z;
      label.color.a *= std::max(kFaintestLabel, fadeAt(draft.scene, depth));
    }
    if (const auto& leader = placed.leader) {
      draft.scene.screenLines.push_back({{leader->fromX, leader->fromY},
                                         {leader->toX, leader->toY},
                                         glm::vec4(glm::vec3(label.color), kLeaderAlpha * label.color.a),
                                         kLeaderPx});
    }
    glm::vec2 baseline{placed.xPx, placed.yPx + m_font.ascentPx(label.sizePx)};
    const float left = baseline.x;
    for (std::string& line : linesOf[placed.request]) {
      if (label.over) baseline.x = left + (asked.widthPx - m_font.widthPx(line, label.sizePx)) / 2;
      draft.scene.labels.push_back({std::move(line), baseline, label.sizePx, label.color, outline, 2.2F});
      baseline.y += linePx(label, m_font);
    }
  }
}

render::RenderScene panelGround(Theme theme) {
  render::RenderScene scene;
  scene.background = withAlpha(palette(theme).panel, 1);
  return scene;
}

}  // namespace es::app
