#pragma once

#include <cstdint>
#include <vector>

#include "model/table/embedding_table.h"

namespace es::model {

/// Makes words and cells that are no UTF-8 into it: from the encoding that the options name, or else, where
/// most words beyond ASCII are none, from the one that they seem to be in. What was done, and what was left
/// as it is, is said in the warnings of `source`.
void decodeTexts(WordList& words, std::vector<RawColumn>& columns, TableSource& source);

/// Numbers the words that were there before, so that each is one row's alone. Returns how many.
std::uint64_t numberRepeats(WordList& words);

}  // namespace es::model
