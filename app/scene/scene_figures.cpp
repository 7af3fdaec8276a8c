#include "app/scene/scene_figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/document/columns/point_label.h"
#include "app/motion/figure_motion.h"
#include "app/scene/dashed_arrow.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {
namespace {

constexpr int kSureNeighbors = 10;  // always named; of more, those for which there is room
constexpr float kWordArrowPx = 3.6F;
constexpr float kStepArrowPx = 2.6F;
constexpr float kDifferenceArrowPx = 4.4F;
constexpr float kSideStepPx = 1.6F;  // beside the one arrow that does the same at once

struct ArrowStyle {
  Color color;
  float widthPx;
  int priority;
};

ArrowStyle styleOf(ArrowRole role, const Palette& colors) {
  switch (role) {
    case ArrowRole::Added:
      return {colors.first, kStepArrowPx, label_priority::kStep};
    case ArrowRole::Subtracted:
      return {colors.second, kStepArrowPx, label_priority::kStep};
    case ArrowRole::Difference:
      return {colors.difference, kDifferenceArrowPx, label_priority::kStep};
    case ArrowRole::Result:
      return {colors.result, kDifferenceArrowPx, label_priority::kResult};
    case ArrowRole::Word:
      break;
  }
  return {colors.text, kWordArrowPx, label_priority::kFormulaWord};
}

/// A word's label goes past the tip; a step's or a difference's beside the middle of the arrow.
void labelArrow(const FigureArrow& arrow, glm::vec3 from, glm::vec3 to, const ArrowStyle& style,
                SceneDraft& draft) {
  if (arrow.label.empty()) return;
  LabelDraft label;
  // A difference bears its name in both places.
  label.id = labelId(arrow.role == ArrowRole::Word ? "word"
                     : arrow.ownTips               ? "own step"
                                                   : "step",
                     arrow.label);
  label.text = arrow.label;
  label.color = toVec4(style.color);
  label.priority = style.priority;
  if (arrow.role == ArrowRole::Word) {
    label.anchor = to;
    label.tail = from;
    label.sizePx = 19;
    label.mustShow = true;
  } else {
    label.anchor = 0.5F * (from + to);
    label.tail = from;
    label.beside = true;
    label.sizePx = 14;
    label.mustShow = true;
  }
  addLabelOnce(std::move(label), draft);  // a word of several formulas is named once
}

/// Seconds since a formula came into the picture; a picture without motion is long past it.
double sinceSec(const SceneInput& input, const math::Expression& expression) {
  return input.motion ? input.motion->sinceSec(expression) : SceneMotion{}.sinceSec(expression);
}

void addFigure(const SceneInput& input, const FormulaFigure& figure, double since, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  for (std::size_t i = 0; i < figure.arrows.size(); ++i) {
    const ArrowNow now = arrowNow(figure, i, since);
    if (!now.shown) continue;
    const FigureArrow& arrow = figure.arrows[i];
    const ArrowStyle style = styleOf(arrow.role, colors);
    const glm::vec3 from = input.space.place(now.from), to = input.space.place(now.to);
    const bool step = arrow.role == ArrowRole::Added || arrow.role == ArrowRole::Subtracted;
    const float widthPx = step && figure.stepsAtOnce ? kSideStepPx : style.widthPx;
    const render::Arrow drawn{from, to, toVec4(style.color), widthPx};
    if (arrow.role == ArrowRole::Subtracted) {  // told apart from what is added by shape, too
      addDashedArrow(drawn, input.heightPx, draft);
    } else {
      draft.scene.arrows.push_back(drawn);
    }
    if (now.named) labelArrow(arrow, from, to, style, draft);
  }
}

/// The ring where a formula of several words lands, tied to the origin by a dashed line.
void addLanding(const SceneInput& input, const FormulaFigure& figure, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const glm::vec3 place = input.space.place(figure.result);
  const bool drawnAlready = std::ranges::any_of(figure.arrows, [&](const FigureArrow& arrow) {
    return arrow.from.isZero() && arrow.to == figure.result;
  });
  if (!drawnAlready) {
    draft.scene.lines.push_back({input.space.place(math::Vector::Zero(figure.result.size())), place,
                                 withAlpha(colors.result, 0.8F), 1.6F, 6.0F});
    draft.keepClear.emplace_back(input.space.place(math::Vector::Zero(figure.result.size())), place);
  }
  draft.scene.rings.push_back({place, toVec4(colors.result), 11.0F, 2.2F});
  LabelDraft label;
  label.id = labelId("result", figure.title);
  label.text = figure.title;
  label.anchor = label.tail = place;
  label.color = toVec4(colors.result);
  label.sizePx = 16;
  label.gapPx = 15;
  label.priority = label_priority::kResult;
  label.mustShow = true;
  const bool named =
      std::ranges::any_of(draft.labels, [&](const LabelDraft& other) { return other.text == label.text; });
  if (!named) draft.labels.push_back(std::move(label));
}

/// "queen  cosine 0.783": nearness is measured in all dimensions, of which the slice shows a few.
std::string scoredTitle(const std::string& text, const Neighbor& neighbor, math::Metric metric) {
  return fmt::format("{}  {} {:.3f}", text, math::metricName(metric), static_cast<double>(neighbor.score));
}

/// A formula's result is tied to its nearest word.
void addTie(const SceneInput& input, const NeighborsAnswer& question, glm::vec3 best, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const glm::vec3 result = input.space.place(question.query);
  draft.scene.lines.push_back({result, best, withAlpha(colors.neighbor, 0.9F), 1.6F, 3.0F});
}

/// A word that has just been reached: a ring closes on it.
void addPulse(glm::vec3 position, double litSec, const Palette& colors, SceneDraft& draft) {
  const auto left = static_cast<float>(1 - easedShare(litSec, 0, SceneMotion::kPulseSec));
  if (left > 0)
    draft.scene.rings.push_back({position, withAlpha(colors.neighbor, left), 6.0F + 12.0F * left, 2.0F});
}

/// The words light up one after the other, the nearest first.
void addNeighbors(const SceneInput& input, const NeighborsAnswer& question, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const bool formula = question.expression.terms.size() > 1;
  const SceneMotion atRest;
  const SceneMotion& motion = input.motion ? *input.motion : atRest;
  int place = 0;
  for (const Neighbor& neighbor : question.ranked) {
    if (neighbor.isInput) continue;
    const double lit = motion.answerSec(question, neighbor.row, place);
    const bool best = place++ == 0;
    if (lit < 0) continue;
    const glm::vec3 position = input.space.positions()[static_cast<std::size_t>(neighbor.row)];
    if (place <= kSureNeighbors) addPulse(position, lit, colors, draft);
    draft.scene.sprites.push_back({position, toVec4(colors.neighbor), best ? 11.0F : 8.0F});
    LabelDraft label;
    label.id = wordLabelId(input.document, neighbor.row);
    const std::string text = pointLabel(input.document, neighbor.row);
    label.text = best && formula ? scoredTitle(text, neighbor, question.metric) : text;
    label.anchor = label.tail = position;
    label.color = toVec4(colors.neighbor);
    if (best && formula) addTie(input, question, position, draft);
    label.sizePx = best ? 19.0F : 15.5F;
    label.gapPx = best ? 8.0F : 6.0F;
    label.priority = label_priority::kNeighbor - std::min(place, 9);
    label.mustShow = place <= kSureNeighbors;
    draft.labels.push_back(std::move(label));
  }
}

/// 1st, 2nd, 3rd, 4th, ..., 11th, ...
std::string ordinalText(math::Index place) {
  const math::Index tens = place / 10 % 10, ones = place % 10;
  const char* ending = tens == 1 || ones == 0 || ones > 3 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd";
  return base::groupedText(place) + ending;
}

/// The word whose place was asked: hollow, as it is no answer, and tied to what the question is about.
void addPlaced(const SceneInput& input, const NeighborsAnswer& question, const PlacedWord& placed,
               SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const glm::vec3 position = input.space.positions()[static_cast<std::size_t>(placed.row)];
  const glm::vec3 result = input.space.place(question.query);
  draft.scene.lines.push_back({result, position, withAlpha(colors.text, 0.9F), 1.6F, 3.0F});
  draft.scene.rings.push_back({position, toVec4(colors.text), 6.0F, 2.0F});
  LabelDraft label;
  label.text = base::displayText(placed.word) + "  " + ordinalText(placed.rank);
  label.id = labelId("placed", label.text);
  label.anchor = position;
  label.tail = result;
  label.color = toVec4(colors.text);
  label.sizePx = 19;
  label.gapPx = 9;
  label.priority = label_priority::kFormulaWord;
  label.mustShow = true;
  draft.labels.push_back(std::move(label));
}

}  // namespace

void addQuestion(const SceneInput& input, SceneDraft& draft) {
  if (!input.document.neighbors) return;
  const NeighborsAnswer& question = *input.document.neighbors;
  const FormulaFigure& figure = *input.figures->formulas.front().second;  // the question is drawn first
  const double since = sinceSec(input, question.expression);
  const std::size_t terms = question.expression.terms.size();
  addFigure(input, figure, since, draft);
  if (terms > 1 && since >= SceneMotion::figureSec(terms) - SceneMotion::kLandSec)
    addLanding(input, figure, draft);
  addNeighbors(input, question, draft);
  for (const PlacedWord& placed : question.placed) addPlaced(input, question, placed, draft);
}

void addShown(const SceneInput& input, SceneDraft& draft) {
  for (const auto& [expression, figure] : input.figures->formulas) {
    if (input.document.neighbors && input.document.neighbors->expression == expression) continue;
    addFigure(input, *figure, sinceSec(input, expression), draft);
  }
}

void addSelection(const SceneInput& input, SceneDraft& draft) {
  if (!input.document.selected) return;
  const Palette& colors = palette(input.view.theme);
  const math::Index row = *input.document.selected;
  const std::string text = pointLabel(input.document, row);
  const glm::vec3 origin = input.space.place(math::Vector::Zero(input.document.space->table->dims()));
  const glm::vec3 position = input.space.positions()[static_cast<std::size_t>(row)];
  const std::uint64_t id = wordLabelId(input.document, row);
  // The selection takes the place of the same word's plain arrow and label, grown so far.
  const model::EmbeddingTable& table = *input.document.space->table;
  const math::Expression alone{{math::Term{1, table.vocabulary().word(row)}}};
  const double share = easedShare(sinceSec(input, alone), 0, SceneMotion::kGrowSec);
  const glm::vec3 tip =
      share < 1 ? input.space.place(static_cast<float>(share) * table.vector(row)) : position;
  std::erase_if(draft.scene.arrows,
                [&](const render::Arrow& arrow) { return arrow.to == tip && arrow.from == origin; });
  std::erase_if(draft.labels, [&](const LabelDraft& label) { return label.id == id; });
  if (share <= 0) return;
  draft.scene.arrows.push_back({origin, tip, toVec4(colors.selected), kDifferenceArrowPx});
  draft.labels.push_back(
      {id, text, tip, origin, toVec4(colors.selected), 19, 6, label_priority::kSelected, true});
}

void addHovered(const SceneInput& input, SceneDraft& draft) {
  if (!input.hovered) return;
  const Palette& colors = palette(input.view.theme);
  const math::Index row = *input.hovered;
  const std::string text = pointLabel(input.document, row);
  const glm::vec3 position = input.space.positions()[static_cast<std::size_t>(row)];
  const std::uint64_t id = wordLabelId(input.document, row);
  draft.scene.sprites.push_back({position, toVec4(colors.text), 9.0F});
  draft.scene.rings.push_back({position, toVec4(colors.text), 8.0F, 1.5F});
  // One that shows anyway keeps its text, but is placed before all others: at its point.
  const auto named = std::ranges::find_if(
      draft.labels, [&](const LabelDraft& label) { return label.id == id && label.mustShow; });
  if (named != draft.labels.end()) {
    named->priority = label_priority::kHovered;
    return;
  }
  std::erase_if(draft.labels, [&](const LabelDraft& label) { return label.id == id; });
  draft.labels.push_back(
      {id, text, position, position, toVec4(colors.text), 17, 9, label_priority::kHovered, true});
}

}  // namespace es::app
