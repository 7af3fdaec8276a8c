#version 330 core
#include "frame.glsl"

layout(location = 0) in vec3 position;  // world
layout(location = 1) in float sizePx1;  // diameter at scale 1
layout(location = 2) in vec4 tint;      // straight
flat out vec4 color;                    // premultiplied
flat out float radiusPx;
noperspective out vec2 fromCenterPx;

void main() {
  radiusPx = max(0.5 * sizePx1 * scale, 0.5);
  color = premultiplied(tint) * emphasisAt(position);
  // Where a ball of that size would come nearest to the eye, so that an arrow's tip does not cut its own dot.
  float depth = (clipFromWorld * vec4(position, 1.0)).w;
  vec3 front = position + normalize(eye.xyz - position) * radiusPx * worldPerPxAtUnit * depth;
  vec4 clip = clipFromWorld * vec4(front, 1.0);
  vec2 center = pxFromClip(clipFromWorld * vec4(position, 1.0));
  fromCenterPx = stripCorner(gl_VertexID) * (radiusPx + 1.0);
  gl_Position = depth <= 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : toTile(clipFromPx(center + fromCenterPx, clip.z, clip.w));
}
