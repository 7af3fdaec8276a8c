#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "model/table/table_finish.h"

namespace es::model {

/// What stands beside vectors in another file: words and columns, row by row.
struct RowTexts {
  WordList words;
  std::vector<RawColumn> columns;
  std::vector<std::string> notes;
};

/// Reads `path`, which must have `rows` rows: one word a line, or TSV, CSV with columns, of which `text`
/// names the one with the words. A header is told by the number of rows. Throws es::Error with both counts
/// where they differ.
RowTexts readRowTexts(const std::filesystem::path& path, std::size_t rows, const TableOptions& options,
                      const base::Progress& progress);

/// The texts that belong to the vectors in `input`: the files that its options name, or one beside it whose
/// name says so (`vectors.tsv` and `metadata.tsv`, `x.npy` and `x.txt`). Rows get their numbers as words
/// where there is none, with a warning.
RowTexts findRowTexts(const TableInput& input, std::size_t rows, const base::Progress& progress);

/// Puts them into `parts`, whose rows they are.
void takeRowTexts(RowTexts texts, TableParts& parts, TableSource& source);

/// Whether the name of a file says that it goes with vectors in another: "metadata", "labels". Its columns
/// may be numbers.
bool isNamedMetadata(const std::filesystem::path& path);

/// The file beside `path` that plays the other role of a pair: vectors for what bears the name of metadata,
/// and the other way round. Empty where there is none.
std::filesystem::path partnerOf(const std::filesystem::path& path, bool wantsVectors);

}  // namespace es::model
