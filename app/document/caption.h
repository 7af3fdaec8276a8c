#pragma once

#include <string>

#include "app/document/document.h"

namespace es::app {

/// One sentence on what the scene shows, for the lower left of the picture; empty: nothing to say.
[[nodiscard]] std::string captionOf(const DocumentState& document);

}  // namespace es::app
