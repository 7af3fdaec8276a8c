#include "app/motion/scene_motion.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "app/figures/document_figures.h"
#include "app/motion/slice_player.h"
#include "base/smoothstep.h"

namespace es::app {
namespace {

constexpr double kRestSec = 1e9;   // since ever
constexpr double kColdest = 0.05;  // a tween towards 0 goes by ratios down to here, and then is there

bool contains(const std::vector<math::Expression>& list, const math::Expression& expression) {
  return std::ranges::find(list, expression) != list.end();
}

std::string keyOf(const math::Expression& expression) {
  return "formula " + math::formatExpression(expression);
}

}  // namespace

double easedShare(double sinceSec, double fromSec, double lengthSec) {
  return base::smoothstep(std::clamp((sinceSec - fromSec) / lengthSec, 0.0, 1.0));
}

double SceneMotion::figureSec(std::size_t terms) {
  if (terms < 2) return kGrowSec;
  return 3 * kGrowSec + kTravelSec + kLandSec;
}

double SceneMotion::questionSec(const NeighborsAnswer& question) {
  return figureSec(question.expression.terms.size()) +
         lightSec(question.ranked.size()) * static_cast<double>(question.ranked.size()) + kPulseSec;
}

double SceneMotion::lightSec(std::size_t answers) {
  return std::min(kLightSec, kAllLitSec / static_cast<double>(std::max<std::size_t>(answers, 1)));
}

void SceneMotion::start(const std::string& key, double lengthSec) {
  m_startedAt[key] = m_now;
  m_newest = m_now;
  m_end = std::max(m_end, m_now + lengthSec);
}

/// The same formula in another metric, or with more answers, asks no new one.
bool SceneMotion::isNewQuestion(const DocumentState& document) const {
  const auto& asked = document.neighbors;
  const auto& seen = m_seen.neighbors;
  if (!asked || asked == seen) return false;
  return !seen || document.space != m_seen.space || asked->expression != seen->expression;
}

/// What stands already stays: arrows, and the answers that were there before.
void SceneMotion::followQuestion(const DocumentState& document) {
  const auto& asked = document.neighbors;
  if (!asked || asked == m_seen.neighbors) return;
  const bool isNew = isNewQuestion(document);
  m_answersStay = !isNew;
  m_newAnswers.clear();
  if (isNew) return start(keyOf(asked->expression), questionSec(*asked));
  std::unordered_set<math::Index> before;
  for (const Neighbor& neighbor : m_seen.neighbors->ranked) before.insert(neighbor.row);
  for (const Neighbor& neighbor : asked->ranked) {
    if (!neighbor.isInput && !before.contains(neighbor.row))
      m_newAnswers.emplace(neighbor.row, static_cast<int>(m_newAnswers.size()));
  }
  const std::size_t count = m_newAnswers.size();
  if (count > 0) start("answers", lightSec(count) * static_cast<double>(count) + kPulseSec);
}

void SceneMotion::see(const DocumentState& document) {
  m_seen = {document.neighbors,    document.shown, document.pairs,  document.field,
            document.model.traces, document.space, document.sliced, drawsWhatWasAsked(document)};
}

void SceneMotion::followBack(const DocumentState& document, bool animate) {
  m_startedAt.clear();
  m_answersStay = false;
  m_end = std::max({m_now, m_numbersEnd, m_coloringEnd});
  if (document.space == m_seen.space && document.sliced != m_seen.sliced)
    start("turn", SlicePlayer::kTurnSec);
  if (drawsWhatWasAsked(document) != m_seen.asked) start("dim", kDimSec);
  see(document);
  ++m_revision;
  if (!animate) finish();
}

void SceneMotion::follow(const DocumentState& document, bool animate) {
  const auto& asked = document.neighbors;
  const auto& traces = document.model.traces;
  const bool changed = asked != m_seen.neighbors || document.shown != m_seen.shown ||
                       document.pairs != m_seen.pairs || document.field != m_seen.field ||
                       traces != m_seen.traces || document.sliced != m_seen.sliced;
  if (!changed) return;
  if (!moving()) m_startedAt.clear();
  followQuestion(document);
  for (const math::Expression& expression : document.shown)
    if (!contains(m_seen.shown, expression)) start(keyOf(expression), figureSec(expression.terms.size()));
  if (document.pairs && document.pairs != m_seen.pairs)
    start("pairs", kGrowSec * (1 + 0.5 * static_cast<double>(document.pairs->items.size())));
  if (document.field && document.field != m_seen.field) start("field", kFieldSec);
  if (!traces.empty() && traces != m_seen.traces) start("traces", kWalkSec);
  if (document.space == m_seen.space && document.sliced != m_seen.sliced)
    start("turn", SlicePlayer::kTurnSec);
  if (drawsWhatWasAsked(document) != m_seen.asked) start("dim", kDimSec);
  see(document);
  if (!animate) finish();
}

void SceneMotion::followNumbers(const DocumentState& document, bool animate) {
  if (document.temperature == m_toTemperature && document.softmax == m_toLogits) return;
  const bool sameRows = document.softmax.labels == m_toLogits.labels &&
                        document.softmax.logits.size() == m_toLogits.logits.size();
  m_fromTemperature = animate ? temperature() : document.temperature;
  m_fromLogits = animate && sameRows ? logits() : document.softmax.logits;
  m_toTemperature = document.temperature;
  m_toLogits = document.softmax;
  m_numbersAt = m_now;
  m_numbersEnd = animate ? m_now + kNumberSec : 0;
  m_end = std::max(m_end, m_numbersEnd);
}

void SceneMotion::followColoring(std::shared_ptr<const Coloring> coloring, bool animate) {
  if (coloring == m_coloring) return;
  const bool appears = !m_coloring && animate;
  m_coloring = std::move(coloring);
  m_coloringAt = m_now;
  m_coloringEnd = appears ? m_now + kColorSec : m_now;
  m_end = std::max(m_end, m_coloringEnd);
}

void SceneMotion::advance(double stepSec) {
  if (!moving()) return;
  m_now = std::min(m_now + stepSec, m_end);
  ++m_revision;
}

void SceneMotion::finish() {
  m_now = m_end;
  m_numbersEnd = 0;
  ++m_revision;
}

void SceneMotion::replay() {
  m_now = m_newest;
  ++m_revision;
}

double SceneMotion::since(const std::string& key) const {
  const auto found = m_startedAt.find(key);
  return found == m_startedAt.end() || !moving() ? kRestSec : m_now - found->second;
}

double SceneMotion::sinceSec(const math::Expression& expression) const {
  return m_startedAt.empty() ? kRestSec : since(keyOf(expression));
}

double SceneMotion::answerSec(const NeighborsAnswer& question, math::Index row, int place) const {
  if (!m_answersStay) {
    return sinceSec(question.expression) - figureSec(question.expression.terms.size()) -
           lightSec(question.ranked.size()) * place;
  }
  const auto found = m_newAnswers.find(row);
  return found == m_newAnswers.end() ? kRestSec
                                     : since("answers") - lightSec(m_newAnswers.size()) * found->second;
}

double SceneMotion::pairsSec() const {
  return since("pairs");
}

double SceneMotion::fieldSec() const {
  return since("field");
}

double SceneMotion::coloredShare() const {
  return m_now >= m_coloringEnd ? 1 : easedShare(m_now, m_coloringAt, kColorSec);
}

double SceneMotion::dimSec() const {
  return since("dim");
}

double SceneMotion::tracesSec() const {
  return since("traces");
}

double SceneMotion::turnSec() const {
  return since("turn");
}

std::vector<double> SceneMotion::logits() const {
  std::vector<double> logits = m_toLogits.logits;
  if (m_now >= m_numbersEnd) return logits;
  const double t = easedShare(m_now, m_numbersAt, kNumberSec);
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = std::lerp(m_fromLogits[i], logits[i], t);
  return logits;
}

double SceneMotion::temperature() const {
  if (m_now >= m_numbersEnd) return m_toTemperature;  // 0 itself, which no tween by ratios comes to
  if (std::isinf(m_fromTemperature) || std::isinf(m_toTemperature)) return m_toTemperature;
  const double from = std::max(m_fromTemperature, kColdest), to = std::max(m_toTemperature, kColdest);
  return from * std::pow(to / from, easedShare(m_now, m_numbersAt, kNumberSec));
}

}  // namespace es::app
