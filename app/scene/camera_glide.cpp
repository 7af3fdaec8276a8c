#include "app/scene/camera_glide.h"

#include <cmath>

#include "app/scene/camera_pose.h"

namespace es::app {

void CameraGlide::start(const CameraPose& from, const CameraPose& to, double durationSec) {
  m_way = Way{from, to, durationSec, 0};
}

CameraPose CameraGlide::advance(double stepSec, const CloudExtent& extent, float aspect) {
  m_way->elapsedSec += stepSec;
  const double share = m_way->elapsedSec / m_way->durationSec;
  if (share >= 1) {
    const CameraPose end = m_way->to;
    m_way.reset();
    return end;
  }
  const double t = share * share * (3 - 2 * share);
  const CameraPose from = poseOf(cameraOf(m_way->from, extent, aspect));
  const CameraPose to = poseOf(cameraOf(m_way->to, extent, aspect));
  CameraPose pose;
  for (std::size_t i = 0; i < 3; ++i) pose.target[i] = std::lerp(from.target[i], to.target[i], t);
  pose.distance = from.distance * std::pow(to.distance / from.distance, t);  // a zoom is even in its ratio
  const double turn = std::remainder(to.yawDegrees - from.yawDegrees, 360.0);
  pose.yawDegrees = std::remainder(from.yawDegrees + t * turn, 360.0);
  pose.pitchDegrees = std::lerp(from.pitchDegrees, to.pitchDegrees, t);
  pose.fovDegrees = std::lerp(from.fovDegrees, to.fovDegrees, t);
  return pose;
}

}  // namespace es::app
