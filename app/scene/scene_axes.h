#pragma once

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// Thin axes through the origin with their names, and ticks at round numbers: how far along an axis a vector
/// reaches, in units of the table's own numbers. (With the mean taken off: from the mean.)
void addAxes(const SceneInput& input, SceneDraft& draft);

/// A faint grid on the floor below the cloud; its squares are as wide as the ticks are apart.
void addGrid(const SceneInput& input, SceneDraft& draft);

/// The names of the slice's three axes.
std::array<std::string, 3> axisNames(const SliceSpec& spec);

}  // namespace es::app
