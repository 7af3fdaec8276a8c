#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// The classes of the points where a filter hides some: made once for a colouring and a filter. Lives as long
/// as the scenes that are made with it.
class CloudClasses {
 public:
  /// Sets classes and colours of the cloud; nothing where it has neither colours nor a filter.
  void add(const SceneInput& input, render::PointCloud& cloud);

 private:
  void follow(const SceneInput& input, std::uint8_t hidden);

  std::shared_ptr<const Coloring> m_coloring;  // both held, so that their addresses are not used again
  std::shared_ptr<const RowFilter> m_filter;
  std::vector<std::uint8_t> m_classes;
};

/// The points: by topic, by a direction, or without colours of their own. Behind what was asked they step
/// back to a quarter of their strength; those coloured by a direction, which are the answer, hardly do. What
/// the filter does not keep is not drawn.
void addCloud(const SceneInput& input, CloudClasses& classes, SceneDraft& draft);

/// The colour that a column gives a row's point; without such colours `otherwise`.
[[nodiscard]] glm::vec4 columnColor(const SceneInput& input, math::Index row, glm::vec4 otherwise);

/// How far the cloud has stepped back behind what was asked, 0 to 1.
[[nodiscard]] float dimmedShare(const SceneInput& input);

/// How far the colours have faded in, 0 to 1; 0 without.
[[nodiscard]] float coloredShare(const SceneInput& input);

}  // namespace es::app
