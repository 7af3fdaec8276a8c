#version 330 core
flat in vec4 color;
flat in vec3 inkShape;
noperspective in vec2 texel;
uniform sampler2D atlas;       // distance fields: render/text/glyph_sdf.h
uniform vec2 fieldRange;       // distance in texels of the values 0 and 1
uniform vec2 texelSize;        // 1 / size of the atlas
out vec4 fragment;

void main() {
  float texels = mix(fieldRange.x, fieldRange.y, texture(atlas, texel * texelSize).r);
  float cover = clamp(texels * inkShape.x + inkShape.y + 0.5, 0.0, 1.0);
  fragment = color * mix(cover, sqrt(cover), inkShape.z);
}
