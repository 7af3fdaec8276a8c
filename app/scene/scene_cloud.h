#pragma once

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// The points: by topic, by a direction, or without colours of their own. Behind what was asked they step
/// back to a quarter of their strength; those coloured by a direction, which are the answer, hardly do.
void addCloud(const SceneInput& input, SceneDraft& draft);

/// How far the cloud has stepped back behind what was asked, 0 to 1.
[[nodiscard]] float dimmedShare(const SceneInput& input);

/// How far the colours have faded in, 0 to 1; 0 without.
[[nodiscard]] float coloredShare(const SceneInput& input);

}  // namespace es::app
