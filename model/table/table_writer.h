#pragma once

#include <filesystem>

#include "model/table/embedding_table.h"

namespace es::model {

/// Writes `table` as the safetensors file that readTable reads: tensor `embedding` F32 (n, d), tensor
/// `vocabulary` U8, name and note as metadata. Whole or not at all. Throws es::Error: a word with a line
/// feed, or what writeFileAtomically says.
void writeTable(const std::filesystem::path& path, const EmbeddingTable& table);

}  // namespace es::model
