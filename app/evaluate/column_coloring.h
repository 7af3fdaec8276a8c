#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/command/topic_commands.h"
#include "app/document/coloring.h"
#include "model/table/embedding_table.h"

namespace es::app {

/// What colours the rows by a column, with its legend. Categories: the twelve commonest, the rest together.
/// Numbers and dates: even steps between the least and the greatest; where a few lie so far out that all
/// others would share one end (more than half of the range beyond the first and the last hundredth), between
/// the first and the last hundredth. Throws es::Error for a column that is not there or whose texts are all
/// different.
[[nodiscard]] std::shared_ptr<Coloring> columnColoring(const model::EmbeddingTable& table,
                                                       const std::string& column);

/// What `color` answers of it.
[[nodiscard]] ColorAnswer columnAnswer(const Coloring& coloring);

/// The column, or the line that says what there is instead.
[[nodiscard]] const model::Column& columnNamed(const model::EmbeddingTable& table, const std::string& name);

}  // namespace es::app
