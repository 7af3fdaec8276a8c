#version 330 core
#include "frame.glsl"

layout(location = 0) in vec3 position;  // world
layout(location = 1) in float kind;     // the class
uniform vec4 classColors[64];           // by class; alpha: a factor of the strength
uniform float classShare;               // of a class's colour in a point's
uniform vec4 nearColor;                 // straight; of the first point ...
uniform vec4 farColor;                  // ... and of the last
uniform float firstSizePx;
uniform float rankStep;                 // 1 / (count - 1)
flat out vec4 color;                    // premultiplied
flat out vec2 reachPx;                  // radius + half a pixel, side of the sprite

void main() {
  float rank = float(gl_VertexID) * rankStep;
  float diameter = firstSizePx * scale * mix(1.0, 0.6, rank);
  vec4 straight = mix(nearColor, farColor, rank);
  if (classShare > 0.0) {
    vec4 own = classColors[int(kind + 0.5)];
    straight = vec4(mix(straight.rgb, own.rgb, classShare), straight.a * mix(1.0, own.a, classShare));
  }
  straight.a *= fadeAt(position) * min(1.0, diameter * diameter);  // below a pixel: fainter, not smaller
  diameter = max(diameter, 1.0);
  color = premultiplied(straight);
  gl_PointSize = diameter + 1.0;
  reachPx = vec2(0.5 * diameter + 0.5, gl_PointSize);
  gl_Position = toTile(clipFromWorld * vec4(position, 1.0));
  if (straight.a < 1.0 / 255.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);  // clipped away
}
