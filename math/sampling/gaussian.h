#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "math/sampling/uniform.h"

namespace es::math {

/// Standard normal numbers from a seed. std::normal_distribution differs between libraries, so the transform
/// (Box & Muller 1958) is written out: a seed means the same everywhere.
class GaussianSource {
 public:
  explicit GaussianSource(std::uint64_t seed) : m_uniform(seed) {}

  double next() {
    if (m_hasSpare) {
      m_hasSpare = false;
      return m_spare;
    }
    const double radius = std::sqrt(-2 * std::log(1 - m_uniform.next()));
    const double angleRad = 2 * std::numbers::pi * m_uniform.next();
    m_spare = radius * std::sin(angleRad);
    m_hasSpare = true;
    return radius * std::cos(angleRad);
  }

 private:
  UniformSource m_uniform;
  double m_spare = 0;
  bool m_hasSpare = false;
};

}  // namespace es::math
