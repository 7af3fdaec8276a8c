#pragma once

#include "app/document/document.h"
#include "app/document/view_state.h"

namespace es::app {

/// What of a document the scene draws in a mode: all of it where the scene stands alone; beside a page only
/// what that mode is about, with the question, the pinned arrows and the selection, which stand everywhere.
/// Whatever speaks of the scene or frames it goes by this.
[[nodiscard]] DocumentState drawnIn(const DocumentState& document, Mode mode);

}  // namespace es::app
