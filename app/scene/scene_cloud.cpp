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

const std::vector<Color>& ownColors(const Coloring& coloring, Theme theme) {
  if (coloring.spec.kind == ColorKind::Topics) return topicColors(theme);
  if (!coloring.column) return signColors(theme);
  return coloring.column->kind == model::ColumnKind::Category ? categoryColors(theme) : scaleColors(theme);
}

/// By class; without a colouring there is one, of all points that are seen.
std::vector<glm::vec4> classColors(const SceneInput& input) {
  if (!input.coloring) return {toVec4(palette(input.view.theme).pointFrequent)};
  std::vector<glm::vec4> colors;
  for (const Color& color : ownColors(*input.coloring, input.view.theme)) colors.push_back(toVec4(color));
  return colors;
}

}  // namespace

void CloudClasses::follow(const SceneInput& input, std::uint8_t hidden) {
  const auto& filter = input.document.filter;
  if (m_coloring == input.coloring && m_filter == filter) return;
  m_coloring = input.coloring;
  m_filter = filter;
  const std::vector<std::uint8_t>& keeps = filter->rows.keeps;
  m_classes.resize(keeps.size());
  for (std::size_t row = 0; row < keeps.size(); ++row)
    m_classes[row] = keeps[row] == 0 ? hidden : m_coloring ? m_coloring->classes[row] : std::uint8_t{0};
}

void CloudClasses::add(const SceneInput& input, render::PointCloud& cloud) {
  const auto& filter = input.document.filter;
  if (input.coloring && input.coloring->classes.size() != cloud.positions.size()) return;
  if (filter && filter->rows.keeps.size() != cloud.positions.size()) return;
  if (!filter && !input.coloring) return;
  cloud.classColors = classColors(input);
  cloud.classShare = coloredShare(input);
  if (!filter) {
    cloud.classes = input.coloring->classes;
    cloud.classRevision = input.coloring->revision;
    return;
  }
  constexpr std::uint64_t kMixed = 0x9E3779B97F4A7C15U;  // so that it is no revision of either
  follow(input, static_cast<std::uint8_t>(cloud.classColors.size()));
  cloud.classColors.emplace_back(0.0F);  // what is hidden is hidden from the first picture on
  cloud.classShare = 1;
  cloud.classes = m_classes;
  cloud.classRevision =
      ((input.coloring ? input.coloring->revision : 1) ^ kMixed) * kMixed + filter->rows.revision;
}

glm::vec4 columnColor(const SceneInput& input, math::Index row, glm::vec4 otherwise) {
  if (!input.coloring || !input.coloring->column) return otherwise;
  const std::uint8_t own = input.coloring->classes[static_cast<std::size_t>(row)];
  return withAlpha(ownColors(*input.coloring, input.view.theme)[own], otherwise.a);
}

float dimmedShare(const SceneInput& input) {
  const double sinceSec = input.motion ? input.motion->dimSec() : SceneMotion{}.dimSec();
  const auto share = static_cast<float>(easedShare(sinceSec, 0, SceneMotion::kDimSec));
  return drawsWhatWasAsked(input.document) ? share : 1 - share;
}

float coloredShare(const SceneInput& input) {
  if (!input.coloring) return 0;
  return input.motion ? static_cast<float>(input.motion->coloredShare()) : 1.0F;
}

void addCloud(const SceneInput& input, CloudClasses& classes, SceneDraft& draft) {
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
  classes.add(input, cloud);
}

}  // namespace es::app
