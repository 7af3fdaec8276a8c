// What every pass knows of the frame: struct FrameUniforms of render/frame_uniforms.h.
layout(std140) uniform Frame {
  mat4 clipFromWorld;      // of the whole picture
  vec4 tileFromClip;       // xy scale, zw offset: the part of the picture that is drawn now
  vec4 background;         // premultiplied
  vec4 eye;                // world
  vec4 toLight;            // world, unit
  vec4 fade;               // start, 1 / length, floor, floor of what is pointed out
  vec2 sizePx;             // the whole picture
  float scale;             // px of the scene -> px of the picture
  float worldPerPxAtUnit;  // what one px covers at distance 1 from the eye
};

vec4 toTile(vec4 clip) {
  return vec4(clip.xy * tileFromClip.xy + tileFromClip.zw * clip.w, clip.zw);
}

// Pixels from the top left of the whole picture, and back.
vec2 pxFromClip(vec4 clip) {
  return (clip.xy / clip.w * vec2(0.5, -0.5) + 0.5) * sizePx;
}
vec4 clipFromPx(vec2 px, float z, float w) {
  vec2 device = (px / sizePx * 2.0 - 1.0) * vec2(1.0, -1.0);
  return vec4(device * w, z, w);
}

// The depth cue: 1 near the eye, down to the floor far away.
float fadeTo(float fadedTo, vec3 world) {
  float share = clamp((distance(world, eye.xyz) - fade.x) * fade.y, 0.0, 1.0);
  return mix(1.0, fadedTo, share);
}
float fadeAt(vec3 world) { return fadeTo(fade.z, world); }
float emphasisAt(vec3 world) { return fadeTo(fade.w, world); }

vec4 premultiplied(vec4 straight) {
  return vec4(straight.rgb * straight.a, straight.a);
}

// Corner 0..3 of a triangle strip, in {-1, 1}^2.
vec2 stripCorner(int id) {
  return vec2((id & 1) * 2 - 1, (id >> 1) * 2 - 1);
}
