#pragma once

#include <algorithm>
#include <glm/glm.hpp>

#include "render/scene/frame.h"

namespace es::render {

/// The arithmetic of frame.glsl, for what draws without GL: places in the whole picture, from its top left.
struct FramePlaces {
  const Frame& frame;

  [[nodiscard]] glm::vec4 clip(glm::vec3 world) const {
    return frame.uniforms.clipFromWorld * glm::vec4(world, 1.0F);
  }
  [[nodiscard]] glm::vec2 px(glm::vec4 clipPlace) const {
    return (glm::vec2(clipPlace) / clipPlace.w * glm::vec2(0.5F, -0.5F) + 0.5F) * frame.uniforms.sizePx;
  }
  [[nodiscard]] glm::vec2 px(glm::vec3 world) const { return px(clip(world)); }
  [[nodiscard]] float depth(glm::vec3 world) const {
    return clip(world).w;
  }  // along the view axis, world units
  [[nodiscard]] glm::vec3 eye() const { return glm::vec3(frame.uniforms.eye); }

  /// The depth cue of points and lines, and that of arrows and sprites.
  [[nodiscard]] float fadeAt(glm::vec3 world) const { return fadeTo(frame.uniforms.fade.z, world); }
  [[nodiscard]] float emphasisAt(glm::vec3 world) const { return fadeTo(frame.uniforms.fade.w, world); }

  /// The share 0..1 of the way from `from` to `to` at which it passes the near plane; empty ways: 0.
  [[nodiscard]] bool cutAtNearPlane(glm::vec3 from, glm::vec3 to, float& startShare, float& endShare) const {
    const glm::vec4 a = clip(from), b = clip(to);
    const float beforeA = a.z + a.w, beforeB = b.z + b.w;
    if (beforeA <= 0.0F && beforeB <= 0.0F) return false;
    startShare = beforeA < 0.0F ? beforeA / (beforeA - beforeB) : 0.0F;
    endShare = beforeB < 0.0F ? beforeA / (beforeA - beforeB) : 1.0F;
    return true;
  }

 private:
  [[nodiscard]] float fadeTo(float floor, glm::vec3 world) const {
    const glm::vec4& fade = frame.uniforms.fade;
    return glm::mix(1.0F, floor, std::clamp((glm::distance(world, eye()) - fade.x) * fade.y, 0.0F, 1.0F));
  }
};

}  // namespace es::render
