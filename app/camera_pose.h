#pragma once

#include "app/document/view_state.h"
#include "app/slice_player.h"
#include "render/camera.h"

namespace es::app {

/// The view's camera as the renderer wants it. A pose that was never framed (distance 0) frames the whole
/// cloud.
render::Camera cameraOf(const CameraPose& pose, const CloudExtent& extent, float aspect);
CameraPose poseOf(const render::Camera& camera);

/// The view's pose, turned as it is, that frames what is asked for: the standing question's words and arrows,
/// or what is shown, the paths through the model as the view draws them, or the selected word; nothing of
/// these: the whole cloud (distance 0).
CameraPose framedPose(const ViewState& view, const DocumentState& document, const SlicePlayer& space,
                      float aspect);

}  // namespace es::app
