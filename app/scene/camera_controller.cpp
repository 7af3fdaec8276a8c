#include "app/scene/camera_controller.h"

#include <cmath>

#include "app/scene/best_view.h"
#include "base/smoothstep.h"

namespace es::app {
namespace {

constexpr float kSameShape = 1e-3F;  // within it shapes are the same, in whole pixels

bool near(glm::vec2 a, glm::vec2 b) {
  return glm::all(glm::lessThan(glm::abs(a - b), glm::vec2(kSameShape)));
}
bool sameShape(const PictureFrame& a, const PictureFrame& b) {
  return std::abs(a.aspect / b.aspect - 1) < kSameShape && near(a.middle, b.middle) && near(a.share, b.share);
}

}  // namespace

void CameraController::frame(const CameraSubject& subject) {
  frameFrom(subject.view.camera, {}, subject);
}

void CameraController::showBest(const CameraSubject& subject) {
  CameraPose side = subject.view.camera;
  const auto figures = subject.figures.of(subject.document, subject.view.pathLength);
  if (const auto best = bestSide(subject.document, *figures)) {
    side.yawDegrees = best->yawDegrees;
    side.pitchDegrees = best->pitchDegrees;
    side.fovDegrees = CameraPose{}.fovDegrees;
  }
  frameFrom(side, kQuestionReach, subject);
}

void CameraController::frameFrom(const CameraPose& side, const FramedReach& reach,
                                 const CameraSubject& subject) {
  const auto figures = subject.figures.of(subject.document, subject.view.pathLength);
  Framed framed{{}, m_shape, askedPlaces(subject.document, *figures), subject.document.sliced, reach};
  framed.pose = framedPose(side, framed.places, subject.space.extent(), m_shape, reach);
  subject.view.camera = framed.pose;
  m_framed = std::move(framed);
}

CameraPose CameraController::poseFor(const PictureFrame& shape, const CameraPose& pose,
                                     const DocumentState& document, const CloudExtent& extent) const {
  const bool stands = m_framed && m_framed->pose == pose && m_framed->sliced.lock() == document.sliced;
  if (!stands || sameShape(shape, m_framed->shape)) return pose;
  return framedPose(pose, m_framed->places, extent, shape, m_framed->reach);
}

bool CameraController::stands(const ViewState& view) const {
  const CameraPose& pose = destination(view);
  return pose.distance <= 0 || (m_framed && m_framed->pose == pose);
}

void CameraController::refit(const CameraSubject& subject) {
  const bool framed = m_framed && m_framed->pose == destination(subject.view) &&
                      m_framed->sliced.lock() == subject.document.sliced;
  if (!framed) return;
  const auto figures = subject.figures.of(subject.document, subject.view.pathLength);
  const std::vector<glm::vec3> places = askedPlaces(subject.document, *figures);
  if (places == m_framed->places) return;
  if (places.empty()) return followWhole(subject);
  const CameraPose seen = subject.view.camera;
  frameFrom(destination(subject.view), m_framed->reach, subject);
  glideFrom(seen, subject.view, SlicePlayer::kTurnSec);
}

bool CameraController::isAway(const ViewState& view, const DocumentState& document, const CloudExtent& extent,
                              FigureCache& figures) const {
  constexpr float kMostLarger = 1.7F, kMostAside = 0.5F;  // times, of what half of the picture shows
  constexpr float kOutside = 1.15F;  // what is asked for needs so much more room than the whole cloud
  const bool whole = view.camera.distance <= 0;
  if (gliding() || (stands(view) && !whole)) return false;
  const auto drawn = figures.of(document, view.pathLength);
  const std::vector<glm::vec3> places = askedPlaces(document, *drawn);
  if (whole && places.empty()) return false;
  const CameraPose framed = framedPose(view.camera, places, extent, m_shape);
  const render::Camera now = cameraOf(view.camera, extent, m_shape);
  const render::Camera fitting = cameraOf(framed, extent, m_shape);
  const float larger = fitting.distance / now.distance;
  if (whole) return larger > kOutside;
  const float half = std::tan(0.5F * now.fovYRad) * std::max(now.distance, fitting.distance);
  // Nearer or farther along the line of sight it looks the same: only what lies across counts.
  const glm::vec3 aside = now.target - fitting.target;
  const glm::vec3 sight = glm::normalize(now.target - render::eyePosition(now));
  const float across = glm::length(aside - glm::dot(aside, sight) * sight);
  return larger > kMostLarger || larger < 1 / kMostLarger || across > kMostAside * half;
}

void CameraController::fit(const PictureFrame& shape, const CameraSubject& subject) {
  // A card comes or goes: the picture makes room for it with a motion. A window's edge is followed at once.
  const bool follows = m_shaped && shape.aspect == m_shape.aspect && subject.view.motion;
  const bool eased = follows && shape != m_shape;
  m_shaped = true;
  m_shape = shape;
  if (!follows) m_shapeNow = shape;
  CameraPose& pose = m_way ? m_way->to : subject.view.camera;
  const CameraPose fitted = poseFor(shape, pose, subject.document, subject.space.extent());
  if (fitted == pose) return;
  const CameraPose seen = subject.view.camera;
  m_framed->pose = pose = fitted;
  m_framed->shape = shape;
  if (eased && !m_way) glideFrom(seen, subject.view, kCardSec);
}

void CameraController::moveShape(double stepSec) {
  if (m_shapeNow == m_shape) return;
  const auto share = static_cast<float>(1 - std::exp(-3 * stepSec / kCardSec));
  m_shapeNow.middle = glm::mix(m_shapeNow.middle, m_shape.middle, share);
  m_shapeNow.share = glm::mix(m_shapeNow.share, m_shape.share, share);
  if (sameShape(m_shapeNow, m_shape)) m_shapeNow = m_shape;
}

void CameraController::pinDown(const CameraSubject& subject) const {
  CameraPose& pose = subject.view.camera;
  if (pose.distance <= 0) pose = poseOf(cameraOf(pose, subject.space.extent(), m_shape));
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

void CameraController::followBest(const CameraSubject& subject) {
  const CameraPose seen = subject.view.camera;
  showBest(subject);
  if (subject.view.camera != seen) glideFrom(seen, subject.view, SlicePlayer::kTurnSec);
}

void CameraController::followWhole(const CameraSubject& subject) {
  const CameraPose seen = subject.view.camera;
  subject.view.camera = framedPose(seen, {}, subject.space.extent(), m_shape);
  m_framed.reset();
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
  moveShape(stepSec);
  if (m_way) {
    m_way->elapsedSec += stepSec;
    const double share = m_way->elapsedSec / m_way->durationSec;
    if (share >= 1) return finish(subject.view);
    pose = onTheWay(share, subject.space.extent());
  } else if (turns(subject.view, subject.document) && !subject.space.empty()) {
    pose.yawDegrees = std::remainder(pose.yawDegrees + kTurnDegreesPerSec * stepSec, 360.0);
  }
}

CameraPose CameraController::onTheWay(double share, const CloudExtent& extent) const {
  const double t = base::smoothstep(share);
  const CameraPose from = poseOf(cameraOf(m_way->from, extent, m_shape));
  const CameraPose to = poseOf(cameraOf(m_way->to, extent, m_shape));
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
