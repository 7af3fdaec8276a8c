#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "math/types.h"
#include "model/filter/condition.h"
#include "model/table/embedding_table.h"

namespace es::model {

/// The rows of a table that meet a condition.
struct KeptRows {
  std::vector<std::uint8_t> keeps;  // (n), by row: 1 or 0
  math::Index count = 0;            // of ones
  std::uint64_t revision = 0;       // of `keeps`: others have another
};

/// Numbers and dates are compared as such, with = != < <= > >=; categories, texts and words with = and !=
/// byte by byte, with `contains` (the letters A to Z in either case) and `matches` (a regular expression of
/// ICU, found anywhere in the value). A value that is missing meets no test. In one pass on all threads; a
/// million rows take some ten milliseconds, with `matches` a second.
///
/// Throws es::Error for a column that is not there, a comparison that its kind does not have, a value that is
/// no number or no date where one is needed, and a pattern that is none or that takes too long on a value.
/// May be cancelled.
[[nodiscard]] KeptRows keptRows(const EmbeddingTable& table, const Condition& condition,
                                const base::Progress& progress);

/// The column of that name; null: there is none. kWordColumn is none.
[[nodiscard]] const Column* findColumn(const EmbeddingTable& table, std::string_view name);

}  // namespace es::model
