#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace es::app {

/// How words and formulas meet the table that is open. All throw es::Error as `evaluate` does.

/// The open space, or the line that says how to open one.
const Space& openSpace(const DocumentState& state);

/// The row of a word as written or, failing that, lower-cased; otherwise the closest spellings are offered.
math::Index rowOf(const std::string& word, const model::EmbeddingTable& table);

std::vector<math::Index> rowsOf(std::span<const std::string> words, const model::EmbeddingTable& table);

/// The same formula in the table's own spelling: "King" becomes "king" where only that is there. States stay.
math::Expression inTableSpelling(math::Expression expression, const model::EmbeddingTable& table);
std::vector<std::string> inTableSpelling(std::vector<std::string> words, const model::EmbeddingTable& table);

/// The vectors of some rows, (rows.size(), d).
math::RowMatrix gather(std::span<const math::Index> rows, const model::EmbeddingTable& table);

/// False for a formula with a state, which is of the words that were open when its path was drawn.
bool hasAllWords(const math::Expression& expression, const model::EmbeddingTable& table);
bool hasAllWords(std::span<const std::string> words, const model::EmbeddingTable& table);

}  // namespace es::app
