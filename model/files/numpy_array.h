#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/files/input_file.h"

namespace es::model {

/// What the header of a `.npy` file says (numpy.lib.format, versions 1.0 to 3.0), checked against the file's
/// size.
struct NumpyArray {
  char kind = 'f';              // as numpy: f float, i, u whole numbers, b truth, U text in UTF-32, S bytes
  std::uint64_t itemBytes = 4;  // of U: four for each character
  bool isBigEndian = false;
  bool isFortranOrder = false;  // columns one after another
  std::vector<std::uint64_t> shape;
  std::uint64_t dataOffset = 0;

  [[nodiscard]] std::uint64_t count() const;      // of items
  [[nodiscard]] std::string description() const;  // "<f4 [20, 8]"
};

/// Throws es::Error for a header that is none, and for what is not read: objects, which are pickles, records,
/// complex numbers, dates. Nothing of it is evaluated.
NumpyArray readNumpyHeader(const InputFile& file);

/// What a `.npy` file begins with.
inline constexpr std::string_view kNumpyMagic = "\x93NUMPY";

/// The header, version 1.0, of an array of little-endian 32-bit floats in C order; the numbers follow it, at
/// a multiple of 64 bytes.
std::string numpyHeader(std::span<const std::size_t> shape);

}  // namespace es::model
