#include "app/scene/pointed_word.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "app/scene/camera_pose.h"
#include "base/multiversion.h"
#include "math/linear/similarity.h"

namespace es::app {
namespace {

/// Where a place in the picture lies, in what a point's clip coordinates are compared with.
struct PickSpec {
  std::array<float, 4> x, y,
      w;                 // rows of the matrix that makes x, y and w of a point (its coordinates and 1)
  float atX, atY;        // the place, in device coordinates
  float pxPerX, pxPerY;  // picture pixels for one device unit
  float reachPx;
};

/// Marks the points within reach: plain arithmetic without branches, so that compilers vectorise it. Returns
/// whether there are any.
ES_MULTIVERSION bool markWithin(const PickSpec& spec, const float* __restrict world, int count,
                                std::int32_t* __restrict marks) {
  const PickSpec s = spec;
  std::int32_t any = 0;
  for (int i = 0; i < count; ++i, world += 3) {
    const float x = world[0], y = world[1], z = world[2];
    const float w = s.w[0] * x + s.w[1] * y + s.w[2] * z + s.w[3];
    const float awayX = (s.x[0] * x + s.x[1] * y + s.x[2] * z + s.x[3] - s.atX * w) * s.pxPerX;
    const float awayY = (s.y[0] * x + s.y[1] * y + s.y[2] * z + s.y[3] - s.atY * w) * s.pxPerY;
    const float reach = s.reachPx * w;  // all of it times w: no division
    marks[i] = static_cast<int>(w > 0) & static_cast<int>(awayX * awayX + awayY * awayY <= reach * reach);
    any |= marks[i];
  }
  return any != 0;
}

PickSpec pickSpec(const SceneInput& input, const glm::mat4& clip, glm::vec2 px, float reachPx) {
  const auto rowOf = [&](int row) {
    return std::array<float, 4>{clip[0][row], clip[1][row], clip[2][row], clip[3][row]};
  };
  return {rowOf(0),
          rowOf(1),
          rowOf(3),
          px.x / input.widthPx * 2 - 1,
          1 - px.y / input.heightPx * 2,
          0.5F * input.widthPx,
          0.5F * input.heightPx,
          reachPx};
}

/// A point near a place in the picture.
struct NearPoint {
  std::size_t row;
  float awayPx, depth;
};

/// Calls `consider` with every point that is seen within reach of the place, in row order.
template <class Consider>
void forPointsNear(const SceneInput& input, glm::vec2 placePx, float reachPx, Consider consider) {
  const float aspect = input.widthPx / input.heightPx;
  const glm::mat4 clip = render::clipFromWorld(cameraOf(input), aspect);
  const auto positions = input.space.positions();
  const auto measure = [&](std::size_t i) {
    if (!isSeen(input.document.filter, static_cast<math::Index>(i))) return;
    const glm::vec4 p = clip * glm::vec4(positions[i], 1.0F);
    if (!(p.w > 0)) return;
    const float x = (p.x / p.w * 0.5F + 0.5F) * input.widthPx - placePx.x;
    const float y = (0.5F - p.y / p.w * 0.5F) * input.heightPx - placePx.y;
    const float awayPx = std::sqrt(x * x + y * y);
    if (awayPx <= reachPx) consider(NearPoint{i, awayPx, p.w});
  };
  const PickSpec spec = pickSpec(input, clip, placePx, reachPx + 1);  // 1 for rounding
  constexpr std::size_t kBlock = 256;
  std::array<std::int32_t, kBlock> marks;
  for (std::size_t from = 0; from < positions.size(); from += kBlock) {
    const std::size_t end = std::min(from + kBlock, positions.size());
    if (!markWithin(spec, &positions[from].x, static_cast<int>(end - from), marks.data())) continue;
    for (std::size_t i = from; i < end; ++i)
      if (marks[i - from] != 0) measure(i);
  }
}

double scoreOf(math::Metric metric, const math::Vector& query, const math::Vector& vector) {
  switch (metric) {
    case math::Metric::Dot:
      return math::dot(query, vector);
    case math::Metric::Euclidean:
      return math::length(math::Vector(query - vector));
    default:
      return math::cosine(query, vector);
  }
}

}  // namespace

std::optional<math::Index> rowAt(const SceneInput& input, float xPx, float yPx, float reachPx) {
  if (input.space.empty()) return std::nullopt;
  float best = reachPx, bestDepth = 0;
  std::optional<math::Index> found;
  forPointsNear(input, {xPx, yPx}, reachPx + 1, [&](const NearPoint& point) {  // 1 for ties
    if (point.awayPx > best + 1) return;
    const bool nearer = point.awayPx < best - 1 || !found || point.depth < bestDepth;
    if (!nearer) return;
    best = std::min(best, point.awayPx);
    bestDepth = point.depth;
    found = static_cast<math::Index>(point.row);
  });
  return found;
}

std::optional<math::Index> labelledRowAt(const SceneInput& input, float xPx, float yPx) {
  const auto positions = input.space.positions();
  const float same = 1e-4F * input.space.extent().radius;  // an arrow's tip is computed apart from its point
  for (const DrawnLabel& label : input.drawn) {
    if (!label.box.contains(xPx, yPx)) continue;
    const auto at = std::ranges::find_if(
        positions, [&](const glm::vec3& place) { return glm::distance(place, label.anchor) <= same; });
    if (at != positions.end()) return static_cast<math::Index>(at - positions.begin());
  }
  return std::nullopt;
}

std::shared_ptr<const HoveredTopic> topicAt(const SceneInput& input, float xPx, float yPx) {
  for (const DrawnLabel& label : input.drawn)
    if (label.topic && label.box.contains(xPx, yPx)) return label.topic;  // no two labels overlap
  return nullptr;
}

std::optional<math::Index> lookalikeOf(const SceneInput& input, math::Index row) {
  constexpr float kReachPx = 12;
  const glm::vec2 size{input.widthPx, input.heightPx};
  const render::Camera camera = cameraOf(input);
  const glm::vec3 px =
      render::pxFromWorld(camera, size, input.space.positions()[static_cast<std::size_t>(row)]);
  if (px.z <= 0) return std::nullopt;
  std::optional<math::Index> found;
  forPointsNear(input, px, kReachPx, [&](const NearPoint& point) {
    const auto other = static_cast<math::Index>(point.row);
    if (!found && other != row) found = other;
  });
  return found;
}

HoveredWord pointedWord(const SceneInput& input, math::Index row) {
  const DocumentState& state = input.document;
  const model::EmbeddingTable& table = *state.space->table;
  const math::Vector vector = table.vector(row);
  HoveredWord word{row,
                   table.vocabulary().word(row),
                   math::length(vector),
                   math::shownShareOfDifference(input.space.slice(), vector),
                   {},
                   {}};
  if (state.neighbors) word.score = scoreOf(state.neighbors->metric, state.neighbors->query, vector);
  if (const auto other = lookalikeOf(input, row)) {
    word.lookalike = {table.vocabulary().word(*other), math::cosine(vector, table.vector(*other)),
                      table.dims()};
  }
  return word;
}

}  // namespace es::app
