#pragma once

#include <glm/glm.hpp>

#include "render/scene/render_scene.h"

namespace es::render {

/// A part of a picture: the whole is fullWidth x fullHeight; x, y of the tile's top left corner.
struct Tile {
  int x = 0, y = 0, width = 0, height = 0;
};

/// What every pass of a frame needs to know. The shaders' block `Frame` (frame.glsl), layout std140.
struct FrameUniforms {
  glm::mat4 clipFromWorld{1.0F};  // of the whole picture
  glm::vec4 tileFromClip{1, 1, 0,
                         0};      // clip.xy * xy + zw * clip.w: the part of the picture that is drawn now
  glm::vec4 background{0.0F};     // premultiplied
  glm::vec4 eye{0.0F};            // world
  glm::vec4 toLight{0.0F};        // world, unit: the key light, up and to the left of the viewer
  glm::vec4 fade{0.0F};           // start, 1 / length, floor, floor of arrows and sprites
  glm::vec2 sizePx{1.0F};         // the whole picture
  float scale = 1.0F;             // px of the scene -> px of the picture
  float worldPerPxAtUnit = 0.0F;  // what one px covers at distance 1 from the eye, world
};
static_assert(sizeof(FrameUniforms) == 160);

/// A frame as the passes see it: the scene and what was derived from it.
struct Frame {
  const RenderScene& scene;
  FrameUniforms uniforms;
};

/// A point of the picture may reach this far beyond its centre and still be drawn whole at a tile's edge.
int marginPx(const RenderScene& scene);

/// `tile` is the part of a fullPx picture that the viewport, widened by `margin` on each side, shows.
Frame makeFrame(const RenderScene& scene, const Tile& tile, glm::ivec2 fullPx, int margin);

}  // namespace es::render
