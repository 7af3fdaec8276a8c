#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/document/document.h"
#include "app/look/hovered_word.h"
#include "app/look/palette.h"
#include "base/display_text.h"
#include "render/scene/render_scene.h"

namespace es::app {

/// A label before the layout has found it a place.
struct LabelDraft {
  std::uint64_t id = 0;
  std::string text;
  glm::vec3 anchor{0.0F};  // world
  glm::vec3 tail{0.0F};  // world: of an arrow, so that the label goes past its tip; equal to the anchor: none
  glm::vec4 color{1.0F};
  float sizePx = 15;
  float gapPx = 6;
  int priority = 0;
  bool mustShow = false;
  bool over = false;    // the text's middle over the anchor
  bool beside = false;  // beside the arrow from the tail through the anchor, not past its tip
  std::shared_ptr<const HoveredTopic> topic{};  // whose name it is; null: no topic's
};

/// What matters first where labels compete.
namespace label_priority {
constexpr int kHovered = 100, kSelected = 90, kFormulaWord = 80, kResult = 70, kNeighbor = 60, kStep = 50,
              kAxis = 40, kNearby = 30, kTopic = 20, kLandmark = 10, kTick = 5;
}

/// The same for the same word or title in every frame, whoever asks for the label.
inline std::uint64_t labelId(std::string_view kind, std::string_view text) {
  return std::hash<std::string_view>{}(text)*31 + std::hash<std::string_view>{}(kind);
}

/// Of a word of the open table, whatever is written at its point.
inline std::uint64_t wordLabelId(const DocumentState& document, math::Index row) {
  return labelId("word", base::displayText(document.space->table->vocabulary().word(row)));
}

/// A scene in the making, with its labels still to be placed.
struct SceneDraft {
  render::RenderScene scene;
  std::vector<LabelDraft> labels;
  std::vector<std::pair<glm::vec3, glm::vec3>>
      keepClear;  // world: labels stay off, besides arrows and sprites
};

/// Adds the label unless what it names bears one already.
inline void addLabelOnce(LabelDraft label, SceneDraft& draft) {
  if (std::ranges::none_of(draft.labels, [&](const LabelDraft& other) { return other.id == label.id; }))
    draft.labels.push_back(std::move(label));
}

inline glm::vec4 toVec4(const Color& color) {
  return {color[0], color[1], color[2], color[3]};
}
inline glm::vec4 withAlpha(const Color& color, float alpha) {
  return {color[0], color[1], color[2], alpha};
}

}  // namespace es::app
