#pragma once

#include <string>

#include "app/command/command.h"

namespace es::app {

/// What a command is at while it works, for people: "opening words.vec". Of one that is over at once, or has
/// nothing better to be called by, its line.
[[nodiscard]] std::string workText(const Command& command);

}  // namespace es::app
