#pragma once

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// What ties the pages of Directions and the dot-product lab to the scene, while they are shown: the
/// direction that colours the points, drawn as an arrow on its axis, and the words that are measured, lit and
/// named. Where both vectors of the dot-product lab are drawn as arrows, their true angle between them.
void addMeasured(const SceneInput& input, SceneDraft& draft);

}  // namespace es::app
