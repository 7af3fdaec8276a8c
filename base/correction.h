#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace es::base {

/// What was mistyped, and what may have been meant instead, the likeliest first.
struct Correction {
  std::string wrong;
  std::vector<std::string> offers;
};

/// An Error that knows what may have been meant. Its line says so too.
class MistypedError : public Error {
 public:
  MistypedError(const std::string& line, Correction correction)
      : Error(line), m_correction(std::move(correction)) {}
  [[nodiscard]] const Correction& correction() const { return m_correction; }

 private:
  Correction m_correction;
};

/// Of what was thrown; without offers where nothing is known.
[[nodiscard]] inline Correction correctionOf(const std::exception& failure) {
  const auto* mistyped = dynamic_cast<const MistypedError*>(&failure);
  return mistyped ? mistyped->correction() : Correction{};
}

}  // namespace es::base
