#version 330 core
#include "frame.glsl"

layout(location = 0) in vec3 from;   // world
layout(location = 1) in vec3 to;     // world
layout(location = 2) in vec3 shape;  // width, dash; px at scale 1; 1: pointed out
layout(location = 3) in vec4 tint;   // straight
flat out vec4 color;                 // straight
flat out vec3 strokePx;              // length, half the width, dash
noperspective out vec2 alongAcrossPx;
out vec3 world;
flat out float fadedTo;              // what depth leaves of the line's strength

void main() {
  vec4 a = clipFromWorld * vec4(from, 1.0);
  vec4 b = clipFromWorld * vec4(to, 1.0);
  // Cut at the near plane, z = -w, before dividing by w.
  float beforeA = a.z + a.w;
  float beforeB = b.z + b.w;
  if (beforeA <= 0.0 && beforeB <= 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  float startShare = beforeA < 0.0 ? beforeA / (beforeA - beforeB) : 0.0;
  float endShare = beforeB < 0.0 ? beforeA / (beforeA - beforeB) : 1.0;
  vec4 start = mix(a, b, startShare);
  vec4 end = mix(a, b, endShare);

  vec2 startPx = pxFromClip(start);
  vec2 endPx = pxFromClip(end);
  float lengthPx = distance(startPx, endPx);
  vec2 along = lengthPx > 0.0 ? (endPx - startPx) / lengthPx : vec2(1.0, 0.0);
  float width = shape.x * scale;
  strokePx = vec3(lengthPx, max(0.5 * width, 0.5), shape.y * scale);
  color = vec4(tint.rgb, tint.a * min(1.0, width));  // below a pixel: fainter, not thinner

  fadedTo = shape.z > 0.5 ? fade.w : fade.z;
  vec2 corner = stripCorner(gl_VertexID);
  bool atEnd = corner.x > 0.0;
  vec4 clip = atEnd ? end : start;
  vec2 offset = vec2(corner.x, corner.y * (strokePx.y + 1.0));
  alongAcrossPx = vec2(atEnd ? lengthPx + offset.x : offset.x, offset.y);
  world = mix(from, to, atEnd ? endShare : startShare);
  vec2 px = (atEnd ? endPx : startPx) + along * offset.x + vec2(-along.y, along.x) * offset.y;
  gl_Position = toTile(clipFromPx(px, clip.z, clip.w));
}
