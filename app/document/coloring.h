#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/command/topic_commands.h"
#include "math/types.h"
#include "model/table/column.h"

namespace es::app {

/// A topic as the picture names it.
struct ColoredTopic {
  std::string name;
  std::vector<std::string> words;   // the clearest, the clearest first
  math::Index rows = 0;             // how many belong to it
  std::uint8_t hue = 0;             // see topicColor
  std::vector<math::Index> core;    // the rows nearest to its centre: their middle in a slice is its place
  std::vector<ColoredTopic> parts;  // the finer ones that it is made of; of a part: none
};

/// What the colours of a column stand for.
struct ColumnLegend {
  struct Entry {
    std::string name;
    math::Index rows = 0;
  };
  model::ColumnKind kind = model::ColumnKind::Category;
  std::vector<Entry> entries;                 // categories: the commonest first, by class from 0 on
  math::Index otherNames = 0, otherRows = 0;  // categories: those of kOtherClass
  math::Index missing = 0;                    // rows without a value
  double least = 0, greatest = 0;             // numbers and dates: where the scale ends; both 0: no values
  math::Index beyond = 0;                     // rows outside of them
};

/// The colours of a table's points, told apart by small numbers: the theme makes colours of them.
struct Coloring {
  ColorSpec spec;
  std::vector<std::uint8_t> classes;  // (n), by row: a topicClass, a step of signColor, a class of a column's
  std::uint64_t revision = 0;         // of `classes`: others have another
  std::vector<ColoredTopic> topics;   // Topics: the largest first
  math::RowMatrix means;              // Topics: (k, d), of each one's rows
  double fullProduct = 0;             // Dot: the dot product, plus or minus, that has the full colour
  std::optional<ColumnLegend> column{};  // Column
};

}  // namespace es::app
