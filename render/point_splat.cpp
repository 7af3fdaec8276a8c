#include "render/point_splat.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace es::render {
namespace {

constexpr int kSteps = 8;  // places within a pixel, and sizes a pixel, that are told apart
constexpr int kMaxSide = static_cast<int>(kMaxSplatPx) + 3;

// How much of each pixel a disc covers, 0..256, for one diameter and each place of its centre within a pixel.
struct Discs {
  int side = 0;                      // pixels; the centre lies in the middle one
  std::vector<std::uint16_t> cover;  // (kSteps, kSteps, side, side)

  const std::uint16_t* at(int stepX, int stepY) const {
    const auto area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    return &cover[static_cast<std::size_t>(stepY * kSteps + stepX) * area];
  }
};

Discs makeDiscs(float diameter) {
  const float reach = 0.5F * diameter + 0.5F;
  Discs discs;
  const int before = static_cast<int>(std::ceil(reach));
  discs.side = 2 * before + 1;
  assert(discs.side <= kMaxSide);
  for (int step = 0; step < kSteps * kSteps; ++step) {
    const glm::vec2 center = (glm::vec2(step % kSteps, step / kSteps) + 0.5F) / static_cast<float>(kSteps);
    for (int i = 0; i < discs.side * discs.side; ++i) {
      const glm::vec2 pixel = glm::vec2(i % discs.side - before, i / discs.side - before) + 0.5F;
      const float cover = std::clamp(reach - glm::distance(pixel, center), 0.0F, 1.0F);
      discs.cover.push_back(static_cast<std::uint16_t>(std::lround(256.0F * cover)));
    }
  }
  return discs;
}

// Discs of every diameter from 1 px on that the cloud needs.
std::vector<Discs> makeDiscTable(float largest) {
  std::vector<Discs> table;
  const int count = static_cast<int>(std::lround((std::max(largest, 1.0F) - 1.0F) * kSteps)) + 1;
  table.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) table.push_back(makeDiscs(1.0F + static_cast<float>(i) / kSteps));
  return table;
}

// source + (1 - source's alpha) * target, premultiplied, after scaling the source by cover / 256; two
// channels at a time.
std::uint32_t blended(std::uint32_t source, std::uint32_t cover, std::uint32_t target) {
  constexpr std::uint32_t kPair = 0x00FF00FF;
  constexpr std::uint32_t kHalf = 0x00800080;
  const std::uint32_t redBlue = (((source & kPair) * cover + kHalf) >> 8U) & kPair;
  const std::uint32_t greenAlpha = (((source >> 8U) & kPair) * cover + kHalf) >> 8U & kPair;
  const std::uint32_t alpha = greenAlpha >> 16U;
  const std::uint32_t keep = 256U - (alpha + (alpha >> 7U));  // 256 for nothing, 0 for 255
  const std::uint32_t targetRedBlue = (((target & kPair) * keep + kHalf) >> 8U) & kPair;
  const std::uint32_t targetGreenAlpha = (((target >> 8U) & kPair) * keep + kHalf) >> 8U & kPair;
  return (redBlue + targetRedBlue) | ((greenAlpha + targetGreenAlpha) << 8U);
}

std::uint32_t packed(glm::vec4 premultiplied) {
  const glm::uvec4 bytes(glm::clamp(premultiplied, 0.0F, 1.0F) * 255.0F + 0.5F);
  return bytes.r | bytes.g << 8U | bytes.b << 16U | bytes.a << 24U;
}

struct Splat {
  glm::ivec2 pixel{0};  // that holds the centre, bottom row 0
  glm::ivec2 step{0};   // place within it
  float depth = 0.0F;
  std::uint32_t color = 0;
};

class Splatter {
 public:
  Splatter(const Frame& frame, const Tile& tile, std::span<const float> depth, SplatImage& image)
      : m_cloud(frame.scene.cloud),
        m_uniforms(frame.uniforms),
        m_depth(depth),
        m_image(image),
        m_sizePx(m_cloud.sizePx * m_uniforms.scale),
        m_table(makeDiscTable(m_sizePx)) {
    // Window coordinates of the tile from normalised device coordinates of the whole picture.
    m_toPxScale = 0.5F * m_uniforms.sizePx;
    m_toPxOffset =
        m_toPxScale - glm::vec2(tile.x, m_uniforms.sizePx.y - static_cast<float>(tile.y + tile.height));
  }

  void drawAll() {
    const float step = 1.0F / static_cast<float>(std::max<std::size_t>(m_cloud.positions.size() - 1, 1));
    for (std::size_t i = 0; i < m_cloud.positions.size(); ++i) {
      const float rank = static_cast<float>(i) * step;
      const float diameter = m_sizePx * glm::mix(1.0F, 0.6F, rank);
      Splat splat;
      if (!place(m_cloud.positions[i], rank, diameter, splat)) continue;
      const auto size = static_cast<std::size_t>(std::max((diameter - 1.0F) * kSteps + 0.5F, 0.0F));
      draw(splat, m_table[std::min(size, m_table.size() - 1)]);
    }
  }

 private:
  // False for what cannot be seen.
  bool place(glm::vec3 world, float rank, float diameter, Splat& splat) const {
    const glm::vec4 clip = m_uniforms.clipFromWorld * glm::vec4(world, 1.0F);
    if (!(std::abs(clip.z) < clip.w)) return false;  // before the near plane, behind the eye, or not a number
    const glm::vec3 device = glm::vec3(clip) / clip.w;
    const glm::vec2 px = glm::vec2(device) * m_toPxScale + m_toPxOffset;
    const float reach = 0.5F * diameter + 2.0F;
    const bool within = px.x > -reach && px.y > -reach && px.x < static_cast<float>(m_image.width) + reach &&
                        px.y < static_cast<float>(m_image.height) + reach;
    if (!within) return false;
    const float far =
        (glm::distance(world, glm::vec3(m_uniforms.eye)) - m_uniforms.fade.x) * m_uniforms.fade.y;
    const float strength = glm::mix(1.0F, m_uniforms.fade.z, std::clamp(far, 0.0F, 1.0F));
    glm::vec4 color = glm::mix(m_cloud.nearColor, m_cloud.farColor, rank);
    color.a *= strength * std::min(1.0F, diameter * diameter);
    if (!(color.a >= 1.0F / 255.0F)) return false;
    const glm::vec2 corner = glm::floor(px);
    splat.pixel = glm::ivec2(corner);
    splat.step = glm::ivec2((px - corner) * static_cast<float>(kSteps));
    splat.depth = 0.5F * device.z + 0.5F;
    splat.color = packed(glm::vec4(glm::vec3(color) * color.a, color.a));
    return true;
  }

  void draw(const Splat& splat, const Discs& discs) {
    const glm::ivec2 corner = splat.pixel - discs.side / 2;
    const glm::ivec2 low = glm::max(corner, glm::ivec2(0));
    const glm::ivec2 high = glm::min(corner + discs.side, glm::ivec2(m_image.width, m_image.height));
    const glm::ivec2 step = glm::min(splat.step, kSteps - 1);
    const std::uint16_t* disc = discs.at(step.x, step.y);
    for (int y = low.y; y < high.y; ++y) {
      const std::uint16_t* cover = disc + static_cast<std::ptrdiff_t>(y - corner.y) * discs.side - corner.x;
      const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_image.width);
      for (int x = low.x; x < high.x; ++x) {
        const std::size_t at = row + static_cast<std::size_t>(x);
        if (cover[x] == 0 || (!m_depth.empty() && splat.depth > m_depth[at])) continue;
        m_image.pixels[at] = blended(splat.color, cover[x], m_image.pixels[at]);
      }
    }
    m_image.touchedLow = glm::min(m_image.touchedLow, low);
    m_image.touchedHigh = glm::max(m_image.touchedHigh, high);
  }

  const PointCloud& m_cloud;
  const FrameUniforms& m_uniforms;
  std::span<const float> m_depth;
  SplatImage& m_image;
  float m_sizePx;
  std::vector<Discs> m_table;
  glm::vec2 m_toPxScale{0.0F};
  glm::vec2 m_toPxOffset{0.0F};
};

}  // namespace

void splatCloud(const Frame& frame, const Tile& tile, std::span<const float> depth, SplatImage& image) {
  assert(frame.scene.cloud.sizePx * frame.uniforms.scale <= kMaxSplatPx);
  image.width = tile.width;
  image.height = tile.height;
  const std::size_t count = static_cast<std::size_t>(tile.width) * static_cast<std::size_t>(tile.height);
  assert(depth.empty() || depth.size() == count);
  image.pixels.assign(count, 0U);
  image.touchedLow = {tile.width, tile.height};
  image.touchedHigh = {0, 0};
  Splatter(frame, tile, depth, image).drawAll();
}

}  // namespace es::render
