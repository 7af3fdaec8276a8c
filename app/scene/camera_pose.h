#pragma once

#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/figures/document_figures.h"
#include "app/motion/cloud_extent.h"
#include "render/scene/camera.h"

namespace es::app {

/// The view's camera as the renderer wants it. A pose that was never framed (distance 0) frames the whole
/// cloud.
[[nodiscard]] render::Camera cameraOf(const CameraPose& pose, const CloudExtent& extent, float aspect);
[[nodiscard]] CameraPose poseOf(const render::Camera& camera);

/// Where everything lies that is asked for, in the document's slice (which the screen may still be turning
/// to): the standing question's words and arrows, what is shown, pairs, the paths through the model as they
/// are drawn, and the selected word. Empty: nothing is asked for. `figures`: the document's.
[[nodiscard]] std::vector<glm::vec3> askedPlaces(const DocumentState& document,
                                                 const DocumentFigures& figures);

/// The pose, turned as it is, that frames these places; the whole cloud (distance 0) where there are none.
[[nodiscard]] CameraPose framedPose(const CameraPose& pose, std::span<const glm::vec3> places,
                                    const CloudExtent& extent, float aspect);

}  // namespace es::app
