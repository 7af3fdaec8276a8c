#include "app/scene/scene_cloud.h"

#include "app/look/cloud_colors.h"

namespace es::app {
namespace {

constexpr float kDimmed = 0.25F, kDimmedByDirection = 0.7F;

/// The strength of the first and of the last point, and how large they are against the setting.
struct CloudLook {
  float nearAlpha, farAlpha, size;
};
constexpr CloudLook kPlain{1.0F, 1.0F, 1.0F};
constexpr CloudLook kColoredDark{1.0F, 0.7F, 1.1F};
constexpr CloudLook kColoredLight{1.0F, 0.7F, 1.05F};

CloudLook lookOf(const SceneInput& input) {
  if (!input.coloring) return kPlain;
  return input.view.theme == Theme::Dark ? kColoredDark : kColoredLight;
}

std::vector<glm::vec4> classColors(const SceneInput& input) {
  const bool byTopics = input.coloring->spec.kind == ColorKind::Topics;
  std::vector<glm::vec4> colors;
  for (const Color& color : byTopics ? topicColors(input.view.theme) : signColors(input.view.theme))
    colors.push_back(toVec4(color));
  return colors;
}

void addClasses(const SceneInput& input, render::PointCloud& cloud) {
  if (!input.coloring || input.coloring->classes.size() != cloud.positions.size()) return;
  cloud.classes = input.coloring->classes;
  cloud.classRevision = input.coloring->revision;
  cloud.classColors = classColors(input);
  cloud.classShare = coloredShare(input);
}

}  // namespace

float dimmedShare(const SceneInput& input) {
  const double sinceSec = input.motion ? input.motion->dimSec() : SceneMotion{}.dimSec();
  const auto share = static_cast<float>(easedShare(sinceSec, 0, SceneMotion::kDimSec));
  return drawsWhatWasAsked(input.document) ? share : 1 - share;
}

float coloredShare(const SceneInput& input) {
  if (!input.coloring) return 0;
  return input.motion ? static_cast<float>(input.motion->coloredShare()) : 1.0F;
}

void addCloud(const SceneInput& input, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const CloudLook look = lookOf(input);
  const float share = coloredShare(input);
  const bool byDirection = input.coloring && input.coloring->spec.kind == ColorKind::Dot;
  const float strength = glm::mix(1.0F, byDirection ? kDimmedByDirection : kDimmed, dimmedShare(input));
  render::PointCloud& cloud = draft.scene.cloud;
  cloud.positions = input.space.positions();
  cloud.revision = input.space.revision();
  cloud.nearColor = withAlpha(colors.pointFrequent, glm::mix(1.0F, look.nearAlpha, share) * strength);
  cloud.farColor = withAlpha(colors.pointRare, glm::mix(1.0F, look.farAlpha, share) * strength);
  cloud.sizePx = static_cast<float>(input.view.pointSize) * glm::mix(1.0F, look.size, share);
  addClasses(input, cloud);
}

}  // namespace es::app
