#include "app/camera_pose.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/formula_figure.h"
#include "app/trace_figure.h"

namespace es::app {
namespace {

constexpr float kFramedShare = 0.66F;  // of the picture's width or height that framed things take up
constexpr double kDegreesPerRadian = 57.29577951308232;

float radians(double degrees) {
  return static_cast<float>(degrees / kDegreesPerRadian);
}
/// To a ten-thousandth: finer digits would only be the float's rounding, and stand in saved sessions.
double degrees(float rad) {
  return std::round(static_cast<double>(rad) * kDegreesPerRadian * 1e4) / 1e4;
}

/// Every place that belongs to what is asked.
std::vector<glm::vec3> askedPlaces(const DocumentState& document, PathLength length,
                                   const SlicePlayer& space) {
  std::vector<glm::vec3> places;
  const model::EmbeddingTable& table = *document.space->table;
  const auto addFigure = [&](const math::Expression& expression) {
    for (const FigureArrow& arrow : formulaFigure(expression, table).arrows) {
      places.push_back(space.place(arrow.from));
      places.push_back(space.place(arrow.to));
    }
  };
  if (document.neighbors) {
    addFigure(document.neighbors->expression);
    for (const Neighbor& neighbor : document.neighbors->ranked)
      places.push_back(space.place(table.vector(neighbor.row)));
  }
  for (const math::Expression& expression : document.shown) addFigure(expression);
  if (document.pairs) {
    places.push_back(space.place(math::Vector::Zero(table.dims())));
    places.push_back(space.place(vectorOf(document.pairs->expression, table)));
    for (const PairItem& pair : document.pairs->items)
      for (const math::Index row : {pair.fromRow, pair.toRow})
        places.push_back(space.place(table.vector(row)));
  }
  const TraceFigure traces = traceFigure(document.model, length, table.dims());
  for (const TracePath& path : traces.paths)
    for (math::Index step = 0; step < path.states.rows(); ++step)
      places.push_back(space.place(path.states.row(step).transpose()));
  for (const OutputRow& output : traces.outputs) places.push_back(space.place(output.tip));
  for (const NearbyWord& nearby : traces.nearby)
    if (const auto row = table.vocabulary().find(nearby.word); row && nearby.atStart)
      places.push_back(space.place(table.vector(*row)));
  if (document.selected) {  // an arrow
    places.push_back(space.place(math::Vector::Zero(table.dims())));
    places.push_back(space.place(table.vector(*document.selected)));
  }
  return places;
}

/// How far the eye must stay back, and where across, for the places to lie within +-slope of it (across per
/// depth) along one axis of the picture.
struct Reach {
  float across = 0, depth = 0;
};
Reach reachOf(const std::vector<glm::vec2>& acrossAndDepth, float slope) {
  float right = std::numeric_limits<float>::lowest(), left = right;
  for (const glm::vec2& place : acrossAndDepth) {
    right = std::max(right, place.x - slope * place.y);
    left = std::max(left, -place.x - slope * place.y);
  }
  return {0.5F * (right - left), -0.5F * (right + left) / slope};
}

/// The camera moved, not turned, so that the places fill the middle of the picture; labels need the rest.
render::Camera fitted(render::Camera camera, const std::vector<glm::vec3>& places, float cloudRadius,
                      float aspect) {
  const glm::vec3 forward = glm::normalize(camera.target - render::eyePosition(camera));
  const glm::vec3 right = glm::normalize(glm::cross(forward, glm::vec3(0, 0, 1)));
  const glm::vec3 up = glm::cross(right, forward);
  std::vector<glm::vec2> horizontal, vertical;
  float nearest = std::numeric_limits<float>::max(), farthest = std::numeric_limits<float>::lowest();
  for (const glm::vec3& place : places) {
    const float depth = glm::dot(place, forward);
    horizontal.emplace_back(glm::dot(place, right), depth);
    vertical.emplace_back(glm::dot(place, up), depth);
    nearest = std::min(nearest, depth);
    farthest = std::max(farthest, depth);
  }
  const float slope = kFramedShare * std::tan(0.5F * camera.fovYRad);
  const Reach x = reachOf(horizontal, slope * aspect), y = reachOf(vertical, slope);
  // Not so near that the nearest thing looks more than three times as large as the farthest.
  const float eye = std::min({x.depth, y.depth, 1.5F * nearest - 0.5F * farthest});
  const float middle = 0.5F * (nearest + farthest);  // what the camera turns about
  // A single point is framed with some of its surroundings.
  const float least = render::framing(camera, camera.target, 0.02F * cloudRadius, aspect).distance;
  camera.distance = std::max(middle - eye, least);
  camera.target = x.across * right + y.across * up + middle * forward;
  return camera;
}

}  // namespace

render::Camera cameraOf(const CameraPose& pose, const CloudExtent& extent, float aspect) {
  render::Camera camera;
  camera.target = {static_cast<float>(pose.target[0]), static_cast<float>(pose.target[1]),
                   static_cast<float>(pose.target[2])};
  camera.distance = static_cast<float>(pose.distance);
  camera.yawRad = radians(pose.yawDegrees);
  camera.pitchRad = radians(pose.pitchDegrees);
  camera.fovYRad = radians(pose.fovDegrees);
  if (pose.distance <= 0) camera = render::framing(camera, extent.center, extent.radius, aspect);
  return render::sanitized(camera);
}

CameraPose poseOf(const render::Camera& camera) {
  CameraPose pose;
  pose.target = {camera.target.x, camera.target.y, camera.target.z};
  pose.distance = camera.distance;
  pose.yawDegrees = degrees(camera.yawRad);
  pose.pitchDegrees = degrees(camera.pitchRad);
  pose.fovDegrees = degrees(camera.fovYRad);
  return pose;
}

CameraPose framedPose(const ViewState& view, const DocumentState& document, const SlicePlayer& space,
                      float aspect) {
  const CameraPose& pose = view.camera;
  CameraPose whole = pose;
  whole.distance = 0;
  whole.target = {0, 0, 0};
  if (!document.space || space.empty()) return whole;
  const std::vector<glm::vec3> places = askedPlaces(document, view.pathLength, space);
  if (places.empty()) return whole;
  return poseOf(fitted(cameraOf(pose, space.extent(), aspect), places, space.extent().radius, aspect));
}

}  // namespace es::app
