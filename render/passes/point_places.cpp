#include "render/passes/point_places.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <glm/gtc/type_ptr.hpp>

#include "base/multiversion.h"

namespace es::render {
namespace {

// Within `low` and `high`; what is not a number becomes `high`.
inline float within(float low, float value, float high) {
  return std::max(low, std::min(high, value));
}

inline std::int32_t byteOf(float share) {
  constexpr float kToNearest = 0.5F;  // before the cut; std::lround would not be vectorised
  return static_cast<std::int32_t>(within(0.0F, share, 1.0F) * 255.0F + kToNearest);
}

// Plain arithmetic without branches, so that compilers vectorise it.
ES_MULTIVERSION void placeAll(const PlaceSpec& spec, const float* __restrict world, std::int32_t first,
                              std::int32_t count, PointPlaces& places) {
  const PlaceSpec s = spec;  // a copy that no store can change
  const std::array<float, 16>& m = s.clipFromWorld;
  constexpr auto kPad = static_cast<float>(kPlacePadPx);
  constexpr auto kSteps = static_cast<float>(kSplatSteps);
  for (std::int32_t i = 0; i < count; ++i, world += 3) {
    const float x = world[0], y = world[1], z = world[2];
    const float clipX = m[0] * x + m[4] * y + m[8] * z + m[12];
    const float clipY = m[1] * x + m[5] * y + m[9] * z + m[13];
    const float clipZ = m[2] * x + m[6] * y + m[10] * z + m[14];
    const float clipW = m[3] * x + m[7] * y + m[11] * z + m[15];
    const float overW = 1.0F / clipW;
    const float rank = static_cast<float>(first + i) * s.rankStep;
    const float diameter = s.sizePx * (1.0F - 0.4F * rank);
    const float px = clipX * overW * s.toPxScale.x + s.toPxOffset.x;
    const float py = clipY * overW * s.toPxScale.y + s.toPxOffset.y;
    const float reach = 0.5F * diameter + 2.0F;
    const float awayX = x - s.eye.x, awayY = y - s.eye.y, awayZ = z - s.eye.z;
    const float away = std::sqrt(awayX * awayX + awayY * awayY + awayZ * awayZ);
    const float strength = 1.0F + within(0.0F, (away - s.fade.x) * s.fade.y, 1.0F) * (s.fade.z - 1.0F);
    const float alpha = (s.nearColor.a + rank * (s.farColor.a - s.nearColor.a)) * strength *
                        std::min(1.0F, diameter * diameter);
    places.strength[static_cast<std::size_t>(i)] = alpha;
    const bool seen = (std::abs(clipZ) < clipW) & (px > -reach) & (py > -reach) & (px < s.tilePx.x + reach) &
                      (py < s.tilePx.y + reach) & (alpha >= 1.0F / 255.0F);
    places.x[static_cast<std::size_t>(i)] =
        static_cast<std::int32_t>(within(0.0F, px + kPad, s.tilePx.x + 2.0F * kPad) * kSteps);
    places.y[static_cast<std::size_t>(i)] =
        static_cast<std::int32_t>(within(0.0F, py + kPad, s.tilePx.y + 2.0F * kPad) * kSteps);
    places.size[static_cast<std::size_t>(i)] =
        static_cast<std::int32_t>(std::max((diameter - 1.0F) * kSteps + 0.5F, 0.0F));
    places.depth[static_cast<std::size_t>(i)] = 0.5F * clipZ * overW + 0.5F;
    places.color[static_cast<std::size_t>(i)] = seen ? -1 : 0;
  }
}

inline std::int32_t packed(float red, float green, float blue, float alpha) {
  return byteOf(red * alpha) | byteOf(green * alpha) << 8 | byteOf(blue * alpha) << 16 |
         static_cast<std::int32_t>(static_cast<std::uint32_t>(byteOf(alpha)) << 24U);
}

// Of points that are to be seen; the rule without classes.
ES_MULTIVERSION void colorByRank(const PlaceSpec& spec, std::int32_t first, std::int32_t count,
                                 PointPlaces& places) {
  const glm::vec4 from = spec.nearColor, way = spec.farColor - spec.nearColor;
  const float rankStep = spec.rankStep;
  for (std::int32_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const float rank = static_cast<float>(first + i) * rankStep;
    places.color[at] &=
        packed(from.r + rank * way.r, from.g + rank * way.g, from.b + rank * way.b, places.strength[at]);
  }
}

ES_MULTIVERSION void colorByClass(const PlaceSpec& spec, std::int32_t first, std::int32_t count,
                                  PointPlaces& places) {
  const float own = spec.classShare, rest = 1.0F - own;
  const glm::vec4 from = rest * spec.nearColor, way = rest * (spec.farColor - spec.nearColor);
  const float rankStep = spec.rankStep;
  const std::uint8_t* const classes = spec.classes.data() + first;
  const float* const colors = &spec.classColors.front().x;
  for (std::int32_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const float rank = static_cast<float>(first + i) * rankStep;
    const std::int32_t kind = 4 * (classes[i] % static_cast<std::int32_t>(PointCloud::kMostClasses));
    const float strength = places.strength[at] * (rest + own * colors[kind + 3]);
    const std::int32_t color =
        packed(from.r + rank * way.r + own * colors[kind], from.g + rank * way.g + own * colors[kind + 1],
               from.b + rank * way.b + own * colors[kind + 2], strength);
    places.color[at] &= strength >= 1.0F / 255.0F ? color : 0;
  }
}

}  // namespace

PlaceSpec placeSpec(const Frame& frame, const Tile& tile) {
  const FrameUniforms& uniforms = frame.uniforms;
  const PointCloud& cloud = frame.scene.cloud;
  PlaceSpec spec;
  std::copy_n(glm::value_ptr(uniforms.clipFromWorld), 16, spec.clipFromWorld.begin());
  spec.eye = glm::vec3(uniforms.eye);
  spec.fade = glm::vec3(uniforms.fade);
  spec.toPxScale = 0.5F * uniforms.sizePx;
  spec.toPxOffset =
      spec.toPxScale - glm::vec2(tile.x, uniforms.sizePx.y - static_cast<float>(tile.y + tile.height));
  spec.tilePx = glm::vec2(tile.width, tile.height);
  spec.nearColor = cloud.nearColor;
  spec.farColor = cloud.farColor;
  spec.sizePx = cloud.sizePx * uniforms.scale;
  if (cloud.hasClasses()) {
    spec.classes = cloud.classes;
    spec.classShare = cloud.classShare;
    std::copy_n(cloud.classColors.begin(), std::min(cloud.classColors.size(), PointCloud::kMostClasses),
                spec.classColors.begin());
  }
  spec.rankStep = 1.0F / static_cast<float>(std::max<std::size_t>(cloud.positions.size() - 1, 1));
  return spec;
}

void placePoints(const PlaceSpec& spec, std::span<const glm::vec3> points, std::size_t first,
                 PointPlaces& places) {
  assert(points.size() <= PointPlaces::kCount);
  if (points.empty()) return;
  placeAll(spec, &points.front().x, static_cast<std::int32_t>(first),
           static_cast<std::int32_t>(points.size()), places);
  const auto color = spec.classes.empty() ? colorByRank : colorByClass;
  color(spec, static_cast<std::int32_t>(first), static_cast<std::int32_t>(points.size()), places);
}

}  // namespace es::render
