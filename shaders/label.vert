#version 330 core
#include "frame.glsl"

layout(location = 0) in vec4 boxPx;    // left, top, right, bottom in the picture
layout(location = 1) in vec4 boxTexels;  // the same box in the atlas
layout(location = 2) in vec4 tint;     // straight
layout(location = 3) in vec3 ink;      // px a texel, growth of the outline in px, share of its root in the coverage
flat out vec4 color;                   // premultiplied
flat out vec3 inkShape;
noperspective out vec2 texel;

void main() {
  vec2 share = stripCorner(gl_VertexID) * 0.5 + 0.5;
  texel = mix(boxTexels.xy, boxTexels.zw, share);
  color = premultiplied(tint);
  inkShape = ink;
  gl_Position = toTile(clipFromPx(mix(boxPx.xy, boxPx.zw, share), 0.0, 1.0));
}
