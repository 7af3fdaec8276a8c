#version 330 core
flat in vec4 color;
flat in float radiusPx;
noperspective in vec2 fromCenterPx;
out vec4 fragment;

void main() {
  fragment = color * clamp(radiusPx + 0.5 - length(fromCenterPx), 0.0, 1.0);
}
