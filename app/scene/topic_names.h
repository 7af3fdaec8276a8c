#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// Whether the topics' names stand in the picture: the points have their colours, and nothing was asked that
/// they would be in the way of.
[[nodiscard]] bool showsTopicNames(const SceneInput& input);

/// The names of the topics, each over the middle of its core, the larger topics first where two collide. One
/// that is looked at from near by gives way to the names of its parts.
class TopicNames {
 public:
  void add(const SceneInput& input, SceneDraft& draft);

 private:
  /// Where a topic or a part is in the slice.
  struct Place {
    glm::vec3 middle{0.0F};                       // world: the median of its core, by coordinate
    float radius = 0;                             // world: within which half of its core lies
    std::shared_ptr<const HoveredTopic> facts{};  // null: its name does not show
  };
  struct Placed {
    Place place;
    std::vector<Place> parts;
  };
  static Place placeOf(const ColoredTopic& topic, const SceneInput& input);
  void follow(const SceneInput& input);

  std::shared_ptr<const Coloring> m_coloring;  // held, so that its address is not used again
  std::shared_ptr<const RowFilter> m_filter;
  std::uint64_t m_revision = 0;  // of the words' places
  std::vector<Placed> m_placed;  // by topic
};

}  // namespace es::app
