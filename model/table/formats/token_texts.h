#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "model/table/word_list.h"

namespace es::model {

/// The tokens of a model by their numbers, from `tokenizer.json`, `vocab.json` or `vocab.txt` in its folder:
/// `rows` of them, those that the file lacks as "[row 50257]". Nothing where there is no such file. Throws
/// es::Error for a broken one, and where most of the rows would have no token.
std::optional<WordList> tokensOfFolder(const std::filesystem::path& folder, std::size_t rows);

}  // namespace es::model
