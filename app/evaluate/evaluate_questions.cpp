#include <algorithm>

#include "app/command/text/text_table.h"
#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/space_search.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"

namespace es::app {

namespace {

std::string formulaText(const math::Expression& expression) {
  return cellText(math::formatExpression(expression));
}

/// The formula's result, refused where the metric can make nothing of it.
math::Vector queryVector(const math::Expression& expression, math::Metric metric,
                         const model::EmbeddingTable& table) {
  math::Vector query = vectorOf(expression, table);
  if (metric == math::Metric::Cosine && (query.array() == 0).all()) {
    throw Error(formulaText(expression) +
                " is zero in every dimension, so it has no direction for the cosine; try: metric euclidean");
  }
  return query;
}

std::vector<math::Index> distinct(std::vector<math::Index> rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

/// The formula's one word, where it is nothing more.
std::optional<math::Index> onlyWord(const math::Expression& expression, const model::EmbeddingTable& table) {
  if (expression.terms.size() != 1 || expression.terms[0].factor != 1 || expression.terms[0].state)
    return std::nullopt;
  return rowOf(expression.terms[0].word, table);
}

/// Puts a metric in force and asks the standing question again under it.
void setMetric(DocumentState& state, math::Metric metric) {
  state.metric = metric;
  if (!state.neighbors || state.neighbors->metric == metric) return;
  const NeighborsAnswer& before = *state.neighbors;
  state.neighbors = askNeighbors(*state.space, before.expression, metric, before.count, before.keepInputs);
}

bool sameQuestion(const NeighborsAnswer& asked, const math::Expression& expression, math::Metric metric,
                  int count, bool keepInputs) {
  return asked.expression == expression && asked.metric == metric && asked.count == count &&
         asked.keepInputs == keepInputs;
}

/// Marks the word beside the question that stands, if it is not among its answers.
void mark(DocumentState& state, PlacedWord placed) {
  const NeighborsAnswer& standing = *state.neighbors;
  const bool answers =
      std::ranges::find(standing.ranked, placed.row, &Neighbor::row) != standing.ranked.end();
  const bool marked =
      std::ranges::find(standing.placed, placed.row, &PlacedWord::row) != standing.placed.end();
  if (answers || marked) return;
  auto answer = std::make_shared<NeighborsAnswer>(standing);
  answer->placed.push_back(std::move(placed));
  state.neighbors = std::move(answer);
}

}  // namespace

std::shared_ptr<const NeighborsAnswer> askNeighbors(const Space& space, const math::Expression& expression,
                                                    math::Metric metric, int count, bool keepInputs) {
  const model::EmbeddingTable& table = *space.table;
  auto answer = std::make_shared<NeighborsAnswer>();
  answer->expression = expression;
  answer->metric = metric;
  answer->keepInputs = keepInputs;
  answer->count = count;
  answer->query = queryVector(expression, metric, table);
  const std::vector<math::Index> inputs = distinct(rowsOf(expression, table));
  // Inputs are scored with all others, so that a reader sees where they would rank; only answers count.
  const math::Index asked = count + (keepInputs ? 0 : static_cast<math::Index>(inputs.size()));
  int answers = 0;
  for (const math::Hit& hit : nearestRows(space, answer->query, asked, metric)) {
    if (answers == count) break;
    const bool isInput = !keepInputs && std::binary_search(inputs.begin(), inputs.end(), hit.row);
    answer->ranked.push_back({hit.row, table.vocabulary().word(hit.row), hit.score, isInput});
    answers += isInput ? 0 : 1;
  }
  return answer;
}

std::shared_ptr<const DotAnswer> askDots(const Space& space, const math::Expression& expression,
                                         const std::vector<std::string>& words,
                                         const std::vector<std::size_t>& groupSizes) {
  const model::EmbeddingTable& table = *space.table;
  const math::Vector query = vectorOf(expression, table);
  auto answer = std::make_shared<DotAnswer>();
  answer->expression = expression;
  answer->length = math::length(query);
  for (const math::Index row : rowsOf(words, table)) {
    const math::Vector vector = table.vector(row);
    answer->items.push_back({row, table.vocabulary().word(row), math::dot(query, vector),
                             math::cosine(query, vector), math::angleDegrees(query, vector)});
  }
  std::size_t at = 0;
  for (std::size_t group = 0; group < groupSizes.size(); ++group) {
    for (std::size_t i = 0; i < groupSizes[group] && at < answer->items.size(); ++i)
      answer->items[at++].group = static_cast<int>(group);
  }
  return answer;
}

double workOf(const DocumentState& state, const NeighborsCommand& /*command*/) {
  return questionWork(state);
}

Outcome evaluateOne(DocumentState state, const NeighborsCommand& command) {
  const Space& space = openSpace(state);
  if (command.count && *command.count < 1) throw Error("the number of neighbours must be at least 1");
  const math::Expression expression = resolved(command.expression, state);
  state.metric = command.metric.value_or(state.metric);
  state.neighborCount = command.count.value_or(state.neighborCount);
  const bool standing = state.neighbors && sameQuestion(*state.neighbors, expression, state.metric,
                                                        state.neighborCount, command.keepInputs);
  if (!standing)
    state.neighbors = askNeighbors(space, expression, state.metric, state.neighborCount, command.keepInputs);
  state.selected = onlyWord(expression, *space.table);
  NeighborsAnswer answer = *state.neighbors;
  if (state.filter) {
    answer.where = model::formatCondition(state.filter->condition);
    for (Neighbor& neighbor : answer.ranked) neighbor.isOutside = !state.filter->keeps(neighbor.row);
  }
  return {std::move(state), std::move(answer)};
}

double workOf(const DocumentState& state, const RankCommand& command) {
  const bool asksAgain = command.metric && state.neighbors;
  return tableNumbers(state) + (asksAgain ? questionWork(state) : 0);
}

Outcome evaluateOne(DocumentState state, const RankCommand& command) {
  const Space& space = openSpace(state);
  const model::EmbeddingTable& table = *space.table;
  if (command.metric) setMetric(state, *command.metric);
  const math::Expression expression = resolved(command.expression, state);
  const math::Index row = rowOf(command.word, table);
  std::vector<math::Index> leftOut = distinct(rowsOf(expression, table));
  std::erase(leftOut, row);  // asked for by name, it takes part
  const math::Vector query = queryVector(expression, state.metric, table);
  const math::Rank rank = math::rankOf(row, table.rows(), table.lengths(), query, state.metric, leftOut);
  if (state.neighbors && !state.neighbors->keepInputs && state.neighbors->expression == expression)
    mark(state, {row, rank.place, table.vocabulary().word(row)});
  RankAnswer answer{.expression = expression,
                    .word = table.vocabulary().word(row),
                    .metric = state.metric,
                    .rank = rank.place,
                    .rows = table.size() - static_cast<math::Index>(leftOut.size()),
                    .score = rank.score};
  return {std::move(state), std::move(answer)};
}

double workOf(const DocumentState& state, const DotCommand& command) {
  return 3 * tableDims(state) * static_cast<double>(command.words.size());
}

Outcome evaluateOne(DocumentState state, const DotCommand& command) {
  const Space& space = openSpace(state);
  auto answer = askDots(space, resolved(command.expression, state),
                        inTableSpelling(command.words, *space.table), command.groupSizes);
  const auto sameItems = [](const DotItem& a, const DotItem& b) {
    return a.row == b.row && a.group == b.group;
  };
  const bool standing = state.dots && state.dots->expression == answer->expression &&
                        std::equal(state.dots->items.begin(), state.dots->items.end(), answer->items.begin(),
                                   answer->items.end(), sameItems);
  if (!standing) {
    state.dotsBefore = state.dots;  // stays as ghosts on the number line
    state.dots = answer;
  }
  return {std::move(state), *answer};
}

double workOf(const DocumentState& state, const MetricCommand& /*command*/) {
  return state.neighbors ? questionWork(state) : 0;
}

Outcome evaluateOne(DocumentState state, const MetricCommand& command) {
  setMetric(state, command.metric);
  return {std::move(state), MessageAnswer{"the metric is " + std::string(math::metricName(command.metric))}};
}

}  // namespace es::app
