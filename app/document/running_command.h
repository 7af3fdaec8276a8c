#pragma once

#include <string>

namespace es::app {

/// What a worker is at, for the progress bar.
struct RunningCommand {
  std::string text;  // the command
  double share = 0;  // done, in [0, 1]
  double elapsedSec = 0;
};

}  // namespace es::app
