#version 330 core
#include "frame.glsl"

in vec3 normal;
flat in vec4 arrowColor;
in float strength;
out vec4 fragment;

// Two tones: the arrow's own colour towards the light, a darker one away from it. Never lighter than its own colour,
// never black, so that yellow reads as yellow from every side. Solid things fade into the background's colour
// instead of letting show what lies behind them.
void main() {
  float towardsLight = dot(normalize(normal), toLight.xyz);
  float shade = mix(0.6, 1.0, smoothstep(-0.6, 0.6, towardsLight));
  fragment = mix(background, premultiplied(vec4(arrowColor.rgb * shade, arrowColor.a)), strength);
}
