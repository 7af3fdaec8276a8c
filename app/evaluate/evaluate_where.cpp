#include <fmt/format.h>

#include <algorithm>

#include "app/command/text/arguments.h"
#include "app/document/states.h"
#include "app/document/words.h"
#include "app/evaluate/column_coloring.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/path_follow.h"
#include "app/evaluate/work_sizes.h"

namespace es::app {

namespace {

/// A column that is there, and of categories a value that is.
void requireKnown(const model::EmbeddingTable& table, const model::Condition& test) {
  if (test.column == model::kWordColumn) return;
  const model::Column& column = columnNamed(table, test.column);
  const auto* categories = std::get_if<model::Categories>(&column.values);
  if (!categories || test.comparison != model::Comparison::Equal) return;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < categories->names.size(); ++i) names.push_back(categories->names[i]);
  if (std::ranges::find(names, test.value) != names.end()) return;
  throw noSuchName(fmt::format("value of {}", shown(test.column)), test.value, names,
                   fmt::format("columns {} lists its values", quoteArgument(test.column)));
}

}  // namespace

std::shared_ptr<const RowFilter> filterBy(const model::EmbeddingTable& table,
                                          const model::Condition& condition, const base::Progress& progress) {
  model::forEachTest(condition, [&](const model::Condition& test) { requireKnown(table, test); });
  return std::make_shared<const RowFilter>(RowFilter{condition, model::keptRows(table, condition, progress)});
}

double workOf(const DocumentState& state, const WhereCommand& command) {
  constexpr double kCompared = 4, kMatched = 2'000;  // a row
  if (!state.space) return kLittleWork;
  const bool slices = std::ranges::any_of(state.sliceSpec.axes, namesFilterMean);
  const double slicing = slices ? 6 * tableNumbers(state) : 0;
  if (!command.condition) return kLittleWork + slicing;
  double work = 0;
  model::forEachTest(*command.condition, [&](const model::Condition& test) {
    work += test.comparison == model::Comparison::Matches ? kMatched : kCompared;
  });
  return work * static_cast<double>(state.space->table->size()) + slicing;
}

Outcome evaluateOne(DocumentState state, const WhereCommand& command, const base::Progress& progress) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  WhereAnswer answer{command.condition, table.size(), table.size()};
  const auto before = state.filter;
  if (!command.condition) {
    state.filter = nullptr;
  } else if (!before || before->condition != *command.condition) {
    state.filter = filterBy(table, *command.condition, progress);
  }
  if (state.filter) answer.rows = state.filter->rows.count;
  if (state.filter != before) followFilter(state, progress);
  return {std::move(state), std::move(answer)};
}

Outcome evaluateOne(DocumentState state, const LabelCommand& command) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  const std::string column = command.column == model::kWordColumn ? std::string() : command.column;
  if (!column.empty()) static_cast<void>(columnNamed(table, column));
  state.labelColumn = column;
  return {std::move(state),
          MessageAnswer{column.empty() ? std::string("labels are the words")
                                       : fmt::format("labels are the values of {}", shown(column))}};
}

}  // namespace es::app
