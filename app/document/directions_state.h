#pragma once

#include "app/command/direction_commands.h"
#include "math/directions/many_directions.h"

namespace es::app {

/// The many-directions lab's standing vectors.
struct DirectionsState {
  math::PushedDirections pushed;
  DirectionsAnswer answer;
};

}  // namespace es::app
