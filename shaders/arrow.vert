#version 330 core
#include "frame.glsl"

// The mesh of render/arrow_mesh.h.
layout(location = 0) in vec2 circle;     // direction around the shaft; (0, 0) on the axis
layout(location = 1) in vec2 outline;    // place along the arrow: 0 tail, 1 neck, 2 tip; half width: 0, 1 shaft, 2 head
layout(location = 2) in vec2 slope;      // normal: share outwards, share along the arrow
layout(location = 3) in vec3 from;       // world
layout(location = 4) in vec3 to;         // world
layout(location = 5) in float width;     // of the shaft, world
layout(location = 6) in vec4 tint;       // straight
out vec3 normal;                         // world
flat out vec4 arrowColor;                // straight
out float strength;                      // of the depth cue

const float kHeadLength = 4.6;  // in widths of the shaft
const float kHeadRadius = 1.7;

void main() {
  float lengthWorld = distance(from, to);
  vec3 along = (to - from) / lengthWorld;
  vec3 side = normalize(cross(along, abs(along.z) < 0.9 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0)));
  vec3 otherSide = cross(along, side);
  // A short arrow is a small one: everything shrinks with its head.
  float fitted = width * min(1.0, 0.45 * lengthWorld / (kHeadLength * width));
  float head = kHeadLength * fitted;

  float place = outline.x == 0.0 ? 0.0 : lengthWorld - (outline.x == 1.0 ? head : 0.0);
  vec3 onAxis = from + along * place;
  // Never much thinner than a pixel, however far away.
  float pixel = worldPerPxAtUnit * max((clipFromWorld * vec4(onAxis, 1.0)).w, 0.0);
  float shaftRadius = max(0.5 * fitted, 0.55 * pixel);
  float radius = outline.y == 0.0 ? 0.0 : outline.y == 1.0 ? shaftRadius : max(kHeadRadius * fitted, 1.2 * pixel);
  vec3 outwards = circle.x * side + circle.y * otherSide;
  vec3 world = onAxis + outwards * radius;

  normal = outwards * slope.x + along * slope.y;
  arrowColor = tint;
  strength = emphasisAt(onAxis);
  gl_Position = toTile(clipFromWorld * vec4(world, 1.0));
}
