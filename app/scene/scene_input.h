#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <span>

#include "app/document/view_state.h"
#include "app/figures/document_figures.h"
#include "app/look/hovered_word.h"
#include "app/look/rectangle.h"
#include "app/motion/scene_motion.h"
#include "app/motion/slice_player.h"

namespace es::app {

/// How large a picture is.
struct PictureShape {
  float widthPx = 1280, heightPx = 800;  // logical pixels
  float scale = 1;                       // framebuffer pixels per logical pixel
  std::optional<RectPx> clear{};         // what no card covers, from the picture's top left; nothing: all
  [[nodiscard]] float aspect() const { return widthPx / heightPx; }
};

/// Of a picture at `place` in a window of which `clear` is what no card covers.
[[nodiscard]] PictureShape pictureShape(const RectPx& place, const RectPx& clear, float scale);

/// A label as the last picture drew it: its box, from the picture's top left, and the point that it names.
struct DrawnLabel {
  RectPx box;
  glm::vec3 anchor{0.0F};                       // world
  std::shared_ptr<const HoveredTopic> topic{};  // whose name it is; null: no topic's
};

/// What a picture is made from; `sceneInput` puts it together.
struct SceneInput {
  const DocumentState& document;
  const ViewState& view;
  const SlicePlayer& space;
  std::shared_ptr<const DocumentFigures> figures;   // never null: of this document in this view
  std::optional<math::Index> hovered{};             // row
  float widthPx = 1280, heightPx = 800, scale = 1;  // as in PictureShape
  RectPx clear{0, 0, 1280, 800};                    // what no card covers, from the picture's top left
  std::span<const DrawnLabel> drawn{};              // of the last picture: what the pointer may hit
  bool transparent = false;
  std::shared_ptr<const Coloring> coloring{};  // of the points; null: none
  const SceneMotion* motion = nullptr;         // null: everything is where it ends
};

/// Whose picture it is.
struct SceneSubject {
  const DocumentState& document;
  const ViewState& view;
  const SlicePlayer& space;
  FigureCache& figures;
  const SceneMotion* motion = nullptr;  // null, or one at rest: everything is where it ends
};

[[nodiscard]] SceneInput sceneInput(const SceneSubject& subject, const PictureShape& shape);

}  // namespace es::app
