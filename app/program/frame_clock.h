#pragma once

#include <chrono>

namespace es::app {

/// How long the window's frames take.
class FrameClock {
 public:
  /// The time since the last call, in seconds; after a rest little, so that motion goes on from where it was.
  double step();
  /// Smoothed over the last frames; 0: not known yet.
  [[nodiscard]] double framesPerSecond() const { return m_smoothStepSec > 0 ? 1 / m_smoothStepSec : 0; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point m_last = Clock::now();
  double m_smoothStepSec = 0;
};

}  // namespace es::app
