#pragma once

#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// The differences of the standing pairs, each an arrow from word to word in the colour of differences, and
/// the direction itself from the origin, unless a formula's figure draws it already. Pairs that are held out
/// of the direction's formula have dashed shafts. One grows after the other.
void addPairs(const SceneInput& input, SceneDraft& draft);

/// The standing direction as thin parallel arrows on a lattice through the cloud: the same at every place.
/// They are of one length as long as the slice shows a tenth of the direction, and below that the shorter the
/// less it shows: what is hardly there is not blown up. Labels need not keep off them.
void addField(const SceneInput& input, SceneDraft& draft);

}  // namespace es::app
