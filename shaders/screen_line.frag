#version 330 core
flat in vec4 color;
flat in vec2 strokePx;
noperspective in vec2 alongAcrossPx;
out vec4 fragment;

void main() {
  float along = alongAcrossPx.x;
  fragment = color * clamp(strokePx.y + 0.5 - abs(alongAcrossPx.y), 0.0, 1.0) *
             clamp(min(along, strokePx.x - along) + 0.5, 0.0, 1.0);
}
