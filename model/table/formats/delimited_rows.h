#pragma once

#include <string>

#include "base/progress.h"
#include "model/table/formats/delimited_layout.h"
#include "model/table/table_finish.h"
#include "model/table/table_input.h"

namespace es::model {

/// The beginning of a text, of at least a few lines where they are not longer than 16 MiB.
struct Beginning {
  std::string text;  // without a byte order mark
  bool isWhole = false;
};
Beginning beginningOf(const TableInput& input);

/// Reads the rows as `layout` says. Those with another number of fields are skipped and noted; with
/// `everyLine` they are filled up or cut instead, so that rows stay where another file counts on them.
/// Without a field for words all are empty.
TableParts readDelimited(const TableInput& input, const DelimitedLayout& layout, bool everyLine,
                         const base::Progress& progress);

}  // namespace es::model
