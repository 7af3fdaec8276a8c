#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/scene/label_layout.h"
#include "app/scene/scene_cloud.h"
#include "app/scene/scene_draft.h"
#include "app/scene/scene_input.h"
#include "app/scene/topic_names.h"
#include "render/text/font.h"

namespace es::app {

/// Document -> picture. Keeps only what makes the labels steady from frame to frame.
class SceneBuilder {
 public:
  explicit SceneBuilder(const render::FontChain& font) : m_font(font) {}

  [[nodiscard]] render::RenderScene build(const SceneInput& input);
  /// Of the last picture.
  [[nodiscard]] std::span<const DrawnLabel> drawnLabels() const { return m_drawn; }
  /// Forget where labels were: for a picture that stands alone.
  void forgetLabels() {
    m_layout.forget();
    m_localWords.clear();
  }

 private:
  void addLandmarks(const SceneInput& input, SceneDraft& draft);
  void placeLabels(const SceneInput& input, SceneDraft& draft);

  const render::FontChain& m_font;
  LabelLayout m_layout;
  CloudClasses m_cloudClasses;
  TopicNames m_topicNames;
  std::vector<DrawnLabel> m_drawn;
  std::vector<math::Index> m_landmarks;
  std::vector<math::Index> m_localWords;  // labelled besides where few landmarks are in the picture
  std::shared_ptr<const SlicedSpace> m_landmarksOf;  // held, so that its address is not used again
  std::shared_ptr<const RowFilter> m_landmarksIn;
  int m_landmarkCount = 0;
};

/// Nothing but the colour of the panels: what shows where neither picture nor panel covers a pixel's edge.
[[nodiscard]] render::RenderScene panelGround(Theme theme);

}  // namespace es::app
