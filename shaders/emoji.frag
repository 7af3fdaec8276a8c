#version 330 core
flat in vec4 color;            // only its opacity counts
noperspective in vec2 texel;
uniform sampler2D pictures;    // premultiplied
uniform vec2 texelSize;        // 1 / size of the pictures' sheet
out vec4 fragment;

void main() {
  fragment = color.a * texture(pictures, texel * texelSize);
}
