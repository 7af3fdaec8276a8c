#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "base/progress.h"

namespace es::app {

/// What colours the points so: so many topics of the open words (seed 1), each with its hue, its core and its
/// finer parts; or the sign and the size of each row's dot product with a formula's result, with the full
/// colour at the largest fiftieth; or a column (column_coloring.h). Found once for a table, however many ask.
/// `spec`: Topics, Dot or Column, in the table's spelling. Throws es::Error where a word is missing. May be
/// cancelled.
[[nodiscard]] std::shared_ptr<const Coloring> coloringBy(const Space& space, const ColorSpec& spec,
                                                         const base::Progress& progress);
/// About how many multiply-adds that takes; little where it is found.
[[nodiscard]] double coloringWork(const Space& space, const ColorSpec& spec);
/// Of a search for so many topics.
[[nodiscard]] double topicWork(const Space& space, math::Index topics);

/// Whether a table's topics are found without being asked for: where it has words enough for them (2,000),
/// and the work is a few seconds at most (3e10 multiply-adds: about 800 dimensions).
[[nodiscard]] bool colorsByItself(const Space& space);
/// What a view of this document wants for its colours and nobody has found yet.
[[nodiscard]] std::optional<ColorSpec> missingColors(const DocumentState& document, const ViewState& view);
/// Finds that now.
void finishColors(const DocumentState& document, const ViewState& view, const base::Progress& progress);
/// Only where it is that of the standing dot products, which takes a moment.
void finishDotColors(const DocumentState& document, const ViewState& view);

/// What a picture has room for of the words that say what a topic is about: the first ones, up to 28 bytes,
/// without further forms of one that is there (they begin alike: one with the other, or both with the same
/// five letters).
[[nodiscard]] std::string topicName(const std::vector<std::string>& words, std::size_t most = 3);

}  // namespace es::app
