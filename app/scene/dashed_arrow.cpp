#include "app/scene/dashed_arrow.h"

#include <algorithm>

namespace es::app {

void addDashedArrow(const render::Arrow& arrow, float pictureHeightPx, SceneDraft& draft) {
  constexpr float kDashPx = 5;
  constexpr float kHeadWidths = 10.3F;    // of a solid arrow that is little more than its head
  constexpr float kMostHeadShare = 0.5F;  // of a short segment
  draft.scene.lines.push_back({arrow.from, arrow.to, arrow.color, arrow.widthPx, kDashPx, true});
  draft.keepClear.emplace_back(arrow.from, arrow.to);
  const float length = glm::length(arrow.to - arrow.from);
  const float head = kHeadWidths * arrow.widthPx * render::worldPerPx(draft.scene.camera, pictureHeightPx);
  render::Arrow solid = arrow;
  if (length > 0) solid.from = glm::mix(arrow.from, arrow.to, 1 - std::min(kMostHeadShare, head / length));
  draft.scene.arrows.push_back(solid);
}

}  // namespace es::app
