#pragma once

#include <optional>

#include "app/look/hovered_word.h"
#include "app/scene/scene_input.h"

namespace es::app {

/// The row whose point is drawn nearest to a place in the picture, within `reachPx`; of points closer
/// together than a pixel the one nearer to the eye.
[[nodiscard]] std::optional<math::Index> rowAt(const SceneInput& input, float xPx, float yPx, float reachPx);

/// The row of the word whose label, as it was drawn last, covers a place in the picture. Labels of anything
/// but words are none.
[[nodiscard]] std::optional<math::Index> labelledRowAt(const SceneInput& input, float xPx, float yPx);

/// The topic whose name covers a place in the picture, and no word's label over it; null: none.
[[nodiscard]] std::shared_ptr<const HoveredTopic> topicAt(const SceneInput& input, float xPx, float yPx);

/// The word of the lowest row (in most tables: the most frequent) among those drawn so close to this one that
/// the two look near; none where nothing is.
[[nodiscard]] std::optional<math::Index> lookalikeOf(const SceneInput& input, math::Index row);

/// What the panels say of a row of the document's table: its true length and what the slice shows of it, its
/// score, and how near its lookalike is in all dimensions.
[[nodiscard]] HoveredWord pointedWord(const SceneInput& input, math::Index row);

}  // namespace es::app
