#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace es::math {

/// Standard normal numbers from a seed. The standard fixes std::mt19937_64 but not std::normal_distribution,
/// so the transform (Box & Muller 1958) is written out: a seed means the same everywhere.
class GaussianSource {
 public:
  explicit GaussianSource(std::uint64_t seed) : m_bits(seed) {}

  double next() {
    if (m_hasSpare) {
      m_hasSpare = false;
      return m_spare;
    }
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    const double angleRad = 2 * std::numbers::pi * uniform();
    m_spare = radius * std::sin(angleRad);
    m_hasSpare = true;
    return radius * std::cos(angleRad);
  }

 private:
  double uniform() { return static_cast<double>(m_bits() >> 11) * 0x1p-53; }  // [0, 1)

  std::mt19937_64 m_bits;
  double m_spare = 0;
  bool m_hasSpare = false;
};

}  // namespace es::math
