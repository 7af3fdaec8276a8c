#include "app/scene/scene_directions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/document/product_state.h"
#include "app/document/shown_coloring.h"
#include "app/figures/formula_figure.h"
#include "base/display_text.h"

namespace es::app {
namespace {

constexpr float kDirectionPx = 4.4F, kAxisPx = 2.2F, kAxisAlpha = 0.9F, kHeadPx = 14;
constexpr float kAxisReach = 0.9F;  // of the cloud's radius, to either side
constexpr float kWordDotPx = 7;
constexpr float kArcShare = 0.35F, kArcPx = 1.6F;  // of the shorter arrow
constexpr int kArcSegments = 24;
constexpr double kSameDegrees = 1.5;    // so near to the angle that is seen, the true one needs no words
constexpr std::size_t kSureWords = 24;  // always named; of more, those for which there is room

bool isDrawnAlready(const SceneInput& input, const math::Expression& expression) {
  const auto is = [&](const DocumentFigures::Formula& formula) { return formula.first == expression; };
  return std::ranges::any_of(input.figures->formulas, is) ||
         (input.document.pairs && input.document.pairs->expression == expression);
}

/// The line of the direction through the cloud, over its points, which would hide it: minus and plus, with a
/// head at its end. The arrow itself has its true length. Returns where plus ends.
glm::vec3 addAxisThrough(glm::vec3 origin, glm::vec3 along, const SceneInput& input, SceneDraft& draft) {
  const float length = glm::length(along);
  if (!(length > 0)) return origin;
  const glm::vec3 reach = along * (kAxisReach * input.space.extent().radius / length);
  const glm::vec2 size{input.widthPx, input.heightPx};
  const auto px = [&](glm::vec3 world) { return render::pxFromWorld(draft.scene.camera, size, world); };
  const glm::vec3 minus = px(origin - reach), middle = px(origin), plus = px(origin + reach);
  if (minus.z <= 0 || middle.z <= 0 || plus.z <= 0) return origin + along;
  const Palette& colors = palette(input.view.theme);
  const glm::vec4 ahead = withAlpha(colors.first, kAxisAlpha);
  const auto line = [&](glm::vec2 from, glm::vec2 to, const glm::vec4& color) {
    draft.scene.screenLines.push_back({from, to, color, kAxisPx});
  };
  line(minus, middle, withAlpha(colors.second, kAxisAlpha));
  line(middle, plus, ahead);
  const glm::vec2 way = glm::vec2(plus) - glm::vec2(middle);
  if (glm::length(way) > kHeadPx) {
    const glm::vec2 back = -kHeadPx * glm::normalize(way);
    for (const float side : {1.0F, -1.0F})
      line(plus, glm::vec2(plus) + back + 0.45F * side * glm::vec2(-back.y, back.x), ahead);
  }
  draft.keepClear.emplace_back(origin - reach, origin + reach);
  return origin + reach;
}

void addDirectionArrow(const SceneInput& input, const math::Expression& expression, SceneDraft& draft) {
  const math::Vector direction = vectorOf(expression, *input.document.space->table);
  const glm::vec3 origin = input.space.place(math::Vector::Zero(direction.size()));
  const glm::vec3 tip = input.space.place(direction);
  const glm::vec3 end = addAxisThrough(origin, tip - origin, input, draft);
  if (isDrawnAlready(input, expression)) return;
  const glm::vec4 color = toVec4(palette(input.view.theme).difference);
  draft.scene.arrows.push_back({origin, tip, color, kDirectionPx});
  LabelDraft label;
  label.text = formulaTitle(expression);
  label.id = labelId("step", label.text);
  label.anchor = end;
  label.tail = origin;
  label.color = color;
  label.sizePx = 15;
  label.priority = label_priority::kResult;
  label.mustShow = true;
  addLabelOnce(std::move(label), draft);
}

void addMeasuredWord(const SceneInput& input, math::Index row, const Color& color, bool sure,
                     SceneDraft& draft) {
  const glm::vec3 place = input.space.positions()[static_cast<std::size_t>(row)];
  draft.scene.sprites.push_back({place, toVec4(color), kWordDotPx});
  LabelDraft label;
  label.text = base::displayText(input.document.space->table->vocabulary().word(row));
  label.id = labelId("word", label.text);
  label.anchor = label.tail = place;
  label.color = toVec4(color);
  label.sizePx = 14.5F;
  label.priority = label_priority::kFormulaWord;
  label.mustShow = sure;
  addLabelOnce(std::move(label), draft);
}

/// The words on the number line, by the sign of their products.
void addDotWords(const SceneInput& input, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  std::size_t place = 0;
  for (const DotItem& item : input.document.dots->items)
    addMeasuredWord(input, item.row, item.dot < 0 ? colors.second : colors.first, place++ < kSureWords,
                    draft);
}

/// The two vectors of the dot-product lab, as far as they are words.
void addProductWords(const SceneInput& input, SceneDraft& draft) {
  const Palette& colors = palette(input.view.theme);
  const model::Vocabulary& vocabulary = input.document.space->table->vocabulary();
  const auto& vectors = input.document.product->vectors;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    for (const math::Term& term : vectors[i].terms)
      if (const auto row = vocabulary.find(term.word))
        addMeasuredWord(input, *row, i == 0 ? colors.first : colors.difference, true, draft);
  }
}

/// The true angle between two arrows of the picture, at an arc between them; where the slice shows another
/// one, the label says so.
void addAngle(const SceneInput& input, const ProductState& product, SceneDraft& draft) {
  const model::EmbeddingTable& table = *input.document.space->table;
  const glm::vec3 origin = input.space.place(math::Vector::Zero(table.dims()));
  const glm::vec3 a = input.space.place(vectorOf(product.vectors[0], table)) - origin;
  const glm::vec3 b = input.space.place(vectorOf(product.vectors[1], table)) - origin;
  const float shorter = std::min(glm::length(a), glm::length(b));
  if (!(shorter > 1e-6F * input.space.extent().radius)) return;  // one of them is looked at from its tip
  const glm::vec3 first = glm::normalize(a);
  const glm::vec3 across = glm::normalize(b) - glm::dot(glm::normalize(b), first) * first;
  if (!(glm::length(across) > 1e-3F)) return;
  const float seen = std::atan2(glm::length(across), glm::dot(glm::normalize(b), first));
  const auto at = [&](float share) {
    const float angle = share * seen;
    return origin +
           kArcShare * shorter * (std::cos(angle) * first + std::sin(angle) * glm::normalize(across));
  };
  const glm::vec4 color = toVec4(palette(input.view.theme).difference);
  for (int i = 0; i < kArcSegments; ++i) {
    const auto share = [](int step) { return static_cast<float>(step) / kArcSegments; };
    draft.scene.lines.push_back({at(share(i)), at(share(i + 1)), color, kArcPx, 0, true});
    draft.keepClear.emplace_back(at(share(i)), at(share(i + 1)));
  }
  const double degrees = product.answer.angleDegrees;
  const bool same = std::abs(degrees - static_cast<double>(glm::degrees(seen))) < kSameDegrees;
  LabelDraft label;
  label.text = fmt::format("{:.0f}°", degrees);
  if (!same) label.text += fmt::format(" in all {} dimensions", table.dims());
  label.id = labelId("angle", product.answer.labels[0] + product.answer.labels[1]);
  label.anchor = at(0.5F);
  label.tail = origin;
  label.color = color;
  label.sizePx = 17;
  label.priority = label_priority::kResult;
  label.mustShow = true;
  draft.labels.push_back(std::move(label));
}

}  // namespace

void addMeasured(const SceneInput& input, SceneDraft& draft) {
  const DocumentState& document = input.document;
  const bool dots = showsDots(document, input.view);
  const bool lab = document.product && input.view.mode == Mode::Labs && input.view.page == Page::Product;
  const bool byDirection = input.coloring && input.coloring->spec.kind == ColorKind::Dot;
  if (byDirection) {
    addDirectionArrow(input, *input.coloring->spec.direction, draft);
  } else if (dots) {
    addDirectionArrow(input, document.dots->expression, draft);
  }
  if (dots) addDotWords(input, draft);
  if (lab) addProductWords(input, draft);
  const auto drawn = [&](const math::Expression& vector) { return isDrawnAlready(input, vector); };
  if (document.product && !document.product->answer.moved &&
      std::ranges::all_of(document.product->vectors, drawn))
    addAngle(input, *document.product, draft);
}

}  // namespace es::app
