#version 330 core
#include "frame.glsl"

flat in vec4 color;
flat in vec3 strokePx;
noperspective in vec2 alongAcrossPx;
in vec3 world;
flat in float fadedTo;
uniform float smallestAlpha;  // fainter fragments are dropped: a high value leaves the line's core
out vec4 fragment;

void main() {
  float along = alongAcrossPx.x;
  float cover = clamp(strokePx.y + 0.5 - abs(alongAcrossPx.y), 0.0, 1.0) *
                clamp(min(along, strokePx.x - along) + 0.5, 0.0, 1.0);
  float dash = strokePx.z;
  if (dash > 0.0) {
    float phase = mod(along, 2.0 * dash);
    float fromMiddle = min(abs(phase - 0.5 * dash), abs(phase - 2.5 * dash));
    cover *= clamp(0.5 * dash + 0.5 - fromMiddle, 0.0, 1.0);
  }
  vec4 faded = vec4(color.rgb, color.a * cover * fadeTo(fadedTo, world));
  if (faded.a <= smallestAlpha) discard;
  fragment = premultiplied(faded);
}
