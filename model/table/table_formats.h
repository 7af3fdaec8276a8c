#pragma once

#include "base/progress.h"
#include "model/files/input_file.h"
#include "model/table/table_reader.h"

namespace es::model {

/// The readers behind readTable, one a format. All throw es::Error as it says.

/// Tensor `embedding` F16, BF16, F32 or F64 [rows, dims] and tensor `vocabulary` U8 [bytes], words parted by
/// line feeds.
EmbeddingTable readSafetensorsTable(const InputFile& file, const base::Progress& progress);

/// `word x1 … xd` a line (nlp.stanford.edu/projects/glove).
EmbeddingTable readGloveText(const InputFile& file, const base::Progress& progress);

/// The same after a line `count dims` (word2vec -binary 0, fastText .vec).
EmbeddingTable readWord2vecText(const InputFile& file, const base::Progress& progress);

/// `count dims\n`, then for each row the word, a space, d little-endian float32 and perhaps a line feed
/// (word2vec -binary 1).
EmbeddingTable readWord2vecBinary(const InputFile& file, const base::Progress& progress);

/// What the content is, as detectFormat says.
TableFormat detectFormat(const InputFile& file);

}  // namespace es::model
