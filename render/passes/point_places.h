#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>

#include "render/scene/frame.h"

namespace es::render {

inline constexpr int kSplatStepBits = 3;
inline constexpr int kSplatSteps =
    1 << kSplatStepBits;  // places within a pixel, and sizes a pixel, that are told apart

inline constexpr std::size_t kSplatPlaces =
    std::size_t{kSplatSteps} * kSplatSteps;  // of a centre in its pixel

/// What the places of a cloud's points in a tile are computed from.
struct PlaceSpec {
  std::array<float, 16> clipFromWorld{};  // columns, as GL has them
  glm::vec3 eye{0.0F};                    // world
  glm::vec3 fade{0.0F};                   // start, 1 / length, floor
  glm::vec2 toPxScale{0.0F};              // device coordinates of the picture -> pixels of the tile, y up
  glm::vec2 toPxOffset{0.0F};
  glm::vec2 tilePx{0.0F};
  glm::vec4 nearColor{1.0F};  // straight; of the first point ...
  glm::vec4 farColor{1.0F};   // ... and of the last
  float sizePx = 1.0F;        // diameter of the first; the last are 60 % of it
  float rankStep = 0.0F;      // 1 / (count - 1)
  /// Of the cloud, as PointCloud has them; no classes: the two colours above.
  std::span<const std::uint8_t> classes{};
  std::array<glm::vec4, PointCloud::kMostClasses> classColors{};
  float classShare = 0.0F;
};
PlaceSpec placeSpec(const Frame& frame, const Tile& tile);

/// Where points are, one array a quantity.
struct PointPlaces {
  static constexpr std::size_t kCount = 256;
  alignas(64) std::array<std::int32_t, kCount> x;     // steps from kPlacePadPx left of the tile
  alignas(64) std::array<std::int32_t, kCount> y;     // steps from kPlacePadPx below it, upwards
  alignas(64) std::array<std::int32_t, kCount> size;  // steps of the diameter beyond 1 px
  alignas(64) std::array<float, kCount> depth;        // GL's, [0, 1]
  alignas(64) std::array<float, kCount> strength;     // of the colour: alpha, with depth cue and size
  alignas(
      64) std::array<std::int32_t, kCount> color;  // premultiplied, R in the lowest byte; 0: not to be seen
};
inline constexpr int kPlacePadPx = 16;

/// The rules of point.vert. At most kCount points; `first`: the place of the first of them in the cloud. What
/// is not in the tile, before the near plane, not a number or too faint is not to be seen.
void placePoints(const PlaceSpec& spec, std::span<const glm::vec3> points, std::size_t first,
                 PointPlaces& places);

}  // namespace es::render
