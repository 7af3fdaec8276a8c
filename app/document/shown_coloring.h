#pragma once

#include <memory>

#include "app/document/document.h"
#include "app/document/view_state.h"

namespace es::app {

/// What colours the points in a view; null: nothing. The number line's page shows its dot products as soon as
/// they are found of all rows, whatever else colours the points; `color none` holds everywhere.
[[nodiscard]] std::shared_ptr<const Coloring> shownColoring(const DocumentState& document,
                                                            const ViewState& view);

/// The colours that standing dot products give.
[[nodiscard]] ColorSpec colorsOf(const DotAnswer& dots);

/// Whether the standing dot products are shown with the picture.
[[nodiscard]] bool showsDots(const DocumentState& document, const ViewState& view);

}  // namespace es::app
