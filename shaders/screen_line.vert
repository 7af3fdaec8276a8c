#version 330 core
#include "frame.glsl"

layout(location = 0) in vec4 fromTo;  // px at scale 1, from the top left
layout(location = 1) in float width;  // px at scale 1
layout(location = 2) in vec4 tint;    // straight
flat out vec4 color;                  // premultiplied
flat out vec2 strokePx;               // length, half the width
noperspective out vec2 alongAcrossPx;

void main() {
  vec2 start = fromTo.xy * scale;
  vec2 end = fromTo.zw * scale;
  float lengthPx = distance(start, end);
  vec2 along = lengthPx > 0.0 ? (end - start) / lengthPx : vec2(1.0, 0.0);
  strokePx = vec2(lengthPx, max(0.5 * width * scale, 0.5));
  color = premultiplied(tint) * min(1.0, width * scale);

  vec2 corner = stripCorner(gl_VertexID);
  bool atEnd = corner.x > 0.0;
  vec2 offset = vec2(corner.x, corner.y * (strokePx.y + 1.0));
  alongAcrossPx = vec2(atEnd ? lengthPx + offset.x : offset.x, offset.y);
  vec2 px = (atEnd ? end : start) + along * offset.x + vec2(-along.y, along.x) * offset.y;
  gl_Position = toTile(clipFromPx(px, 0.0, 1.0));
}
