#include "app/scene/scene_pairs.h"

#include <algorithm>
#include <cmath>

#include "app/figures/formula_figure.h"
#include "app/scene/dashed_arrow.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {
namespace {

constexpr float kDirectionPx = 4.4F;  // as a difference in a formula's figure
constexpr float kDifferencePx = 3.4F;
constexpr float kWordDotPx = 6;

constexpr int kFieldStops = 6;        // along each side of the lattice
constexpr float kFieldReach = 0.8F;   // of the cloud's radius
constexpr float kFieldLength = 0.7F;  // of the way from one arrow to the next
constexpr double kFullLengthShare = 0.1;
constexpr float kFieldPx = 1.4F, kFieldAlpha = 0.5F;
constexpr float kBarb = 0.28F;  // of the arrow

double pairsSec(const SceneInput& input) {
  return input.motion ? input.motion->pairsSec() : SceneMotion{}.pairsSec();
}
double fieldSec(const SceneInput& input) {
  return input.motion ? input.motion->fieldSec() : SceneMotion{}.fieldSec();
}

void addWord(const SceneInput& input, const std::string& word, glm::vec3 place, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  draft.scene.sprites.push_back({place, toVec4(colors.text), kWordDotPx});
  LabelDraft label;
  label.text = base::displayText(word);
  label.id = labelId("word", label.text);
  label.anchor = label.tail = place;
  label.color = toVec4(colors.text);
  label.sizePx = 15;
  label.priority = label_priority::kFormulaWord;
  label.mustShow = true;
  addLabelOnce(std::move(label), draft);
}

void addPair(const SceneInput& input, const PairItem& pair, float grown, SceneDraft& draft) {
  const auto placeOf = [&](math::Index row) {
    return input.space.positions()[static_cast<std::size_t>(row)];
  };
  const glm::vec3 from = placeOf(pair.fromRow), tip = placeOf(pair.toRow);
  const glm::vec3 to = glm::mix(from, tip, grown);
  if (pair.heldOut) {
    addDashedArrow({from, to, toVec4(palette(input.view.theme).difference), kDifferencePx}, input.heightPx,
                   draft);
  } else {
    draft.scene.arrows.push_back({from, to, toVec4(palette(input.view.theme).difference), kDifferencePx});
  }
  addWord(input, pair.from, from, draft);
  if (grown >= 1) addWord(input, pair.to, tip, draft);
}

void addDirection(const SceneInput& input, const math::Expression& expression, float grown,
                  SceneDraft& draft) {
  const auto isIt = [&](const DocumentFigures::Formula& formula) { return formula.first == expression; };
  if (std::ranges::any_of(input.figures->formulas, isIt)) return;  // drawn already
  const math::Vector direction = vectorOf(expression, *input.document.space->table);
  const glm::vec3 origin = input.space.place(math::Vector::Zero(direction.size()));
  const glm::vec3 tip = glm::mix(origin, input.space.place(direction), grown);
  const glm::vec4 color = toVec4(palette(input.view.theme).difference);
  draft.scene.arrows.push_back({origin, tip, color, kDirectionPx});
  LabelDraft label;
  label.text = formulaTitle(expression);
  label.id = labelId("step", label.text);
  label.anchor = 0.5F * (origin + tip);
  label.tail = origin;
  label.beside = true;
  label.color = color;
  label.sizePx = 15;
  label.priority = label_priority::kResult;
  label.mustShow = true;
  addLabelOnce(std::move(label), draft);
}

/// The two strokes of a flat head that faces the eye.
void addBarbs(glm::vec3 from, glm::vec3 to, const glm::vec4& color, SceneDraft& draft) {
  const glm::vec3 along = to - from;
  const glm::vec3 side = glm::cross(along, to - render::eyePosition(draft.scene.camera));
  const float size = glm::length(side);
  if (!(size > 0)) return;  // it points at the eye
  const glm::vec3 out = side * (0.5F * kBarb * glm::length(along) / size);
  for (const float sign : {1.0F, -1.0F})
    draft.scene.lines.push_back({to, to - kBarb * along + sign * out, color, kFieldPx});
}

void addFieldLabel(const SceneInput& input, glm::vec3 place, double share, SceneDraft& draft) {
  LabelDraft label;
  label.text = formulaTitle(*input.document.field) + ", " +
               base::fixedText(100 * share, share < 0.02 ? 1 : 0) + " % of its length shown";
  label.id = labelId("field", formulaTitle(*input.document.field));
  label.anchor = label.tail = place;
  label.color = toVec4(palette(input.view.theme).difference);
  label.sizePx = 14;
  label.priority = label_priority::kStep;
  label.mustShow = true;
  draft.labels.push_back(std::move(label));
}

}  // namespace

void addPairs(const SceneInput& input, SceneDraft& draft) {
  if (!input.document.pairs) return;
  const double since = pairsSec(input);
  const auto grownAt = [&](double place) {  // one begins when the one before is half grown
    return static_cast<float>(easedShare(since, 0.5 * SceneMotion::kGrowSec * place, SceneMotion::kGrowSec));
  };
  addDirection(input, input.document.pairs->expression, grownAt(0), draft);
  double place = 1;
  for (const PairItem& pair : input.document.pairs->items)
    if (const float grown = grownAt(place++); grown > 0) addPair(input, pair, grown, draft);
}

void addField(const SceneInput& input, SceneDraft& draft) {
  if (!input.document.field) return;
  const math::Vector direction = vectorOf(*input.document.field, *input.document.space->table);
  const glm::vec3 shown =
      input.space.place(direction) - input.space.place(math::Vector::Zero(direction.size()));
  const double share = math::shownShareOfDifference(input.space.slice(), direction);
  const CloudExtent& extent = input.space.extent();
  const float spacing = 2 * kFieldReach * extent.radius / (kFieldStops - 1);
  const auto strength = static_cast<float>(std::min(1.0, share / kFullLengthShare) *
                                           easedShare(fieldSec(input), 0, SceneMotion::kFieldSec));
  const float size = glm::length(shown);
  const glm::vec3 half = size > 0 ? shown * (0.5F * kFieldLength * spacing * strength / size) : shown;
  const glm::vec4 color = withAlpha(palette(input.view.theme).difference, kFieldAlpha);
  constexpr float kMiddle = 0.5F * (kFieldStops - 1);
  for (int stop = 0; stop < kFieldStops * kFieldStops * kFieldStops; ++stop) {
    const glm::vec3 step{stop % kFieldStops, stop / kFieldStops % kFieldStops,
                         stop / (kFieldStops * kFieldStops)};
    const glm::vec3 place = extent.center + spacing * (step - kMiddle);
    draft.scene.lines.push_back({place - half, place + half, color, kFieldPx});
    addBarbs(place - half, place + half, color, draft);
  }
  addFieldLabel(input, extent.center + glm::vec3(0, 0, spacing * (kMiddle + 0.4F)), share, draft);
}

}  // namespace es::app
