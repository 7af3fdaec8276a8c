#pragma once

#include "app/document/document.h"

namespace es::app {

/// How much of a vector the slice in force shows.
struct ShownShare {
  double ofLength = 0;              // |frameᵀ x| / |x|, whether centring is on or not
  std::optional<double> ofCentred;  // with centring: |frameᵀ (x - mean)| / |x - mean|, what the picture shows
};
/// Of a vector (d) of the open words' space. `hidden`: the squared length of x in further dimensions, which
/// no slice shows and no mean has; it counts as part of the whole.
[[nodiscard]] ShownShare shownShareOf(const DocumentState& state, const math::Vector& vector,
                                      std::optional<double> hidden = {});

}  // namespace es::app
