#pragma once

#include <cstdint>
#include <random>

namespace es::math {

/// Uniform numbers in [0, 1) from a seed. The standard fixes std::mt19937_64 but not its distributions, so a
/// seed means the same everywhere.
class UniformSource {
 public:
  explicit UniformSource(std::uint64_t seed) : m_bits(seed) {}
  double next() { return static_cast<double>(m_bits() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 m_bits;
};

}  // namespace es::math
