#pragma once

#include "app/program/options.h"

namespace es::app {

/// Opens the window and runs until it is closed. Returns the exit code.
[[nodiscard]] int runWindow(const Options& options);

}  // namespace es::app
