#include <algorithm>

#include "app/command/text/text_table.h"
#include "app/document/shown_share.h"
#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/path_follow.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"

namespace es::app {

namespace {

bool contains(const std::vector<math::Expression>& list, const math::Expression& expression) {
  return std::find(list.begin(), list.end(), expression) != list.end();
}

Outcome showOutcome(DocumentState state) {
  ShowAnswer answer;
  if (state.space) {
    const model::EmbeddingTable& table = *state.space->table;
    for (const math::Expression& expression : drawnExpressions(state)) {
      const math::Vector vector = vectorOf(expression, table);
      const ShownShare share = shownShareOf(state, vector);
      answer.items.push_back(
          {math::formatExpression(expression), math::length(vector), share.ofLength, share.ofCentred});
    }
    if (state.selected) answer.selected = table.vocabulary().word(*state.selected);
  }
  return {std::move(state), std::move(answer)};
}

void dropQuestion(DocumentState& state) {
  state.neighbors = nullptr;
  state.selected = std::nullopt;
}

}  // namespace

double workOf(const DocumentState& state, const ShowCommand& command) {
  return drawingWork(state, state.shown.size() + 1 + command.expressions.size());
}

Outcome evaluateOne(DocumentState state, const ShowCommand& command) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  for (const math::Expression& written : command.expressions) {
    math::Expression expression = resolved(written, state);
    vectorOf(expression, table);  // refuses what cannot be drawn
    if (!contains(state.shown, expression)) state.shown.push_back(std::move(expression));
  }
  return showOutcome(std::move(state));
}

double workOf(const DocumentState& state, const HideCommand& /*command*/) {
  return drawingWork(state, state.shown.size() + 1);
}

Outcome evaluateOne(DocumentState state, const HideCommand& command) {
  if (command.expressions.empty()) {
    state.shown.clear();
    dropQuestion(state);
    return showOutcome(std::move(state));
  }
  for (const math::Expression& written : command.expressions) {
    const math::Expression expression = resolved(written, state);
    bool found = std::erase(state.shown, expression) > 0;
    if (state.neighbors && state.neighbors->expression == expression) {
      dropQuestion(state);
      found = true;
    }
    if (!found)
      throw Error(cellText(math::formatExpression(expression)) + " is not shown, so it cannot be hidden");
  }
  return showOutcome(std::move(state));
}

double workOf(const DocumentState& state, const SelectCommand& /*command*/) {
  return drawingWork(state, state.shown.size() + 1);
}

Outcome evaluateOne(DocumentState state, const SelectCommand& command) {
  const std::optional<math::Index> row =
      command.word ? std::optional(rowOf(*command.word, *openSpace(state).table)) : std::nullopt;
  state.selected = row;
  return showOutcome(std::move(state));
}

/// A slice that shows the paths goes with them.
double workOf(const DocumentState& state, const ClearCommand& /*command*/) {
  return state.sliceSpec.kind == SliceKind::Path ? 6 * tableNumbers(state) : kLittleWork;
}

Outcome evaluateOne(DocumentState state, const ClearCommand&, const base::Progress& progress) {
  state.shown.clear();
  state.dots = nullptr;
  state.dotsBefore = nullptr;
  state.pairs = nullptr;
  state.field = std::nullopt;
  state.pulled = nullptr;
  state.product = nullptr;
  state.model.traces.clear();
  dropQuestion(state);
  followPaths(state, progress);
  return {std::move(state), MessageAnswer{"cleared"}};
}

}  // namespace es::app
