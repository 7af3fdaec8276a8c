#pragma once

#include "app/program/options.h"

namespace es::app {

/// The same program without a window: opens, carries out every command and script, prints the answers on
/// standard output and failures on standard error, one line each, and goes on. Returns 0, or 1 when anything
/// failed.
[[nodiscard]] int runHeadless(const Options& options);

}  // namespace es::app
