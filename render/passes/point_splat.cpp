#include "render/passes/point_splat.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

#include "base/multiversion.h"
#include "base/parallel.h"

namespace es::render {
namespace {

constexpr int kBandRows = 32;               // a band's colours and depths fit in a core's own cache
constexpr std::size_t kSharePoints = 8192;  // of one share
constexpr std::size_t kShares =
    32;  // at a time: what waits to be drawn takes a few megabytes, however many points

int bandCount(int height) {
  return (height + kBandRows - 1) / kBandRows;
}

// Eight pixels at a time: vectors that g++ and clang make of whatever the processor has. A pixel is two
// numbers of 16 bits, so that two channels fit with room for a product with 256.
constexpr int kEight = 8;
using Pixels = std::uint32_t __attribute__((vector_size(kEight * 4)));
using Channels = std::uint16_t __attribute__((vector_size(kEight * 4)));
using Depths = float __attribute__((vector_size(kEight * 4)));
using HalfPixels = std::uint32_t __attribute__((vector_size(kEight * 2)));
using HalfDepths = float __attribute__((vector_size(kEight * 2)));
using Covers = std::uint16_t __attribute__((vector_size(kEight * 2)));

// channels * shares / 256, rounded.
inline void scale(Channels& channels, const Channels& shares) {
  channels = (channels * shares + 128) >> 8;
}

// target = source + (1 - source's alpha) * target, premultiplied, after scaling the source by cover / 256.
inline void blend(const std::uint32_t source, const Pixels& cover, Pixels& target) {
  constexpr std::uint32_t kPair = 0x00FF00FF;
  const Pixels none{};
  auto redBlue = Channels(none + (source & kPair)), greenAlpha = Channels(none + ((source >> 8U) & kPair));
  const auto covers = Channels(cover | cover << 16U);
  scale(redBlue, covers);
  scale(greenAlpha, covers);
  const Pixels alpha = Pixels(greenAlpha) >> 16U;
  const Pixels keep = 256U - (alpha + (alpha >> 7U));  // 256 for nothing, 0 for 255
  const auto keeps = Channels(keep | keep << 16U);
  auto targetRedBlue = Channels(target & kPair), targetGreenAlpha = Channels((target >> 8U) & kPair);
  scale(targetRedBlue, keeps);
  scale(targetGreenAlpha, keeps);
  target = Pixels(redBlue + targetRedBlue) | Pixels(greenAlpha + targetGreenAlpha) << 8U;
}

// Rows low..high of the picture, where discs may be drawn now.
struct Band {
  int low, high;
  int stride;
  std::uint32_t* pixels;  // of row 0 of the picture
  const float* depth;     // the same; null: nothing hides
};

template <typename Vector>
inline void load(const void* from, Vector& vector) {
  std::memcpy(&vector, from, sizeof vector);
}

// Two rows of four as one vector, and apart again. Joined in registers: memory that was written in halves is
// slow to read as a whole.
template <typename Half, typename Vector>
inline void loadPair(const void* first, const void* second, Vector& vector) {
  Half low, high;
  load(first, low);
  load(second, high);
  vector = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
}
inline void storePair(const Pixels& vector, void* first, void* second) {
  const HalfPixels low = __builtin_shufflevector(vector, vector, 0, 1, 2, 3);
  const HalfPixels high = __builtin_shufflevector(vector, vector, 4, 5, 6, 7);
  std::memcpy(first, &low, sizeof low);
  std::memcpy(second, &high, sizeof high);
}

// A disc of 4 x 4 pixels that lies within the band.
inline void drawSmall(const Splat& splat, const std::uint16_t* cover, const Band& band, std::ptrdiff_t at) {
  for (int pair = 0; pair < 2; ++pair, cover += kEight, at += 2 * std::ptrdiff_t{band.stride}) {
    std::uint32_t* const lower = band.pixels + at;
    std::uint32_t* const upper = lower + band.stride;
    Covers covers;
    load(cover, covers);
    Pixels shown = __builtin_convertvector(covers, Pixels);
    if (band.depth != nullptr) {
      Depths depths;
      loadPair<HalfDepths>(band.depth + at, band.depth + at + band.stride, depths);
      shown &= Pixels(splat.depth <= depths);
    }
    Pixels target;
    loadPair<HalfPixels>(lower, upper, target);
    blend(static_cast<std::uint32_t>(splat.color), shown, target);
    storePair(target, lower, upper);
  }
}

// Any disc, row by row; whole vectors also beyond the disc, where it covers nothing. `at`: of its lowest row.
inline void drawLarge(const Splat& splat, const Discs& disc, const std::uint16_t* cover, const Band& band,
                      int bottom, std::ptrdiff_t at) {
  for (int row = 0; row < disc.side; ++row, at += band.stride, cover += disc.wide) {
    if (bottom + row < band.low || bottom + row >= band.high) continue;
    for (int x = 0; x < disc.wide; x += kEight) {
      Covers covers{};
      std::memcpy(&covers, cover + x, disc.wide < kEight ? sizeof covers / 2 : sizeof covers);
      Pixels shown = __builtin_convertvector(covers, Pixels);
      if (band.depth != nullptr) {
        Depths depths;
        load(band.depth + at + x, depths);
        shown &= Pixels(splat.depth <= depths);
      }
      Pixels target;
      load(band.pixels + at + x, target);
      blend(static_cast<std::uint32_t>(splat.color), shown, target);
      std::memcpy(band.pixels + at + x, &target, sizeof target);
    }
  }
}

ES_MULTIVERSION void drawSplats(const Splat* splats, std::size_t count, const Discs* discs,
                                const Band& band) {
  constexpr int kInPixel = kSplatSteps - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Splat splat = splats[i];
    const Discs& disc = discs[splat.ySize & ((1 << Splat::kSizeBits) - 1)];
    const int y = splat.ySize >> Splat::kSizeBits;
    const int step = (y & kInPixel) * kSplatSteps + (splat.x & kInPixel);
    const Discs::Corner corner = disc.corners[static_cast<std::size_t>(step)];
    const int left = (splat.x >> kSplatStepBits) + corner.x;
    const int bottom = (y >> kSplatStepBits) - kPlacePadPx + corner.y;
    const std::uint16_t* cover =
        disc.cover.data() + static_cast<std::ptrdiff_t>(step) * disc.side * disc.wide;
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(bottom) * band.stride + left;
    const bool small =
        disc.wide == Discs::kSmall && bottom >= band.low && bottom + Discs::kSmall <= band.high;
    if (small) {
      drawSmall(splat, cover, band, at);
    } else {
      drawLarge(splat, disc, cover, band, bottom, at);
    }
  }
}

}  // namespace

void SplatImage::resize(int newWidth, int newHeight, bool withDepth) {
  width = newWidth;
  height = newHeight;
  stride = newWidth + 2 * kPlacePadPx;
  const std::size_t count = static_cast<std::size_t>(stride) * static_cast<std::size_t>(newHeight);
  pixels.resize(count);
  depth.resize(withDepth ? count : 0, 1.0F);
}

Discs::Discs(float diameter) {
  const float reach = 0.5F * diameter + 0.5F;
  // Pixels whose middle lies within `reach` of a centre that lies `offset` into its own pixel.
  const auto lowest = [reach](float offset) { return static_cast<int>(std::floor(offset - reach + 0.5F)); };
  side = std::max(static_cast<int>(std::ceil(2.0F * reach)), kSmall);
  wide = side == kSmall ? kSmall : (side + kEight - 1) / kEight * kEight;
  assert(wide <= kPlacePadPx);
  for (std::size_t step = 0; step < corners.size(); ++step) {
    const glm::vec2 center =
        (glm::vec2(step % kSplatSteps, step / kSplatSteps) + 0.5F) / static_cast<float>(kSplatSteps);
    const glm::ivec2 corner(lowest(center.x), lowest(center.y));
    corners[step] = {static_cast<std::int8_t>(corner.x), static_cast<std::int8_t>(corner.y)};
    for (int i = 0; i < side * wide; ++i) {
      const glm::vec2 pixel = glm::vec2(corner + glm::ivec2(i % wide, i / wide)) + 0.5F;
      const float share = std::clamp(reach - glm::distance(pixel, center), 0.0F, 1.0F);
      cover.push_back(static_cast<std::uint16_t>(std::lround(256.0F * share)));
    }
  }
}

void CloudSplatter::makeDiscs(float largest) {
  const auto count =
      static_cast<std::size_t>(std::lround((std::max(largest, 1.0F) - 1.0F) * kSplatSteps)) + 1;
  assert(count <= std::size_t{1} << Splat::kSizeBits);
  while (m_discs.size() < count)
    m_discs.emplace_back(1.0F + static_cast<float>(m_discs.size()) / kSplatSteps);
}

void CloudSplatter::place(const PlaceSpec& spec, std::span<const glm::vec3> points, std::size_t first,
                          Share& share) const {
  const glm::ivec2 tile(spec.tilePx);
  share.bands.resize(static_cast<std::size_t>(bandCount(tile.y)));
  for (Waiting& band : share.bands) band.count = 0;
  share.lowX = std::numeric_limits<std::int32_t>::max();
  share.highX = 0;
  PointPlaces places;
  for (std::size_t from = 0; from < points.size(); from += PointPlaces::kCount) {
    const std::size_t count = std::min(PointPlaces::kCount, points.size() - from);
    placePoints(spec, points.subspan(from, count), first + from, places);
    hand(places, count, tile.y, share);
  }
}

// To the one or two bands that each disc lies in.
void CloudSplatter::hand(const PointPlaces& places, std::size_t count, int height, Share& share) const {
  for (Waiting& band : share.bands)
    if (band.splats.size() < band.count + count) band.splats.resize(2 * (band.count + count));
  const std::int32_t largest = static_cast<std::int32_t>(m_discs.size()) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    if (places.color[i] == 0) continue;
    const std::int32_t size = std::min(places.size[i], largest);
    const Discs& disc = m_discs[static_cast<std::size_t>(size)];
    const auto step = static_cast<std::size_t>(places.y[i] & (kSplatSteps - 1));
    const int bottom = (places.y[i] >> kSplatStepBits) - kPlacePadPx + disc.corners[step * kSplatSteps].y;
    const int top = std::min(bottom + disc.side, height) - 1;
    if (top < 0 || bottom >= height) continue;
    share.lowX = std::min(share.lowX, places.x[i]);
    share.highX = std::max(share.highX, places.x[i]);
    const Splat splat{places.x[i], places.y[i] << Splat::kSizeBits | size, places.depth[i], places.color[i]};
    const int low = std::max(bottom, 0) / kBandRows, high = top / kBandRows;
    for (int band = low; band <= high; ++band) {
      Waiting& waiting = share.bands[static_cast<std::size_t>(band)];
      waiting.splats[waiting.count++] = splat;
    }
  }
}

void CloudSplatter::drawBand(int band, std::size_t shares, bool clear, SplatImage& image) const {
  Band rows{};
  rows.low = band * kBandRows;
  rows.high = std::min(rows.low + kBandRows, image.height);
  rows.stride = image.stride;
  rows.pixels = image.pixels.data();
  rows.depth = image.depth.empty() ? nullptr : image.depth.data();
  if (clear) {
    std::fill(rows.pixels + static_cast<std::ptrdiff_t>(rows.low) * rows.stride,
              rows.pixels + static_cast<std::ptrdiff_t>(rows.high) * rows.stride, 0U);
  }
  for (std::size_t share = 0; share < shares; ++share) {
    const Waiting& waiting = m_shares[share].bands[static_cast<std::size_t>(band)];
    drawSplats(waiting.splats.data(), waiting.count, m_discs.data(), rows);
  }
}

void CloudSplatter::draw(const Frame& frame, const Tile& tile, SplatImage& image) {
  assert(image.width == tile.width && image.height == tile.height);
  const PlaceSpec spec = placeSpec(frame, tile);
  assert(spec.sizePx <= kMaxSplatPx);
  makeDiscs(spec.sizePx);
  const std::span<const glm::vec3> points = frame.scene.cloud.positions;
  const std::size_t allShares = (points.size() + kSharePoints - 1) / kSharePoints;
  m_shares.resize(std::max(m_shares.size(), std::min(kShares, allShares)));
  image.touchedLow = {tile.width, tile.height};
  image.touchedHigh = {0, 0};
  for (std::size_t from = 0; from < allShares; from += kShares) {
    const std::size_t shares = std::min(kShares, allShares - from);
    base::inParallel(static_cast<std::ptrdiff_t>(shares), [&](std::ptrdiff_t part) {
      const std::size_t first = (from + static_cast<std::size_t>(part)) * kSharePoints;
      place(spec, points.subspan(first, std::min(kSharePoints, points.size() - first)), first,
            m_shares[static_cast<std::size_t>(part)]);
    });
    base::inParallel(bandCount(tile.height), [&](std::ptrdiff_t band) {
      drawBand(static_cast<int>(band), shares, from == 0, image);
    });
    for (std::size_t share = 0; share < shares; ++share) widen(image, m_shares[share]);
  }
  image.touchedLow = glm::max(image.touchedLow, glm::ivec2(0));
  image.touchedHigh = glm::min(image.touchedHigh, glm::ivec2(tile.width, tile.height));
}

// The rectangle that was drawn to, by whole bands.
void CloudSplatter::widen(SplatImage& image, const Share& share) const {
  const int reach = m_discs.back().side;
  for (std::size_t i = 0; i < share.bands.size(); ++i) {
    if (share.bands[i].count == 0) continue;
    const int band = static_cast<int>(i);
    const int low = (share.lowX >> kSplatStepBits) - kPlacePadPx,
              high = (share.highX >> kSplatStepBits) - kPlacePadPx;
    image.touchedLow = glm::min(image.touchedLow, glm::ivec2(low - reach, band * kBandRows));
    image.touchedHigh = glm::max(image.touchedHigh, glm::ivec2(high + reach + 1, (band + 1) * kBandRows));
  }
}

}  // namespace es::render
