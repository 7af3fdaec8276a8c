#pragma once

#include <memory>

#include "app/document/document.h"
#include "base/progress.h"

namespace es::app {

/// What the slice of the drawn paths is fitted to, (n, d): how the ends of the named ones lie apart, together
/// with the words nearest to them, and the way to the ends from the start; of all paths where none is named.
/// Null: none is drawn.
[[nodiscard]] std::shared_ptr<const math::RowMatrix> pathPlaces(const DocumentState& state);

/// After the drawn paths have changed: what names a state that is no longer drawn goes, and a slice that was
/// fitted to the paths follows them; with no path left it becomes the overview.
void followPaths(DocumentState& state, const base::Progress& progress);

/// The rows that meet a condition. Throws es::Error as model::keptRows does, and for a value that no row has
/// of a column of categories.
[[nodiscard]] std::shared_ptr<const RowFilter> filterBy(const model::EmbeddingTable& table,
                                                        const model::Condition& condition,
                                                        const base::Progress& progress);

/// After the filter has changed: what names its mean goes; a slice along it becomes the overview.
void followFilter(DocumentState& state, const base::Progress& progress);

}  // namespace es::app
