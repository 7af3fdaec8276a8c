#pragma once

#include "model/files/numpy_array.h"
#include "model/table/word_list.h"

namespace es::model {

/// The items of an array of one axis as texts: U and S as they are, numbers as they are written.
WordList cellsOfArray(const InputFile& file, const NumpyArray& array);

}  // namespace es::model
