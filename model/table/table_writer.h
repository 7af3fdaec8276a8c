#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/atomic_file.h"
#include "model/table/embedding_table.h"

namespace es::model {

/// How vectors are written for other programs, and read back by this one.
enum class VectorFormat { Safetensors, Npy, Word2vecText, Word2vecBinary, GloveText, ProjectorPair };

/// By the path's ending: .safetensors, .npy, .vec, .bin, .txt, .tsv. Nothing for any other.
std::optional<VectorFormat> vectorFormatOf(std::string_view path);
/// ".safetensors, .npy …", for messages.
std::string_view vectorEndings();

/// Writes words and vectors, each file whole or not at all; returns the files. Words lie beside a .npy in
/// NAME.txt, beside a .tsv with the columns in NAME_metadata.tsv. Line feeds and tabs in words, which these
/// formats cannot hold, become blanks. Throws es::Error.
std::vector<std::string> writeTable(const EmbeddingTable& table, const std::string& path,
                                    base::Writing writing);

}  // namespace es::model
