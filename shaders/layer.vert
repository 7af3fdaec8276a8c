#version 330 core
uniform vec2 marginShare;  // the viewport's margin, in sizes of the picture
out vec2 place;            // 0..1 over the picture

// One triangle over the whole viewport; the scissor cuts out the part that is drawn.
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  place = corner * (1.0 + 2.0 * marginShare) - marginShare;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
