// Usage: bench_columns [ROWS]   what `where` and `color` do with the columns of a table of so many rows (one
//                               million): the rows that meet a condition, the colours of all; the median of 7

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "app/evaluate/column_coloring.h"
#include "base/progress.h"
#include "bench/timing.h"
#include "model/filter/kept_rows.h"

namespace {

using namespace es;

constexpr int kRuns = 7;

/// Words, a category of 20 names, a number that is missing in each hundredth row, and a text.
model::EmbeddingTable madeTable(std::size_t rows) {
  model::WordList words, cells, titles;
  std::vector<double> numbers;
  std::vector<std::string> warnings;
  std::uint32_t bits = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    bits = bits * 1664525U + 1013904223U;
    words.push_back("w" + std::to_string(row));
    cells.push_back("genre " + std::to_string((bits >> 16U) % 20));
    titles.push_back("a title of some length, number " + std::to_string(bits));
    numbers.push_back(row % 100 == 0 ? std::nan("") : 1900 + (bits >> 24U) * 0.5);
  }
  std::vector<model::Column> columns;
  columns.push_back(model::columnOf({"genre", std::move(cells)}, warnings));
  columns.push_back(model::columnOf({"title", std::move(titles)}, warnings));
  columns.push_back({"year", model::ColumnKind::Number, std::move(numbers), 0});
  math::RowMatrix vectors = math::RowMatrix::Ones(static_cast<math::Index>(rows), 1);
  model::EmbeddingTable table(model::Vocabulary(std::move(words)), model::TableRows(std::move(vectors)), {});
  table.setColumns(std::move(columns));
  return table;
}

void timeFilter(const model::EmbeddingTable& table, const std::string& name, const std::string& condition) {
  const model::Condition parsed = model::parseCondition(condition);
  math::Index kept = 0;
  const double ms = bench::medianMs(
      kRuns, [&](int) { kept += model::keptRows(table, parsed, base::ignoreProgress()).count; });
  if (kept == 0) std::fprintf(stderr, "bench_columns: %s keeps nothing\n", condition.c_str());
  bench::report(name, table.size(), ms);
}

void timeColors(const model::EmbeddingTable& table, const std::string& name, const std::string& column) {
  std::uint64_t seen = 0;
  const double ms =
      bench::medianMs(kRuns, [&](int) { seen |= app::columnColoring(table, column)->revision; });
  if (seen == 0) std::fprintf(stderr, "bench_columns: no colours\n");
  bench::report(name, table.size(), ms);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const model::EmbeddingTable table = madeTable(rows);
  timeFilter(table, "filter by a number", "year > 1990");
  timeFilter(table, "filter by number and category", "year > 1950 and genre = \"genre 7\"");
  timeFilter(table, "filter by a part of the word", "word contains 99");
  timeFilter(table, "filter by a part of a text", "title contains \"number 77\"");
  timeFilter(table, "filter by a regular expression", "word matches \"^w1.*9$\"");
  timeColors(table, "colour by a category", "genre");
  timeColors(table, "colour by a number", "year");
  return 0;
}
