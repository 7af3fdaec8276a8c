#include "app/panels/layout/opening.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/search_box.h"

namespace es::app {

namespace {

constexpr std::array kQuestions{"tower", "king - man + woman", "cats - cat"};
constexpr const char *kLesson = "welcome", *kStart = "Start the first lesson";

bool hasWords(const PanelContext& context, const char* formula) {
  for (const math::Term& term : math::parseExpression(formula).terms)
    if (!context.vocabulary()->find(term.word)) return false;
  return true;
}

struct OpeningState {
  std::shared_ptr<const Space> space;  // held, so that no address is used again
  std::vector<const char*> questions;  // whose words it has
};

const std::vector<const char*>& questionsFor(const PanelContext& context) {
  OpeningState& state = context.memory<OpeningState>();
  if (state.space == context.document().space) return state.questions;
  state = {context.document().space, {}};
  for (const char* formula : kQuestions)
    if (hasWords(context, formula)) state.questions.push_back(formula);
  return state.questions;
}

bool hasFirstLesson(const PanelContext& context) {
  const std::vector<LessonTitle>& titles = context.in.lesson.titles;
  if (titles.empty()) return true;  // they are not read yet; in a headless picture never
  return std::ranges::any_of(titles, [](const LessonTitle& title) { return title.name == kLesson; });
}

/// The labels, in rows from left to right; the lesson last.
std::vector<const char*> labelsFor(const PanelContext& context) {
  std::vector<const char*> labels = questionsFor(context);
  if (hasFirstLesson(context)) labels.push_back(kStart);
  return labels;
}

}  // namespace

bool isOpening(const PanelContext& context) {
  const DocumentState& document = context.document();
  return context.table() && !document.neighbors && document.shown.empty() && !document.dots &&
         !document.pairs && !context.in.lesson.lesson && context.in.view.mode == Mode::Words;
}

std::vector<float> openingWidths(const PanelContext& context) {
  std::vector<float> widths;
  if (!isOpening(context)) return widths;
  for (const char* label : labelsFor(context)) widths.push_back(chipWidth(label));
  return widths;
}

void drawOpening(PanelContext& context, const StageLayout& layout) {
  const PanelBox& box = layout.chips;
  if (box.width <= 0) return;
  const float gap = std::round(0.7F * layout.margin);
  const std::vector<const char*> labels = labelsFor(context);
  const std::vector<std::size_t> rows = rowsOfItems(openingWidths(context), box.width, gap);
  const float line =
      (box.height - gap * static_cast<float>(rows.size() - 1)) / static_cast<float>(rows.size());
  beginFree("##opening", box);
  std::size_t at = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    float width = -gap;
    for (std::size_t i = 0; i < rows[row]; ++i) width += chipWidth(labels[at + i]) + gap;
    float x = box.x + std::max(0.0F, (box.width - width) / 2);
    for (std::size_t i = 0; i < rows[row]; ++i, ++at) {
      ImGui::SetCursorScreenPos({x, box.y + static_cast<float>(row) * (line + gap)});
      x += chipWidth(labels[at]) + gap;
      if (labels[at] == kStart) {
        if (filledChip(context, kStart, line))
          context.issue(LessonCommand{LessonCommand::Move::Start, kLesson, {}});
        tooltip("A minute: what the points are, what near means, and what one can ask.");
      } else if (chip(context, labels[at], line)) {
        askNearest(context, labels[at]);
      }
    }
  }
  endFree();
}

}  // namespace es::app
