#pragma once

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// The standing question: its formula as arrows, the result ringed, its neighbours lit.
void addQuestion(const SceneInput& input, SceneDraft& draft);
/// What `show` asked for, as arrows.
void addShown(const SceneInput& input, SceneDraft& draft);
void addSelection(const SceneInput& input, SceneDraft& draft);
void addHovered(const SceneInput& input, SceneDraft& draft);

}  // namespace es::app
