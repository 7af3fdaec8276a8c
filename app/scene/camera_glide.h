#pragma once

#include <optional>

#include "app/document/view_state.h"
#include "app/motion/slice_player.h"

namespace es::app {

/// A short, smooth way from one camera pose to another: for `camera frame` and new slices in the window.
class CameraGlide {
 public:
  static constexpr double kGlideSec = 0.6;

  void start(const CameraPose& from, const CameraPose& to, double durationSec = kGlideSec);
  void leadTo(const CameraPose& to) { m_way->to = to; }  // while moving: another end
  void stop() { m_way.reset(); }
  const CameraPose& end() const { return m_way->to; }  // while moving
  bool moving() const { return m_way.has_value(); }
  /// Where the camera is after so much more time; poses that frame the whole cloud (distance 0) do so for
  /// this extent.
  CameraPose advance(double stepSec, const CloudExtent& extent, float aspect);

 private:
  struct Way {
    CameraPose from, to;
    double durationSec = kGlideSec, elapsedSec = 0;
  };
  std::optional<Way> m_way;
};

}  // namespace es::app
