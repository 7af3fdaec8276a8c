#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace es::app::test {

/// 60 words x 8 dimensions, the same on every machine: "king" "queen" "man" "woman" "new york"
/// "sister-in-law" "#" "1990" "5" and others; "zero" is all zeros. queen = king - man + woman with a little
/// added.
model::EmbeddingTable smallTable();

model::EmbeddingTable makeTable(std::vector<std::string> words, math::RowMatrix rows,
                                std::string name = "made");

/// A document with a table made in memory open in it.
DocumentState stateWith(model::EmbeddingTable table);
Document documentWith(model::EmbeddingTable table);
Document smallDocument();

/// The table as GloVe text in the tests' folder; returns the path. Words must hold no blanks.
std::filesystem::path writeGlove(const model::EmbeddingTable& table, const std::string& fileName);

/// Runs one line as a person would type it.
Answer run(Document& document, const std::string& line);

/// The line of the es::Error that `action` throws; fails the test when there is none.
std::string errorOf(const std::function<void()>& action);

/// True when `text` holds `part`.
bool holds(const std::string& text, const std::string& part);

}  // namespace es::app::test
