#include "app/panels/words/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {
namespace {

constexpr float kTimes = 1.2F;       // of the letters, which are large on the stage already
constexpr std::size_t kFirst = 5;    // more would be read instead of the picture
constexpr float kWidestWordEms = 9;  // a longer word is cut
constexpr float kGapEms = 0.6F, kLineEms = 1.5F;

struct Row {
  std::string rank, word, score;
  bool answer = true;  // no word whose place alone was asked
};

std::vector<Row> rowsOf(const NeighborsAnswer& question) {
  std::vector<Row> rows;
  for (const Neighbor& neighbor : question.ranked) {
    if (neighbor.isInput) continue;
    if (rows.size() == kFirst) break;
    rows.push_back({fmt::to_string(rows.size() + 1),
                    elided(base::displayText(neighbor.word), kWidestWordEms * em()),
                    base::shownText(neighbor.score)});
  }
  std::vector<PlacedWord> placed = question.placed;
  std::ranges::sort(placed, {}, &PlacedWord::rank);
  for (const PlacedWord& word : placed)
    rows.push_back({base::groupedText(word.rank),
                    elided(base::displayText(word.word), kWidestWordEms * em()),
                    {},
                    false});
  return rows;
}

struct Columns {
  float rank = 0, word = 0, score = 0;  // widths, px
};

float widest(const std::vector<Row>& rows, std::string Row::*part) {
  float most = 0;
  for (const Row& row : rows) most = std::max(most, kTimes * textWidth(row.*part));
  return most;
}

Columns columnsOf(const NeighborsAnswer& question, const std::vector<Row>& rows) {
  const float head = kTimes * textWidth(math::metricName(question.metric));
  return {widest(rows, &Row::rank), widest(rows, &Row::word), std::max(head, widest(rows, &Row::score))};
}

/// The rows as they are measured and drawn, made when the question or the letters change.
struct RankingState {
  std::shared_ptr<const NeighborsAnswer> question;  // held, so that no address is used again
  float emPx = 0;
  std::vector<Row> rows;
  Columns columns;
};

const RankingState& ranking(const PanelContext& context) {
  RankingState& state = context.memory<RankingState>();
  const auto& question = context.document().neighbors;
  if (state.question == question && state.emPx == em()) return state;
  state = {question, em(), rowsOf(*question), {}};
  state.columns = columnsOf(*question, state.rows);
  return state;
}

}  // namespace

ImVec2 rankingSize(const PanelContext& context) {
  const auto& question = context.document().neighbors;
  if (!question) return {0, 0};
  const auto& [of, emPx, rows, columns] = ranking(context);
  const float gaps = 2 * kGapEms * em();
  return {std::ceil(columns.rank + columns.word + columns.score + gaps),
          std::ceil(static_cast<float>(rows.size() + 1) * kLineEms * em())};
}

void drawRanking(const PanelContext& context, const PanelBox& box) {
  const auto& question = context.document().neighbors;
  if (box.width <= 0 || !question) return;
  const auto& [of, emPx, rows, columns] = ranking(context);
  const float wordAt = box.x + columns.rank + kGapEms * em(), end = box.x + box.width;
  float y = box.y;
  const auto put = [&](std::string_view utf8, float x, const Color& color) {
    sceneText(context, {x, y, 2 * box.width, kLineEms * em()}, kTimes, utf8, color);
  };
  const auto putBefore = [&](std::string_view utf8, float right, const Color& color) {
    put(utf8, right - kTimes * textWidth(utf8), color);
  };
  putBefore(math::metricName(question->metric), end, context.colors.textDim);
  for (const Row& row : rows) {
    y += kLineEms * em();
    putBefore(row.rank, box.x + columns.rank, context.colors.textDim);
    put(row.word, wordAt, row.answer ? context.colors.neighbor : context.colors.text);
    putBefore(row.score, end, context.colors.text);
  }
}

}  // namespace es::app
