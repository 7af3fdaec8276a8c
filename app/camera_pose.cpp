#include "app/camera_pose.h"

#include <algorithm>
#include <glm/gtc/constants.hpp>

#include "app/formula_figure.h"

namespace es::app {
namespace {

constexpr double kDegreesPerRadian = 57.29577951308232;

float radians(double degrees) { return static_cast<float>(degrees / kDegreesPerRadian); }
double degrees(float rad) { return static_cast<double>(rad) * kDegreesPerRadian; }

/// Every place that belongs to what is asked.
std::vector<glm::vec3> askedPlaces(const DocumentState& document, const SlicePlayer& space) {
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
    for (const Neighbor& neighbor : document.neighbors->ranked) places.push_back(space.place(table.vector(neighbor.row)));
  }
  for (const math::Expression& expression : document.shown) addFigure(expression);
  if (document.selected) places.push_back(space.place(table.vector(*document.selected)));
  return places;
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

CameraPose framedPose(const CameraPose& pose, const DocumentState& document, const SlicePlayer& space, float aspect) {
  CameraPose whole = pose;
  whole.distance = 0;
  whole.target = {0, 0, 0};
  if (!document.space || space.empty()) return whole;
  const std::vector<glm::vec3> places = askedPlaces(document, space);
  if (places.empty()) return whole;
  glm::vec3 low = places.front(), high = places.front();
  for (const glm::vec3& place : places) {
    low = glm::min(low, place);
    high = glm::max(high, place);
  }
  const glm::vec3 center = 0.5F * (low + high);
  float radius = 0.02F * space.extent().radius;  // a single point is framed with some of its surroundings
  for (const glm::vec3& place : places) radius = std::max(radius, glm::length(place - center));
  return poseOf(render::framing(cameraOf(pose, space.extent(), aspect), center, radius, aspect));
}

}  // namespace es::app
