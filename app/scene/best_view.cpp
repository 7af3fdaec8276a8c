#include "app/scene/best_view.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/document/columns/point_label.h"
#include "app/motion/slice_player.h"
#include "app/scene/scene_traces.h"
#include "base/display_text.h"
#include "base/utf8.h"

namespace es::app {
namespace {

constexpr glm::vec2 kFilled{0.66F, 0.75F};  // of the picture's width or height, as kQuestionReach has it
constexpr double kLowest = -24, kHighest = 48, kPitchStep = 6, kYawStep = 6;
constexpr double kFineStep = 2;
constexpr int kFineSteps = 2;          // to either side
constexpr float kApartDegrees = 14;    // arrows from one place that are this far apart do not disturb
constexpr float kLetterShare = 0.56F;  // a letter's mean width, of the text's size
constexpr float kLineShare = 1.3F;     // a line's height
constexpr float kRoomy = 1.5F;         // labels want some room around them
constexpr std::size_t kNamedAnswers = 3, kNamedAnswersOfWord = 6;
constexpr float kDegreesPerRadian = 57.29578F;

struct Weights {
  double length = 1.0, shortest = 0.8, fill = 0.6, apart = 0.7, labels = 1.6, right = 0.3, tilt = 0.15;
};
constexpr Weights kWeights;
constexpr double kFavouritePitch = 12;  // from a little above: the floor is seen, and the picture has depth

/// The directions to the right and up in the picture, for an eye on that side.
struct Screen {
  glm::vec3 right, up;
  explicit Screen(const BestSide& side) {
    const auto yaw = static_cast<float>(side.yawDegrees) / kDegreesPerRadian;
    const auto pitch = static_cast<float>(side.pitchDegrees) / kDegreesPerRadian;
    right = {-std::sin(yaw), std::cos(yaw), 0};
    up = {-std::sin(pitch) * std::cos(yaw), -std::sin(pitch) * std::sin(yaw), std::cos(pitch)};
  }
  [[nodiscard]] glm::vec2 operator()(glm::vec3 world) const {
    return {glm::dot(world, right), glm::dot(world, up)};
  }
};

/// A rectangle that holds all places.
struct Bounds {
  glm::vec2 least{1e30F}, most{-1e30F};
  void add(glm::vec2 place) {
    least = glm::min(least, place);
    most = glm::max(most, place);
  }
};

/// 1 where both lie on each other, 0 from kApartDegrees on.
float closeness(glm::vec2 a, glm::vec2 b) {
  const float lengths = glm::length(a) * glm::length(b);
  if (!(lengths > 0)) return 1;
  const float cosine = std::clamp(glm::dot(a, b) / lengths, -1.0F, 1.0F);
  return std::max(0.0F, 1 - std::acos(cosine) * kDegreesPerRadian / kApartDegrees);
}

/// How much arrows that begin in one place lie on each other, of those that are not the same arrow.
double crowding(std::span<const BestViewSubject::Arrow> arrows, const Screen& screen) {
  double sum = 0;
  for (std::size_t i = 0; i < arrows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto &a = arrows[i], &b = arrows[j];
      if (a.to == b.to && a.from == b.from) continue;
      if (a.from == b.from)
        sum += static_cast<double>(closeness(screen(a.to - a.from), screen(b.to - b.from)));
      if (a.to == b.to) sum += static_cast<double>(closeness(screen(a.from - a.to), screen(b.from - b.to)));
    }
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, arrows.size()));
}

/// How much the labels would lie on each other, as shares of their boxes.
double labelCrowding(std::span<const BestViewSubject::Name> names, const Screen& screen, float pxPerWorld) {
  double sum = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const glm::vec2 away = pxPerWorld * glm::abs(screen(names[i].anchor - names[j].anchor));
      const glm::vec2 room = 0.5F * kRoomy * (names[i].sizePx + names[j].sizePx);
      const glm::vec2 share = glm::max(glm::vec2(0.0F), 1.0F - away / room);
      sum += static_cast<double>(share.x * share.y);
    }
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, names.size()));
}

glm::vec2 labelSize(const std::string& text, float sizePx) {
  const auto letters =
      static_cast<float>(std::ranges::count_if(text, [](char byte) { return !base::isContinuation(byte); }));
  return {kLetterShare * sizePx * letters, kLineShare * sizePx};
}

/// Takes over `side` where it is better.
void consider(const BestViewSubject& subject, const BestSide& side, BestSide& best, double& worth) {
  const double here = worthOf(subject, side);
  if (here <= worth) return;
  worth = here;
  best = side;
}

}  // namespace

double worthOf(const BestViewSubject& subject, const BestSide& side) {
  const Screen screen(side);
  Bounds all, ofArrows;
  double seen = 0, shortest = 1;
  glm::vec2 sum(0.0F);
  for (const auto& arrow : subject.arrows) {
    for (const glm::vec3& end : {arrow.from, arrow.to}) {
      all.add(screen(end));
      ofArrows.add(screen(end));
    }
    sum += screen(arrow.to - arrow.from);
    const float length = glm::length(arrow.to - arrow.from);
    const double share =
        length > 0 ? static_cast<double>(glm::length(screen(arrow.to - arrow.from)) / length) : 1;
    seen += share;
    shortest = std::min(shortest, share);
  }
  for (const glm::vec3& place : subject.besides) all.add(screen(place));
  const glm::vec2 extent = glm::max(all.most - all.least, glm::vec2(1e-20F));
  const float pxPerWorld =
      std::min(kFilled.x * kBestViewPx.x / extent.x, kFilled.y * kBestViewPx.y / extent.y);
  const double fill =
      static_cast<double>((ofArrows.most.x - ofArrows.least.x) * pxPerWorld / (kFilled.x * kBestViewPx.x));
  seen /= static_cast<double>(std::max<std::size_t>(1, subject.arrows.size()));
  const double right = glm::length(sum) > 0 ? static_cast<double>(sum.x / glm::length(sum)) : 0;
  return kWeights.length * seen + kWeights.shortest * shortest + kWeights.fill * fill +
         kWeights.right * right - kWeights.apart * crowding(subject.arrows, screen) -
         kWeights.labels * labelCrowding(subject.names, screen, pxPerWorld) -
         kWeights.tilt * std::abs(side.pitchDegrees - kFavouritePitch) / 45;
}

BestSide bestSide(const BestViewSubject& subject) {
  BestSide best;
  double worth = -1e30;
  for (double pitch = kLowest; pitch <= kHighest; pitch += kPitchStep)
    for (double yaw = -180; yaw < 180; yaw += kYawStep) consider(subject, {yaw, pitch}, best, worth);
  const BestSide coarse = best;
  for (int up = -kFineSteps; up <= kFineSteps; ++up) {
    for (int round = -kFineSteps; round <= kFineSteps; ++round) {
      const BestSide side{coarse.yawDegrees + kFineStep * round, coarse.pitchDegrees + kFineStep * up};
      consider(subject, side, best, worth);
    }
  }
  best.yawDegrees = std::remainder(best.yawDegrees, 360.0);
  return best;
}

namespace {

/// Without a question: what is shown, the paths from start to end with the words at their ends, and the pairs
/// with their direction, each named at its ends.
BestViewSubject subjectOfShown(const DocumentState& document, const DocumentFigures& figures) {
  const math::Slice& slice = document.sliced->slice;
  const model::EmbeddingTable& table = *document.space->table;
  BestViewSubject subject;
  for (const auto& [expression, figure] : figures.formulas) {
    for (const FigureArrow& arrow : figure->arrows) {
      subject.arrows.push_back({placeIn(slice, arrow.from), placeIn(slice, arrow.to)});
      if (arrow.role == ArrowRole::Word)
        subject.names.push_back({subject.arrows.back().to, labelSize(arrow.label, 19)});
    }
  }
  for (const TracePath& path : figures.traces->paths) {
    if (path.thin || path.states.rows() < 2) continue;
    const glm::vec3 from = placeIn(slice, path.states.row(0).transpose());
    const glm::vec3 to = placeIn(slice, path.states.row(path.states.rows() - 1).transpose());
    subject.arrows.push_back({from, to});
    subject.names.push_back({from, labelSize(path.startLabel, kPathStartLabelPx)});
    subject.names.push_back({to, labelSize(path.endLabel, kPathEndLabelPx)});
  }
  for (const EndWord& near : figures.traces->ends) {
    const auto row = table.vocabulary().find(near.word);
    if (!row) continue;
    const glm::vec3 place = placeIn(slice, table.vector(*row));
    subject.besides.push_back(place);
    subject.names.push_back({place, labelSize(base::displayText(near.word), kEndWordLabelPx)});
  }
  if (!document.pairs) return subject;
  const glm::vec3 origin = placeIn(slice, math::Vector::Zero(table.dims()));
  subject.arrows.push_back({origin, placeIn(slice, vectorOf(document.pairs->expression, table))});
  for (const PairItem& pair : document.pairs->items) {
    const glm::vec3 from = placeIn(slice, table.vector(pair.fromRow)),
                    to = placeIn(slice, table.vector(pair.toRow));
    subject.arrows.push_back({from, to});
    subject.names.push_back({from, labelSize(base::displayText(pair.from), 15)});
    subject.names.push_back({to, labelSize(base::displayText(pair.to), 15)});
  }
  return subject;
}

}  // namespace

std::optional<BestSide> bestSide(const DocumentState& document, const DocumentFigures& figures) {
  if (!document.neighbors && document.sliced &&
      (document.pairs || !figures.formulas.empty() || !figures.traces->paths.empty()))
    return bestSide(subjectOfShown(document, figures));
  if (!document.neighbors || !document.sliced || figures.formulas.empty()) return std::nullopt;
  const NeighborsAnswer& question = *document.neighbors;
  const math::Slice& slice = document.sliced->slice;
  const model::EmbeddingTable& table = *document.space->table;
  const FormulaFigure& figure = *figures.formulas.front().second;  // the question's
  BestViewSubject subject;
  for (const FigureArrow& arrow : figure.arrows) {
    const BestViewSubject::Arrow drawn{placeIn(slice, arrow.from), placeIn(slice, arrow.to)};
    subject.arrows.push_back(drawn);
    if (arrow.role == ArrowRole::Word) subject.names.push_back({drawn.to, labelSize(arrow.label, 19)});
  }
  const bool formula = question.expression.terms.size() > 1;
  if (formula) subject.names.push_back({placeIn(slice, figure.result), labelSize(figure.title, 16)});
  std::size_t answers = 0;
  for (const Neighbor& neighbor : question.ranked) {
    const glm::vec3 place = placeIn(slice, table.vector(neighbor.row));
    subject.besides.push_back(place);
    if (neighbor.isInput || answers++ >= (formula ? kNamedAnswers : kNamedAnswersOfWord)) continue;
    const std::string word = pointLabel(document, neighbor.row);  // as scene_figures.cpp labels them
    const bool best = formula && answers == 1;
    subject.names.push_back({place, best ? labelSize(word + "  cosine 0.000", 19) : labelSize(word, 16)});
  }
  return bestSide(subject);
}

}  // namespace es::app
