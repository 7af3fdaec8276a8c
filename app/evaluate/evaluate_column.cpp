#include <algorithm>
#include <cmath>
#include <limits>

#include "app/command/text/arguments.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kShownValues = 5;
constexpr std::size_t kShownOfOne = 40;

void addRange(const model::Column& column, const std::vector<double>& values, ColumnAnswer& answer) {
  double least = std::numeric_limits<double>::infinity(), greatest = -least;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  if (least > greatest) return;
  const auto text = [&column](double value) {
    return column.kind == model::ColumnKind::Date ? model::dateText(value) : base::numberText(value);
  };
  answer.least = text(least);
  answer.greatest = text(greatest);
}

ColumnAnswer answerOf(const model::Column& column, std::size_t shown) {
  ColumnAnswer answer{column.name, std::string(model::columnKindName(column.kind)), column.missing, {}, {}, 0,
                      {}};
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
    addRange(column, *numbers, answer);
  } else if (const auto* categories = std::get_if<model::Categories>(&column.values)) {
    answer.different = categories->names.size();
    for (std::size_t i = 0; i < std::min(shown, categories->names.size()); ++i)
      answer.commonest.push_back({std::string(categories->names[i]), categories->counts[i]});
  } else {
    for (std::size_t row = 0; row < column.rows() && answer.commonest.size() < shown; ++row)
      if (!column.isMissing(row)) answer.commonest.push_back({column.text(row), 0});
  }
  return answer;
}

}  // namespace

double workOf(const DocumentState& state, const ColumnsCommand& /*command*/) {
  if (!state.space) return 0;
  const model::EmbeddingTable& table = *state.space->table;
  return static_cast<double>(table.size()) * static_cast<double>(table.columns().size());
}

Outcome evaluateOne(DocumentState state, const ColumnsCommand& command) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  ColumnsAnswer answer{table.size(), {}};
  std::vector<std::string_view> names;
  for (const model::Column& column : table.columns()) {
    names.push_back(column.name);
    if (command.name.empty()) answer.columns.push_back(answerOf(column, kShownValues));
    if (command.name == column.name) answer.columns.push_back(answerOf(column, kShownOfOne));
  }
  if (!command.name.empty() && answer.columns.empty())
    throw noSuchName("column", command.name, names, "columns lists them");
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
