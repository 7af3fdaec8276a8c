#pragma once

#include <glm/glm.hpp>

namespace es::render {

/// A perspective camera that orbits a target; the world's z axis is up. Pure values, no GL.
struct Camera {
  glm::vec3 target{0.0F};  // world
  float distance = 10.0F;  // world, > 0
  float yawRad = 0.6F;     // about z, from +x towards +y: where the eye stands
  float pitchRad = 0.3F;   // above the xy plane, within (-pi/2, pi/2)
  float fovYRad = 0.6F;    // full vertical angle of view
  /// Where in the picture the line of sight meets it, from its middle in half widths (to the right) and half
  /// heights (up): the lens is shifted, so that what is looked at lies in the middle of a part of the
  /// picture.
  glm::vec2 shift{0.0F};
  bool operator==(const Camera&) const = default;
};

glm::vec3 eyePosition(const Camera& camera);                 // world
glm::mat4 viewFromWorld(const Camera& camera);               // right-handed, looking down -z
glm::mat4 clipFromView(const Camera& camera, float aspect);  // near and far follow the distance
glm::mat4 clipFromWorld(const Camera& camera, float aspect);

/// World units that one pixel covers at the target's distance, for a picture this high.
float worldPerPx(const Camera& camera, float heightPx);

/// Where a point falls in a picture of this size, in pixels from the top left; z is the distance from the eye
/// along the view axis (<= 0: behind the eye, x and y meaningless).
glm::vec3 pxFromWorld(const Camera& camera, glm::vec2 sizePx, glm::vec3 world);

/// A drag by so many pixels: one picture height turns by half a circle. Pitch is clamped short of the poles.
Camera orbited(Camera camera, glm::vec2 dragPx, float heightPx);
/// A drag in the picture plane: what was under the pointer at the target's depth stays under it.
Camera panned(Camera camera, glm::vec2 dragPx, float heightPx);
/// Zoom by `factor` (> 1 goes nearer) that keeps the world point under `pointerPx` (at the target's depth) in
/// place.
Camera zoomedTo(Camera camera, float factor, glm::vec2 pointerPx, glm::vec2 sizePx);
/// Turned about z by so much, for the slow auto-turn.
Camera turned(Camera camera, float angleRad);
/// The same direction of view, target and distance such that the sphere fills the picture with a margin, or a
/// part around the line of sight, of this share of its width and height.
Camera framing(Camera camera, glm::vec3 center, float radius, float aspect, glm::vec2 share = glm::vec2(1));
/// Every field made finite and put within its range: cameras come from files too.
Camera sanitized(Camera camera);

}  // namespace es::render
