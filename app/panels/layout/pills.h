#pragma once

#include <string>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// "Next word · temperature 1.0", or "Next word · T = 1.0".
[[nodiscard]] std::string nextPillLabel(const PanelContext& context, bool brief);
extern const char* const kNextPillTip;
/// The way back to a lesson whose controls are the person's own, at the upper right; its width, 0: none is.
inline constexpr const char* kLessonBack = "back to the lesson";
[[nodiscard]] float lessonBackWidth(const PanelContext& context);
/// A page reaches up to the bar: what stands at the upper right stands in the row of its tabs.
[[nodiscard]] bool pageIsTopmost(const StageLayout& layout);
/// How wide the pills and the status would be.
void measurePills(const PanelContext& context, StageParts& parts);
/// How high the card of the next word would be; nothing while it is closed.
[[nodiscard]] std::optional<float> nextCardHeight(const PanelContext& context);
/// What stands at the lower left: "40,038 words · 100 dimensions".
[[nodiscard]] std::string statusText(const PanelContext& context);

/// The pills on the scene's lowest line with what they open, and the status beside them.
void drawPills(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
