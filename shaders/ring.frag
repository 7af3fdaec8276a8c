#version 330 core
flat in vec4 color;
flat in vec2 ringPx;
noperspective in vec2 fromCenterPx;
out vec4 fragment;

void main() {
  float fromLine = abs(length(fromCenterPx) - ringPx.x);
  fragment = color * clamp(ringPx.y + 0.5 - fromLine, 0.0, 1.0);
}
