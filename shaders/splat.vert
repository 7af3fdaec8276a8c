#version 330 core
layout(location = 0) in vec4 rectanglePx;  // left, bottom, right, top in the picture
uniform vec2 sizePx;                       // of the picture
uniform float marginPx;                    // by which the viewport is wider on each side
out vec2 place;                            // 0..1 over the picture

void main() {
  vec2 px = mix(rectanglePx.xy, rectanglePx.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1));
  place = px / sizePx;
  gl_Position = vec4((px + marginPx) / (sizePx + 2.0 * marginPx) * 2.0 - 1.0, 0.0, 1.0);
}
