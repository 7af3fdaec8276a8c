#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "render/passes/point_places.h"
#include "render/scene/frame.h"

namespace es::render {

/// A part of a picture in GL's layout: premultiplied RGBA, 8 bits a channel, first row at the bottom. A row
/// is `stride` pixels, of which those from kPlacePadPx on are the picture's; what lies beside them is
/// scratch.
struct SplatImage {
  int width = 0;
  int height = 0;
  int stride = 0;
  std::vector<std::uint32_t> pixels;  // (height, stride), bytes R G B A from the lowest up
  std::vector<float>
      depth;  // (height, stride): GL's depth, which hides what lies behind; empty: nothing does
  glm::ivec2 touchedLow{0};   // the rectangle of the picture outside of which nothing was drawn
  glm::ivec2 touchedHigh{0};  // exclusive

  /// Makes room for a picture of this size; nothing is cleared. `withDepth`: `depth` too, otherwise it is
  /// emptied.
  void resize(int newWidth, int newHeight, bool withDepth);
};

/// Discs larger than this are left to GL.
inline constexpr float kMaxSplatPx = 12.0F;

/// How much of each pixel a disc of one diameter covers, 0..256, for each place of its centre within a pixel.
struct Discs {
  static constexpr int kSmall =
      4;  // pixels: a disc that covers no more in either direction is drawn at one go

  explicit Discs(float diameter);
  struct Corner {
    std::int8_t x = 0, y = 0;  // the lowest pixel that is covered, from the one with the centre
  };
  int side = 0;  // rows; kSmall at least
  int wide = 0;  // numbers a row: kSmall, or `side` rounded up to a multiple of eight
  std::array<Corner, kSplatPlaces> corners;  // (y step, x step)
  std::vector<std::uint16_t> cover;          // (y step, x step, side, wide)
};

/// A disc that waits to be drawn.
struct Splat {
  std::int32_t x;      // PointPlaces'
  std::int32_t ySize;  // y << kSizeBits | size
  float depth;
  std::int32_t color;
  static constexpr int kSizeBits = 8;
};

/// Draws the cloud on the processor, as point.vert and point.frag do: within 1/16 of a pixel in place and
/// size. On all threads: first every thread places a share of the points, then every thread draws a share of
/// the picture's rows, each row's discs in the order of the points. So the picture does not depend on the
/// number of threads.
class CloudSplatter {
 public:
  /// `image.depth` is read, everything else written. The cloud's discs are at most kMaxSplatPx wide
  /// (asserted).
  void draw(const Frame& frame, const Tile& tile, SplatImage& image);

 private:
  struct Waiting {              // for one band of rows
    std::vector<Splat> splats;  // of which `count` are in use
    std::size_t count = 0;
  };
  struct Share {  // of the points
    std::vector<Waiting> bands;
    std::int32_t lowX = 0, highX = 0;  // of the discs; low > high: there are none
  };
  void makeDiscs(float largest);
  void place(const PlaceSpec& spec, std::span<const glm::vec3> points, std::size_t first, Share& share) const;
  void hand(const PointPlaces& places, std::size_t count, int height, Share& share) const;
  void drawBand(int band, std::size_t shares, bool clear, SplatImage& image) const;
  void widen(SplatImage& image, const Share& share) const;

  std::vector<Discs> m_discs;  // of 1 px, and each 1 / kSplatSteps px more
  std::vector<Share> m_shares;
};

}  // namespace es::render
