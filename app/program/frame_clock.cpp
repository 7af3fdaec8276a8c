#include "app/program/frame_clock.h"

#include <algorithm>

namespace es::app {
namespace {

constexpr double kRestSec = 0.5;         // what takes longer was a rest, no frame
constexpr double kLongestStepSec = 0.1;  // of a motion

}  // namespace

double FrameClock::step() {
  const Clock::time_point now = Clock::now();
  const double step = std::chrono::duration<double>(now - m_last).count();
  m_last = now;
  if (step < kRestSec) m_smoothStepSec = m_smoothStepSec > 0 ? 0.9 * m_smoothStepSec + 0.1 * step : step;
  return std::min(step, kLongestStepSec);
}

}  // namespace es::app
