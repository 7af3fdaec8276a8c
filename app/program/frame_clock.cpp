#include "app/program/frame_clock.h"

#include <algorithm>

namespace es::app {
namespace {

constexpr double kLongestStepSec = 0.1;  // of a motion: what takes longer was a rest

}  // namespace

double FrameClock::step() {
  const Clock::time_point now = Clock::now();
  const double step = std::chrono::duration<double>(now - m_last).count();
  m_last = now;
  return std::min(step, kLongestStepSec);
}

}  // namespace es::app
