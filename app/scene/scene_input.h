#pragma once

#include <optional>

#include "app/document/view_state.h"
#include "app/motion/scene_motion.h"
#include "app/motion/slice_player.h"

namespace es::app {

/// What a picture is made from.
struct SceneInput {
  const DocumentState& document;
  const ViewState& view;
  const SlicePlayer& space;
  std::optional<math::Index> hovered;    // row
  float widthPx = 1280, heightPx = 800;  // logical pixels
  float scale = 1;                       // framebuffer pixels per logical pixel
  bool transparent = false;
  const SceneMotion* motion = nullptr;  // null: everything is where it ends
};

}  // namespace es::app
