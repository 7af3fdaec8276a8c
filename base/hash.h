#pragma once

#include <cstdint>
#include <span>

namespace es::base {

/// FNV-1a, 64 bits (Fowler, Noll, Vo): tells two contents apart, and is no protection.
constexpr std::uint64_t fnv1a(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 1099511628211U;
  return hash;
}

}  // namespace es::base
