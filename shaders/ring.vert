#version 330 core
#include "frame.glsl"

layout(location = 0) in vec3 center;  // world
layout(location = 1) in vec2 shape;   // radius, line width; px at scale 1
layout(location = 2) in vec4 tint;    // straight
flat out vec4 color;                  // premultiplied
flat out vec2 ringPx;                 // radius, half the line's width
noperspective out vec2 fromCenterPx;

void main() {
  float halfWidth = 0.5 * shape.y * scale;
  ringPx = vec2(shape.x * scale, max(halfWidth, 0.5));
  color = premultiplied(tint) * min(1.0, 2.0 * halfWidth);
  vec4 clip = clipFromWorld * vec4(center, 1.0);
  fromCenterPx = stripCorner(gl_VertexID) * (ringPx.x + ringPx.y + 1.0);
  gl_Position = clip.w <= 0.0 ? vec4(2.0, 2.0, 2.0, 1.0)
                              : toTile(clipFromPx(pxFromClip(clip) + fromCenterPx, 0.0, 1.0));
}
