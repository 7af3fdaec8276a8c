#pragma once

#include <string>

#include "app/panels/widgets/panel_input.h"

namespace es::app {

/// What the picture makes of two words, and whether the space agrees: "looks near france; in all 100
/// dimensions it is not: cosine .03".
std::string lookText(const Lookalike& other);

}  // namespace es::app
