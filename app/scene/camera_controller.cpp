#include "app/scene/camera_controller.h"

#include <cmath>

#include "base/smoothstep.h"

namespace es::app {
namespace {

constexpr float kSameShape = 1e-3F;  // within it shapes are the same, in whole pixels

}  // namespace

void CameraController::frame(const CameraSubject& subject) {
  const auto figures = subject.figures.of(subject.document, subject.view.pathLength);
  Framed framed{{}, m_aspect, askedPlaces(subject.document, *figures), subject.document.sliced};
  framed.pose = framedPose(subject.view.camera, framed.places, subject.space.extent(), m_aspect);
  subject.view.camera = framed.pose;
  m_framed = std::move(framed);
}

CameraPose CameraController::poseFor(float aspect, const CameraPose& pose, const DocumentState& document,
                                     const CloudExtent& extent) const {
  const bool stands = m_framed && m_framed->pose == pose && m_framed->sliced.lock() == document.sliced;
  if (!stands || std::abs(aspect / m_framed->aspect - 1) < kSameShape) return pose;
  return framedPose(pose, m_framed->places, extent, aspect);
}

void CameraController::fit(float aspect, const CameraSubject& subject) {
  m_aspect = aspect;
  CameraPose& pose = m_way ? m_way->to : subject.view.camera;
  const CameraPose fitted = poseFor(aspect, pose, subject.document, subject.space.extent());
  if (fitted == pose) return;
  m_framed->pose = pose = fitted;
  m_framed->aspect = aspect;
}

void CameraController::pinDown(const CameraSubject& subject) const {
  CameraPose& pose = subject.view.camera;
  if (pose.distance <= 0) pose = poseOf(cameraOf(pose, subject.space.extent(), m_aspect));
}

void CameraController::glideFrom(const CameraPose& seen, ViewState& view, double durationSec) {
  m_way.reset();
  if (!view.motion) return;
  m_way = Way{seen, view.camera, durationSec, 0};
  view.camera = seen;
}

void CameraController::follow(const CameraSubject& subject) {
  const CameraPose seen = subject.view.camera;
  frame(subject);
  if (subject.view.camera != seen) glideFrom(seen, subject.view, SlicePlayer::kTurnSec);
}

void CameraController::finish(ViewState& view) {
  if (m_way) view.camera = m_way->to;
  m_way.reset();
}

void CameraController::hold(ViewState& view) {
  view.turning = false;
  m_way.reset();
}

void CameraController::advance(double stepSec, const CameraSubject& subject) {
  CameraPose& pose = subject.view.camera;
  if (m_way) {
    m_way->elapsedSec += stepSec;
    const double share = m_way->elapsedSec / m_way->durationSec;
    if (share >= 1) return finish(subject.view);
    pose = onTheWay(share, subject.space.extent());
  } else if (subject.view.turning && !subject.space.empty()) {
    pose.yawDegrees = std::remainder(pose.yawDegrees + kTurnDegreesPerSec * stepSec, 360.0);
  }
}

CameraPose CameraController::onTheWay(double share, const CloudExtent& extent) const {
  const double t = base::smoothstep(share);
  const CameraPose from = poseOf(cameraOf(m_way->from, extent, m_aspect));
  const CameraPose to = poseOf(cameraOf(m_way->to, extent, m_aspect));
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
