#version 330 core
in vec2 place;
uniform sampler2D layer;  // premultiplied, pixel for pixel
out vec4 fragment;

void main() {
  fragment = texture(layer, place);
}
