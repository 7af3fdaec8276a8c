#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/figures/document_figures.h"
#include "app/look/rectangle.h"
#include "app/motion/cloud_extent.h"
#include "app/scene/scene_input.h"
#include "render/scene/camera.h"

namespace es::app {

/// A picture's shape, and the part of it that no card covers: where things are framed.
struct PictureFrame {
  float aspect = 1.6F;           // width / height of the whole picture
  glm::vec2 middle{0.5F, 0.5F};  // of the clear part, in shares of width and height from the top left
  glm::vec2 share{1.0F, 1.0F};   // its size, in shares of the whole
  PictureFrame() = default;
  PictureFrame(float wholeAspect) : aspect(wholeAspect) {}  // nothing covers it
  /// `clear` from the picture's top left; what lies outside of it does not count, of no size: all is clear.
  PictureFrame(float widthPx, float heightPx, const RectPx& clear);
  /// The clear part in a picture of this size.
  [[nodiscard]] RectPx clearPx(float widthPx, float heightPx) const;
  bool operator==(const PictureFrame&) const = default;
};

/// The view's camera as the renderer wants it: it looks at the middle of the frame's clear part. A pose that
/// was never framed (distance 0) frames the whole cloud.
[[nodiscard]] render::Camera cameraOf(const CameraPose& pose, const CloudExtent& extent,
                                      const PictureFrame& frame);
[[nodiscard]] render::Camera cameraOf(const SceneInput& input);
[[nodiscard]] CameraPose poseOf(const render::Camera& camera);

/// Where everything lies that is asked for, in the document's slice (which the screen may still be turning
/// to): the standing question's words and arrows, what is shown, pairs, the paths through the model as they
/// are drawn, and the selected word. Empty: nothing is asked for. `figures`: the document's.
[[nodiscard]] std::vector<glm::vec3> askedPlaces(const DocumentState& document,
                                                 const DocumentFigures& figures);

/// How far framed things reach, as shares of the way from the middle of the clear part to its edges; labels
/// need the rest.
struct FramedReach {
  float left = 0.66F, right = 0.66F, up = 0.75F, down = 0.75F;
};
/// A question's arrows run to the right, and their labels hang there.
inline constexpr FramedReach kQuestionReach{0.8F, 0.52F, 0.75F, 0.75F};

/// The pose, turned as it is, that frames these places; the whole cloud (distance 0) where there are none.
[[nodiscard]] CameraPose framedPose(const CameraPose& pose, std::span<const glm::vec3> places,
                                    const CloudExtent& extent, const PictureFrame& frame,
                                    const FramedReach& reach = {});

}  // namespace es::app
