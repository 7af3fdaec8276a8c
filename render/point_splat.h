#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "render/frame_uniforms.h"

namespace es::render {

/// A part of a picture in GL's layout: premultiplied RGBA, 8 bits a channel, first row at the bottom.
struct SplatImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;  // (height, width), bytes R G B A from the lowest up
  glm::ivec2 touchedLow{0};           // the rectangle outside of which nothing was drawn
  glm::ivec2 touchedHigh{0};          // exclusive
};

/// Discs larger than this are left to GL.
inline constexpr float kMaxSplatPx = 12.0F;

/// Draws the cloud on the processor, as point.vert and point.frag do: within 1/16 of a pixel in place and
/// size. `tile`: the part of the picture to draw. `depth`: GL's depth buffer of that part ((height, width),
/// bottom row first, [0, 1]), which hides what lies behind; empty: nothing does. `image` is made anew, its
/// storage kept.
void splatCloud(const Frame& frame, const Tile& tile, std::span<const float> depth, SplatImage& image);

}  // namespace es::render
