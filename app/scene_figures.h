#pragma once

#include "app/scene_builder.h"
#include "app/scene_draft.h"

namespace es::app {

/// Axes through the origin with their names, and a faint grid on the floor below the cloud.
void addAxes(const SceneInput& input, SceneDraft& draft);
void addGrid(const SceneInput& input, SceneDraft& draft);

/// The standing question: its formula as arrows, the result ringed, its neighbours lit.
void addQuestion(const SceneInput& input, SceneDraft& draft);
/// What `show` asked for, as arrows.
void addShown(const SceneInput& input, SceneDraft& draft);
void addSelection(const SceneInput& input, SceneDraft& draft);
void addHovered(const SceneInput& input, SceneDraft& draft);

/// The names of the slice's three axes, for the picture and the panels.
std::array<std::string, 3> axisNames(const SliceSpec& spec);

}  // namespace es::app
