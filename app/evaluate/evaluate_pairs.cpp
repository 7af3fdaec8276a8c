#include <algorithm>

#include "app/command/text/text_table.h"
#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/number_text.h"
#include "math/directions/pair_check.h"

namespace es::app {

namespace {

constexpr double kLeastShare = 0.02;  // of a direction's length, for its picture to say much

/// The formula's vector, refused where it has no direction.
math::Vector directionOf(const math::Expression& expression, const model::EmbeddingTable& table) {
  math::Vector direction = vectorOf(expression, table);
  if ((direction.array() == 0).all()) {
    throw Error(cellText(math::formatExpression(expression)) +
                " is zero in every dimension, so it has no direction; a difference of two words has one: "
                "woman - man");
  }
  return direction;
}

void setHeldOutMean(PairsAnswer& answer) {
  double sum = 0;
  int count = 0;
  for (const PairItem& item : answer.items) {
    if (!item.heldOut) continue;
    sum += item.cosine;
    ++count;
  }
  if (count > 0) answer.heldOutMean = sum / count;
}

bool samePairs(const PairsAnswer& a, const PairsAnswer& b) {
  const auto sameItem = [](const PairItem& x, const PairItem& y) {
    return x.fromRow == y.fromRow && x.toRow == y.toRow;
  };
  return a.expression == b.expression && std::ranges::equal(a.items, b.items, sameItem);
}

}  // namespace

std::shared_ptr<const PairsAnswer> askPairs(const Space& space, const math::Expression& expression,
                                            const std::vector<WordPair>& pairs) {
  const model::EmbeddingTable& table = *space.table;
  const math::Vector direction = directionOf(expression, table);
  const std::vector<math::Index> inputs = rowsOf(expression, table);
  const auto isInput = [&](math::Index row) { return std::ranges::find(inputs, row) != inputs.end(); };
  auto answer = std::make_shared<PairsAnswer>();
  answer->expression = expression;
  answer->length = math::length(direction);
  math::RowMatrix differences(static_cast<math::Index>(pairs.size()), table.dims());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const math::Index from = rowOf(pairs[i].from, table), to = rowOf(pairs[i].to, table);
    differences.row(static_cast<math::Index>(i)) = (table.vector(to) - table.vector(from)).transpose();
    answer->items.push_back({.from = table.vocabulary().word(from),
                             .to = table.vocabulary().word(to),
                             .fromRow = from,
                             .toRow = to,
                             .heldOut = !isInput(from) && !isInput(to)});
  }
  const math::PairCheck check = math::checkPairs(differences, direction);
  answer->consistency = check.consistency;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    answer->items[i].length = check.items[i].length;
    answer->items[i].dot = check.items[i].dot;
    answer->items[i].cosine = check.items[i].cosine;
  }
  setHeldOutMean(*answer);
  return answer;
}

double workOf(const DocumentState& state, const PairsCommand& command) {
  return 6 * tableDims(state) * static_cast<double>(command.pairs.size());
}

Outcome evaluateOne(DocumentState state, const PairsCommand& command) {
  if (command.pairs.empty()) {
    state.pairs = nullptr;
    return {std::move(state), PairsAnswer{}};
  }
  const Space& space = openSpace(state);
  auto answer = askPairs(space, resolved(command.expression, state), command.pairs);
  if (!state.pairs || !samePairs(*state.pairs, *answer)) state.pairs = answer;
  return {std::move(state), *answer};
}

Outcome evaluateOne(DocumentState state, const FieldCommand& command) {
  if (!command.expression) {
    state.field = std::nullopt;
    return {std::move(state), MessageAnswer{"no direction is drawn all over"}};
  }
  const model::EmbeddingTable& table = *openSpace(state).table;
  math::Expression expression = resolved(*command.expression, state);
  const double share = math::shownShareOfDifference(state.sliced->slice, directionOf(expression, table));
  std::string text = cellText(math::formatExpression(expression)) +
                     " is drawn all over the picture, which shows " + base::fixedText(100 * share, 0) +
                     " % of its length";
  if (share < kLeastShare) text += ": hardly any, so its arrows are as short as that";
  state.field = std::move(expression);
  return {std::move(state), MessageAnswer{std::move(text)}};
}

}  // namespace es::app
