#include "app/scene/camera_pose.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/motion/slice_player.h"

namespace es::app {
namespace {

constexpr float kOverviewShare = 0.86F;  // of the sphere of 99 % of the words: its rim is nearly empty
constexpr double kDegreesPerRadian = 57.29577951308232;

float radians(double degrees) {
  return static_cast<float>(degrees / kDegreesPerRadian);
}
/// To a ten-thousandth: finer digits would only be the float's rounding, and stand in saved sessions.
double degrees(float rad) {
  return std::round(static_cast<double>(rad) * kDegreesPerRadian * 1e4) / 1e4;
}

/// To a hundred-thousandth of the distance at most, for the same reason.
double rounded(float length, float distance) {
  if (!(distance > 0)) return static_cast<double>(length);
  const double perUnit = std::pow(10.0, 5 - std::floor(std::log10(static_cast<double>(distance))));
  return std::round(static_cast<double>(length) * perUnit) / perUnit;
}

/// Where the eye may be for all places to lie within two slopes of it (across per depth) along one axis of
/// the picture: places (across, depth) -> the depth that it must stay behind, and where across.
class Reach {
 public:
  Reach(const std::vector<glm::vec2>& places, float lowSlope, float highSlope)
      : m_lowSlope(lowSlope), m_highSlope(highSlope) {
    for (const glm::vec2& place : places) {
      m_high = std::max(m_high, place.x - highSlope * place.y);
      m_low = std::max(m_low, -place.x - lowSlope * place.y);
    }
  }
  [[nodiscard]] float depth() const { return -(m_high + m_low) / (m_highSlope + m_lowSlope); }
  /// In the middle of where it may be at that depth.
  [[nodiscard]] float across(float eyeDepth) const {
    return 0.5F * (m_high + m_highSlope * eyeDepth - m_low - m_lowSlope * eyeDepth);
  }

 private:
  float m_lowSlope, m_highSlope;
  float m_high = std::numeric_limits<float>::lowest(), m_low = m_high;
};

/// The camera moved, not turned, so that the places fill the middle of the picture; labels need the rest.
render::Camera fitted(render::Camera camera, std::span<const glm::vec3> places, float cloudRadius,
                      const PictureFrame& frame, const FramedReach& reach) {
  const glm::mat4 view = render::viewFromWorld(camera);
  std::vector<glm::vec2> horizontal, vertical;
  float nearest = std::numeric_limits<float>::max(), farthest = std::numeric_limits<float>::lowest();
  for (const glm::vec3& place : places) {
    const glm::vec4 seen = view * glm::vec4(place, 1.0F);
    horizontal.emplace_back(seen.x, -seen.z);
    vertical.emplace_back(seen.y, -seen.z);
    nearest = std::min(nearest, -seen.z);
    farthest = std::max(farthest, -seen.z);
  }
  const float slope = std::tan(0.5F * camera.fovYRad);
  const float wide = slope * frame.aspect * frame.share.x, high = slope * frame.share.y;
  const Reach x(horizontal, reach.left * wide, reach.right * wide);
  const Reach y(vertical, reach.down * high, reach.up * high);
  // Not so near that the nearest thing looks more than three times as large as the farthest.
  const float eye = std::min({x.depth(), y.depth(), 1.5F * nearest - 0.5F * farthest});
  const float middle = 0.5F * (nearest + farthest);  // what the camera turns about
  // A single point is framed with some of its surroundings.
  const float least =
      render::framing(camera, camera.target, 0.02F * cloudRadius, frame.aspect, frame.share).distance;
  camera.target = glm::vec3(glm::inverse(view) * glm::vec4(x.across(eye), y.across(eye), -middle, 1.0F));
  camera.distance = std::max(middle - eye, least);
  return camera;
}

}  // namespace

PictureFrame::PictureFrame(float widthPx, float heightPx, const RectPx& clear) : aspect(widthPx / heightPx) {
  const glm::vec2 size(widthPx, heightPx);
  const glm::vec2 from = glm::clamp(glm::vec2(clear.x, clear.y) / size, 0.0F, 1.0F);
  const glm::vec2 to =
      glm::clamp(glm::vec2(clear.x + clear.width, clear.y + clear.height) / size, 0.0F, 1.0F);
  if (!(to.x > from.x && to.y > from.y)) return;
  middle = 0.5F * (from + to);
  share = to - from;
}

RectPx PictureFrame::clearPx(float widthPx, float heightPx) const {
  const glm::vec2 size(widthPx, heightPx), from = (middle - 0.5F * share) * size, extent = share * size;
  return {from.x, from.y, extent.x, extent.y};
}

render::Camera cameraOf(const SceneInput& input) {
  return cameraOf(input.view.camera, input.space.extent(), {input.widthPx, input.heightPx, input.clear});
}

render::Camera cameraOf(const CameraPose& pose, const CloudExtent& extent, const PictureFrame& frame) {
  render::Camera camera;
  camera.target = {static_cast<float>(pose.target[0]), static_cast<float>(pose.target[1]),
                   static_cast<float>(pose.target[2])};
  camera.distance = static_cast<float>(pose.distance);
  camera.yawRad = radians(pose.yawDegrees);
  camera.pitchRad = radians(pose.pitchDegrees);
  camera.fovYRad = radians(pose.fovDegrees);
  camera.shift = (2.0F * frame.middle - 1.0F) * glm::vec2(1.0F, -1.0F);
  if (pose.distance <= 0)
    camera =
        render::framing(camera, extent.center, kOverviewShare * extent.radius, frame.aspect, frame.share);
  return render::sanitized(camera);
}

CameraPose poseOf(const render::Camera& camera) {
  CameraPose pose;
  for (int i = 0; i < 3; ++i)
    pose.target[static_cast<std::size_t>(i)] = rounded(camera.target[i], camera.distance);
  pose.distance = rounded(camera.distance, camera.distance);
  pose.yawDegrees = degrees(camera.yawRad);
  pose.pitchDegrees = degrees(camera.pitchRad);
  pose.fovDegrees = degrees(camera.fovYRad);
  return pose;
}

std::vector<glm::vec3> askedPlaces(const DocumentState& document, const DocumentFigures& figures) {
  std::vector<glm::vec3> places;
  if (!document.space || !document.sliced) return places;
  const model::EmbeddingTable& table = *document.space->table;
  const auto add = [&](const math::Vector& vector) {
    places.push_back(placeIn(document.sliced->slice, vector));
  };
  for (const auto& [expression, figure] : figures.formulas) {
    for (const FigureArrow& arrow : figure->arrows) {
      add(arrow.from);
      add(arrow.to);
    }
  }
  if (document.neighbors)
    for (const Neighbor& neighbor : document.neighbors->ranked) add(table.vector(neighbor.row));
  if (document.pairs) {
    add(math::Vector::Zero(table.dims()));
    add(vectorOf(document.pairs->expression, table));
    for (const PairItem& pair : document.pairs->items)
      for (const math::Index row : {pair.fromRow, pair.toRow}) add(table.vector(row));
  }
  const TraceFigure& traces = *figures.traces;
  for (const TracePath& path : traces.paths)
    for (math::Index step = 0; step < path.states.rows(); ++step) add(path.states.row(step).transpose());
  for (const OutputRow& output : traces.outputs) add(output.tip);
  for (const EndWord& near : traces.ends)
    if (const auto row = table.vocabulary().find(near.word)) add(table.vector(*row));
  for (const NearbyWord& nearby : traces.nearby)
    if (const auto row = table.vocabulary().find(nearby.word); row && nearby.atStart) add(table.vector(*row));
  if (document.selected) {  // an arrow
    add(math::Vector::Zero(table.dims()));
    add(table.vector(*document.selected));
  }
  return places;
}

CameraPose framedPose(const CameraPose& pose, std::span<const glm::vec3> places, const CloudExtent& extent,
                      const PictureFrame& frame, const FramedReach& reach) {
  if (!places.empty())
    return poseOf(fitted(cameraOf(pose, extent, frame), places, extent.radius, frame, reach));
  CameraPose whole = pose;
  whole.distance = 0;
  whole.target = {0, 0, 0};
  return whole;
}

}  // namespace es::app
