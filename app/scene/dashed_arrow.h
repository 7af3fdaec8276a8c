#pragma once

#include "app/scene/scene_draft.h"

namespace es::app {

/// An arrow whose shaft is dashed: for what is taken away, and for the steps of an MLP. `pictureHeightPx` is
/// the picture's at scale 1.
void addDashedArrow(const render::Arrow& arrow, float pictureHeightPx, SceneDraft& draft);

}  // namespace es::app
