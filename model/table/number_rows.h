#pragma once

#include <cstdint>

#include "base/progress.h"
#include "model/files/input_file.h"
#include "model/table/table_rows.h"

namespace es::model {

/// Rows of numbers that lie in a file one behind the other.
struct NumberBlock {
  enum class Type : std::uint8_t { F16, BF16, F32, F64, I8, U8, I16, U16, I32, U32, I64, U64 };

  std::uint64_t offset = 0;
  std::uint64_t rows = 0, dims = 0;  // at least 1 each, and within the file: checked by the caller
  Type type = Type::F32;
  bool isBigEndian = false;
  bool isByColumns = false;  // Fortran's order
};

/// Where the file holds the very floats that are wanted they stay there, mapped; else they are read and
/// converted. Only the first `most` rows. Throws es::Error when they need more memory than there is.
TableRows rowsOfBlock(const InputFile& file, NumberBlock block, std::uint64_t most,
                      const base::Progress& progress);

}  // namespace es::model
