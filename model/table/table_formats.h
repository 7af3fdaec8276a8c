#pragma once

#include <array>

#include "model/table/table_format.h"

namespace es::model {

// The formats, each defined in the file that bears its name.

/// table_safetensors.cpp: tensor `embedding` F16, BF16, F32 or F64 [rows, dims] and tensor `vocabulary` U8
/// [bytes], words parted by line feeds.
extern const TableFormatEntry kSafetensorsTable;
/// table_word2vec_text.cpp: as GloVe's after a line `count dims` (word2vec -binary 0, fastText .vec).
extern const TableFormatEntry kWord2vecText;
/// table_word2vec_binary.cpp: `count dims\n`, then for each row the word, a space, d little-endian float32
/// and perhaps a line feed (word2vec -binary 1).
extern const TableFormatEntry kWord2vecBinary;
/// table_glove_text.cpp: `word x1 … xd` a line (nlp.stanford.edu/projects/glove).
extern const TableFormatEntry kGloveText;

/// The registry, in the order in which a file is offered to them.
inline constexpr std::array kTableFormats{&kSafetensorsTable, &kWord2vecText, &kWord2vecBinary, &kGloveText};

}  // namespace es::model
