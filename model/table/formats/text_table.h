#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "base/error.h"
#include "base/progress.h"
#include "model/table/formats/text_rows.h"
#include "model/table/table_finish.h"
#include "model/table/table_input.h"

namespace es::model {

// What the formats of text tables have in common.

/// How many numbers end the lines at the beginning of the file: lines seen for each count.
std::map<std::size_t, std::size_t> countNumbers(const TableInput& input, bool hasCountLine);

/// The count that most lines have; 0 where none has any. A word that ends in a number makes its line one
/// longer, a cut makes it shorter: neither is common. Among equally common counts the larger, because a file
/// of few lines may end in a cut one.
std::size_t commonCount(const std::map<std::size_t, std::size_t>& linesOf);

/// "1 to 32,768 dimensions" were expected.
Error wrongDims(const TableInput& input, const std::string& found);

/// readTextRows, of which at least one must have a word: a file of numbers alone, such as the vectors of a
/// TSV pair, would lose its first column to the words. With the words and columns of `--metadata`.
TableParts readTextTable(const TableInput& input, TextLayout layout, TableSource& source,
                         const base::Progress& progress);

}  // namespace es::model
