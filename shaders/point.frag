#version 330 core
flat in vec4 color;
flat in vec2 reachPx;
out vec4 fragment;

// A disc with an edge one pixel soft. No discard: depth is not written, and nothing blends where nothing is covered.
void main() {
  float fromCenter = length((gl_PointCoord - 0.5) * reachPx.y);
  fragment = color * clamp(reachPx.x - fromCenter, 0.0, 1.0);
}
