#pragma once

namespace es::base {

/// From 0 to 1 as `share` goes from 0 to 1, at rest at both ends: 3 t^2 - 2 t^3.
[[nodiscard]] constexpr double smoothstep(double share) {
  return share * share * (3 - 2 * share);
}

}  // namespace es::base
