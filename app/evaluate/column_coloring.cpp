#include "app/evaluate/column_coloring.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/command/text/arguments.h"
#include "app/document/columns/column_legend.h"
#include "app/look/cloud_colors.h"
#include "base/error.h"
#include "base/hash.h"

namespace es::app {
namespace {

void colorCategories(const model::Categories& categories, Coloring& coloring) {
  ColumnLegend& legend = *coloring.column;
  const std::size_t named = std::min<std::size_t>(categories.names.size(), kCategoryHues);
  for (std::size_t i = 0; i < named; ++i)
    legend.entries.push_back(
        {std::string(categories.names[i]), static_cast<math::Index>(categories.counts[i])});
  for (std::size_t i = named; i < categories.names.size(); ++i)
    legend.otherRows += static_cast<math::Index>(categories.counts[i]);
  legend.otherNames = static_cast<math::Index>(categories.names.size() - named);
  coloring.classes.reserve(categories.codes.size());
  for (const std::uint32_t code : categories.codes) {
    const int own = static_cast<int>(std::min<std::uint32_t>(code, kOtherClass));
    coloring.classes.push_back(
        static_cast<std::uint8_t>(code == model::Categories::kMissing ? kMissingCategoryClass : own));
  }
}

/// Whether less than half of the range may lie between the first and the last hundredth of the values: what a
/// histogram tells, in a pass.
bool mayBeFarOut(const std::vector<double>& values, double least, double greatest, std::size_t outer) {
  constexpr std::size_t kBins = 256;
  if (!(greatest > least)) return false;
  std::array<std::size_t, kBins> counts{};
  const double scale = (kBins - 1) / (greatest / 2 - least / 2);
  if (!std::isfinite(scale)) return false;  // the range is hardly more than nothing
  for (const double value : values) ++counts[static_cast<std::size_t>((value / 2 - least / 2) * scale)];
  std::size_t low = 0, high = kBins - 1;
  for (std::size_t sum = counts[low]; sum <= outer && low < high; sum += counts[low]) ++low;
  for (std::size_t sum = counts[high]; sum <= outer && low < high; sum += counts[high]) --high;
  return high < low + kBins / 2 + 2;
}

/// Where the scale ends.
void setEnds(std::vector<double> values, ColumnLegend& legend) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return;
  const auto [least, greatest] = std::ranges::minmax(values);
  legend.least = least;
  legend.greatest = greatest;
  const std::size_t outer = values.size() / 100;
  if (outer == 0 || !mayBeFarOut(values, least, greatest, outer)) return;
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(outer);
  const auto high = values.end() - 1 - static_cast<std::ptrdiff_t>(outer);
  std::ranges::nth_element(values, low);
  const double lowEnd = *low;
  std::ranges::nth_element(values, high);
  if (!(lowEnd < *high) || greatest - least <= 2 * (*high - lowEnd)) return;
  legend.least = lowEnd;
  legend.greatest = *high;
}

void colorNumbers(const std::vector<double>& numbers, Coloring& coloring) {
  ColumnLegend& legend = *coloring.column;
  setEnds(numbers, legend);
  // Halves: the range of very large numbers is beyond a double's.
  const double halfRange = legend.greatest / 2 - legend.least / 2;
  coloring.classes.reserve(numbers.size());
  for (const double value : numbers) {
    if (std::isnan(value)) {
      coloring.classes.push_back(kMissingScaleClass);
      continue;
    }
    legend.beyond += value < legend.least || value > legend.greatest ? 1 : 0;
    const double share = halfRange > 0 ? (value / 2 - legend.least / 2) / halfRange : 0.5;
    coloring.classes.push_back(
        static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * (kScaleSteps - 1))));
  }
}

/// Five stretches of the scale, as those of dot products.
std::vector<ColorAnswer::Entry> stretches(const Coloring& coloring) {
  constexpr int kStretches = 5;
  const ColumnLegend& legend = *coloring.column;
  std::vector<ColorAnswer::Entry> entries(kStretches);
  for (int i = 0; i < kStretches; ++i) {
    ColorAnswer::Entry& entry = entries[static_cast<std::size_t>(i)];
    const double middle = std::lerp(legend.least, legend.greatest, static_cast<double>(i) / (kStretches - 1));
    entry.name = legendValueText(legend, middle);
    if (legend.kind == model::ColumnKind::Number) entry.value = middle;
  }
  for (const std::uint8_t step : coloring.classes) {
    if (step == kMissingScaleClass) continue;
    const int stretch = ((kStretches - 1) * step + (kScaleSteps - 1) / 2) / (kScaleSteps - 1);
    ++entries[static_cast<std::size_t>(stretch)].rows;
  }
  return entries;
}

}  // namespace

const model::Column& columnNamed(const model::EmbeddingTable& table, const std::string& name) {
  std::vector<std::string_view> names;
  for (const model::Column& column : table.columns()) {
    if (column.name == name) return column;
    names.push_back(column.name);
  }
  if (names.empty()) {
    throw Error(
        fmt::format("there is no column {}: the table has words and vectors only; open with --metadata "
                    "FILE adds columns",
                    shown(name)));
  }
  throw noSuchName("column", name, names, "columns lists them");
}

std::shared_ptr<Coloring> columnColoring(const model::EmbeddingTable& table, const std::string& name) {
  const model::Column& column = columnNamed(table, name);
  auto coloring = std::make_shared<Coloring>();
  coloring->spec.kind = ColorKind::Column;
  coloring->spec.column = name;
  coloring->column = ColumnLegend{column.kind, {}, 0, 0, static_cast<math::Index>(column.missing), 0, 0, 0};
  if (const auto* categories = std::get_if<model::Categories>(&column.values)) {
    colorCategories(*categories, *coloring);
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
    colorNumbers(*numbers, *coloring);
  } else {
    throw Error(
        fmt::format("column {} is {}, nearly each row another; categories, numbers and dates colour points",
                    shown(name), model::columnKindName(column.kind)));
  }
  coloring->revision = base::fnv1a(coloring->classes);
  return coloring;
}

ColorAnswer columnAnswer(const Coloring& coloring) {
  const ColumnLegend& legend = *coloring.column;
  ColorAnswer answer{coloring.spec, {}, ColorAnswer::OfColumn{}};
  answer.column->kind = model::columnKindName(legend.kind);
  answer.column->missing = legend.missing;
  if (legend.kind == model::ColumnKind::Category) {
    for (const ColumnLegend::Entry& entry : legend.entries)
      answer.legend.push_back({entry.name, {}, entry.rows});
    answer.column->otherNames = legend.otherNames;
    answer.column->otherRows = legend.otherRows;
    return answer;
  }
  answer.column->least = legendValueText(legend, legend.least);
  answer.column->greatest = legendValueText(legend, legend.greatest);
  answer.column->beyond = legend.beyond;
  answer.legend = stretches(coloring);
  return answer;
}

}  // namespace es::app
