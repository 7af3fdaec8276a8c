#pragma once

#include <chrono>

namespace es::app {

/// How long the window's frames take.
class FrameClock {
 public:
  /// The time since the last call, in seconds; after a rest little, so that motion goes on from where it was.
  double step();

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point m_last = Clock::now();
};

}  // namespace es::app
