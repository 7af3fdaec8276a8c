#include "render/scene/camera.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/matrix_transform.hpp>

namespace es::render {
namespace {

constexpr float kMaxPitchRad = glm::half_pi<float>() - 0.02F;  // short of the poles, where "up" is lost
constexpr float kMinDistance = 1.0e-3F;
constexpr float kMaxDistance = 1.0e6F;
constexpr float kMaxTarget = 1.0e6F;
constexpr float kMinFovRad = 0.05F;
constexpr float kMaxFovRad = 2.4F;
constexpr float kFramingMargin = 1.08F;

// The picture's axes in the world.
struct Axes {
  glm::vec3 right, up, back;  // back: from the target towards the eye
};

Axes axesOf(const Camera& camera) {
  const float cy = std::cos(camera.yawRad);
  const float sy = std::sin(camera.yawRad);
  const float cp = std::cos(camera.pitchRad);
  const float sp = std::sin(camera.pitchRad);
  return {{-sy, cy, 0.0F}, {-sp * cy, -sp * sy, cp}, {cp * cy, cp * sy, sp}};
}

float wrapped(float angleRad) {
  return std::remainder(angleRad, glm::two_pi<float>());
}

/// Where the line of sight meets a picture of this size, from its top left.
glm::vec2 middlePx(const Camera& camera, glm::vec2 sizePx) {
  return 0.5F * sizePx * (1.0F + camera.shift * glm::vec2(1.0F, -1.0F));
}

// NaN and infinities become `fallback`.
float finiteWithin(float value, float low, float high, float fallback) {
  return std::isfinite(value) ? std::clamp(value, low, high) : fallback;
}

}  // namespace

glm::vec3 eyePosition(const Camera& camera) {
  return camera.target + camera.distance * axesOf(camera).back;
}

glm::mat4 viewFromWorld(const Camera& camera) {
  const auto [right, up, back] = axesOf(camera);
  const glm::mat4 turn = glm::transpose(glm::mat4(glm::mat3(right, up, back)));
  return glm::translate(glm::mat4(1.0F), glm::vec3(0.0F, 0.0F, -camera.distance)) *
         glm::translate(turn, -camera.target);
}

glm::mat4 clipFromView(const Camera& camera, float aspect) {
  glm::mat4 clip =
      glm::perspectiveRH_NO(camera.fovYRad, aspect, camera.distance * 0.01F, camera.distance * 1000.0F);
  clip[2][0] = -camera.shift.x;  // times z, which is -w
  clip[2][1] = -camera.shift.y;
  return clip;
}

glm::mat4 clipFromWorld(const Camera& camera, float aspect) {
  return clipFromView(camera, aspect) * viewFromWorld(camera);
}

float worldPerPx(const Camera& camera, float heightPx) {
  return 2.0F * camera.distance * std::tan(0.5F * camera.fovYRad) / heightPx;
}

glm::vec3 pxFromWorld(const Camera& camera, glm::vec2 sizePx, glm::vec3 world) {
  const auto [right, up, back] = axesOf(camera);
  const glm::vec3 fromTarget = world - camera.target;
  const float depth = camera.distance - glm::dot(fromTarget, back);
  if (depth <= 0.0F) return {0.0F, 0.0F, depth};
  const float pxPerWorld = camera.distance / (worldPerPx(camera, sizePx.y) * depth);
  const glm::vec2 middle = middlePx(camera, sizePx);
  return {middle.x + glm::dot(fromTarget, right) * pxPerWorld,
          middle.y - glm::dot(fromTarget, up) * pxPerWorld, depth};
}

Camera orbited(Camera camera, glm::vec2 dragPx, float heightPx) {
  const float radPerPx = glm::pi<float>() / heightPx;
  camera.yawRad = wrapped(camera.yawRad - dragPx.x * radPerPx);
  camera.pitchRad = std::clamp(camera.pitchRad + dragPx.y * radPerPx, -kMaxPitchRad, kMaxPitchRad);
  return camera;
}

Camera panned(Camera camera, glm::vec2 dragPx, float heightPx) {
  const Axes axes = axesOf(camera);
  camera.target += worldPerPx(camera, heightPx) * (dragPx.y * axes.up - dragPx.x * axes.right);
  return camera;
}

Camera zoomedTo(Camera camera, float factor, glm::vec2 pointerPx, glm::vec2 sizePx) {
  const Axes axes = axesOf(camera);
  const float distance = std::clamp(camera.distance / factor, kMinDistance, kMaxDistance);
  const glm::vec2 fromCenterPx = pointerPx - middlePx(camera, sizePx);
  const glm::vec3 pointer =
      worldPerPx(camera, sizePx.y) * (fromCenterPx.x * axes.right - fromCenterPx.y * axes.up);
  camera.target += pointer * (1.0F - distance / camera.distance);
  camera.distance = distance;
  return camera;
}

Camera turned(Camera camera, float angleRad) {
  camera.yawRad = wrapped(camera.yawRad + angleRad);
  return camera;
}

Camera framing(Camera camera, glm::vec3 center, float radius, float aspect, glm::vec2 share) {
  const float tanHalfY = std::tan(0.5F * camera.fovYRad);
  const float halfAngle = std::atan(tanHalfY * std::min(share.y, aspect * share.x));
  camera.target = center;
  camera.distance = std::clamp(kFramingMargin * radius / std::sin(halfAngle), kMinDistance, kMaxDistance);
  return camera;
}

Camera sanitized(Camera camera) {
  const Camera usual;
  for (int axis = 0; axis < 3; ++axis)
    camera.target[axis] = finiteWithin(camera.target[axis], -kMaxTarget, kMaxTarget, usual.target[axis]);
  camera.distance = finiteWithin(camera.distance, kMinDistance, kMaxDistance, usual.distance);
  camera.yawRad = std::isfinite(camera.yawRad) ? wrapped(camera.yawRad) : usual.yawRad;
  camera.pitchRad = finiteWithin(camera.pitchRad, -kMaxPitchRad, kMaxPitchRad, usual.pitchRad);
  for (int axis = 0; axis < 2; ++axis)
    camera.shift[axis] = finiteWithin(camera.shift[axis], -1.0F, 1.0F, 0.0F);
  camera.fovYRad = finiteWithin(camera.fovYRad, kMinFovRad, kMaxFovRad, usual.fovYRad);
  return camera;
}

}  // namespace es::render
