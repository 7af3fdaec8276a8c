#pragma once

#include <array>

#include "model/table/formats/table_format.h"

namespace es::model {

// The formats, each defined in the file that bears its name.

/// table_safetensors.cpp: tensor `embedding` F16, BF16, F32 or F64 [rows, dims] and tensor `vocabulary` U8
/// [bytes], words parted by line feeds; or the matrix of tokens of any model, with its tokenizer beside.
extern const TableFormatEntry kSafetensorsTable;
/// table_numpy.cpp: a NumPy array [rows, dims], with its words in a file beside; a zip file of arrays.
extern const TableFormatEntry kNpyTable;
extern const TableFormatEntry kNpzTable;
/// table_fasttext.cpp: a fastText model of version 12, words with their n-grams.
extern const TableFormatEntry kFastTextBinary;
/// table_projector.cpp: `projector_config.json` of the Embedding Projector, with the files that it names.
extern const TableFormatEntry kProjectorTable;
/// table_json_lines.cpp: one object a line, the vector a list of numbers.
extern const TableFormatEntry kJsonLines;
/// table_word2vec_text.cpp: as GloVe's after a line `count dims` (word2vec -binary 0, fastText .vec).
extern const TableFormatEntry kWord2vecText;
/// table_word2vec_binary.cpp: `count dims\n`, then for each row the word, a space, d little-endian float32
/// and perhaps a line feed (word2vec -binary 1).
extern const TableFormatEntry kWord2vecBinary;
/// table_delimited.cpp: CSV, TSV and kin, with a header or without, labels and further columns anywhere.
extern const TableFormatEntry kDelimitedText;
/// table_glove_text.cpp: `word x1 … xd` a line (nlp.stanford.edu/projects/glove).
extern const TableFormatEntry kGloveText;

/// The registry, in the order in which a file is offered to them.
inline constexpr std::array kTableFormats{&kSafetensorsTable, &kNpyTable,  &kNpzTable,     &kFastTextBinary,
                                          &kProjectorTable,   &kJsonLines, &kWord2vecText, &kWord2vecBinary,
                                          &kDelimitedText,    &kGloveText};

}  // namespace es::model
