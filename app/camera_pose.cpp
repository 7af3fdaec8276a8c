#include "app/camera_pose.h"

#include <algorithm>
#include <cmath>

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
  const TraceFigure traces = traceFigure(document.model, length, table.dims());
  for (const TracePath& path : traces.paths)
    for (math::Index step = 0; step < path.states.rows(); ++step)
      places.push_back(space.place(path.states.row(step).transpose()));
  for (const OutputRow& output : traces.outputs) places.push_back(space.place(output.tip));
  for (const NearbyWord& nearby : traces.nearby)
    if (const auto row = table.vocabulary().find(nearby.word); row && nearby.atStart)
      places.push_back(space.place(table.vector(*row)));
  if (document.selected) places.push_back(space.place(table.vector(*document.selected)));
  return places;
}

/// The camera moved, not turned, until the places fill the middle of the picture; labels need the rest.
render::Camera fitted(render::Camera camera, const std::vector<glm::vec3>& places, float cloudRadius,
                      float aspect) {
  glm::vec3 low = places.front(), high = places.front();
  for (const glm::vec3& place : places) {
    low = glm::min(low, place);
    high = glm::max(high, place);
  }
  // A single point is framed with some of its surroundings.
  const float radius = std::max(0.5F * glm::length(high - low), 0.02F * cloudRadius);
  camera = render::framing(camera, 0.5F * (low + high), radius, aspect);
  const glm::vec2 size{1000.0F * aspect, 1000.0F};
  for (int pass = 0; pass < 6; ++pass) {  // perspective makes it a small iteration, not a formula
    glm::vec2 lowPx = size, highPx{0.0F};
    for (const glm::vec3& place : places) {
      const glm::vec2 px = render::pxFromWorld(camera, size, place);
      lowPx = glm::min(lowPx, px);
      highPx = glm::max(highPx, px);
    }
    camera = render::panned(camera, 0.5F * size - 0.5F * (lowPx + highPx), size.y);
    const glm::vec2 share = (highPx - lowPx) / size;
    camera.distance *= std::clamp(std::max(share.x, share.y) / kFramedShare, 0.7F, 1.4F);
  }
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
