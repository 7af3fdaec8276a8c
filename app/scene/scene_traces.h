#pragma once

#include "app/figures/trace_figure.h"
#include "app/look/palette.h"
#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// Sizes of letters in pixels: the name of a path's start, its text at its end, the words near that end, and
/// where paths part.
constexpr float kPathStartLabelPx = 22, kPathEndLabelPx = 18, kEndWordLabelPx = 22, kPartingLabelPx = 16;

/// The paths of a text's tokens through the model: each half-step a segment, attention a solid arrow in the
/// first colour of the pair, the MLP a dashed line with an arrow's head in the second. A ring and a dot where
/// a path starts; where it ends and between, a marker in the shape of its text. The places where overlaid
/// paths part are ringed; the words that the paths come near and the likeliest output rows are there for
/// comparison.
void addTraces(const SceneInput& input, SceneDraft& draft);

/// A half-step's colour. Overlaid texts differ in shade: mixed with the text's colour, so that the contrast
/// to the ground never falls.
Color halfStepColor(HalfStep kind, int overlay, const Palette& colors);

}  // namespace es::app
