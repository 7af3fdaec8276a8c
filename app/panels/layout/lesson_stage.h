#pragma once

#include <string>

#include "app/panels/layout/stage_layout.h"
#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A lesson has the stage: its step's subject fills the window. While its controls are the person's own, the
/// window is as without a lesson, with the way back in it.

/// The size of letters in a window of this height: on the stage they are read from the back of a class.
[[nodiscard]] double fontSizeFor(const LessonAnswer& lesson, double ownSize, float heightPx);
/// The page that is the step's subject; nothing: the picture, or the bars of the next word.
[[nodiscard]] std::optional<Page> subjectPage(const LessonAnswer& lesson);
/// The subject is no picture.
[[nodiscard]] bool subjectIsPage(const LessonAnswer& lesson);

/// The caption of the step on show, its height at this width, and the bar's width.
[[nodiscard]] std::string lessonCaption(const PanelContext& context);
[[nodiscard]] float lessonCaptionHeight(const PanelContext& context, float widthPx);
[[nodiscard]] float lessonBarWidth(const PanelContext& context);

/// Subject, caption and bar of the lesson, while it has the stage.
void drawLessonStage(PanelContext& context, const StageLayout& layout);
/// The way back, while its controls are the person's own: under the bar, at the right.
void drawLessonPause(PanelContext& context, const StageLayout& layout);

}  // namespace es::app
