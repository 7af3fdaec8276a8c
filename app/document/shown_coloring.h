#pragma once

#include <memory>

#include "app/document/document.h"
#include "app/document/view_state.h"

namespace es::app {

/// What colours the points in a view; null: nothing. Where dot products are shown they do, as soon as they
/// are found of all rows, whatever else is to; `color none` holds everywhere.
[[nodiscard]] std::shared_ptr<const Coloring> shownColoring(const DocumentState& document,
                                                            const ViewState& view);

/// The colours that standing dot products give.
[[nodiscard]] ColorSpec colorsOf(const DotAnswer& dots);

/// Whether the standing dot products are shown with the picture: beside the number line, and where the
/// picture is alone and no question has it.
[[nodiscard]] bool showsDots(const DocumentState& document, const ViewState& view);

}  // namespace es::app
