#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/files/input_file.h"

namespace es::model {

/// One tensor of a safetensors file, checked: bytes == product(shape) x size of dtype, all within the file.
struct TensorEntry {
  std::string name;
  std::string dtype;  // "F32", "U8" ...
  std::vector<std::uint64_t> shape;
  std::uint64_t offset = 0;  // in the file
  std::uint64_t bytes = 0;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> tensors;  // in the order of their bytes
  std::map<std::string, std::string> metadata;

  [[nodiscard]] const TensorEntry* find(std::string_view name) const;

  /// `wte.weight F32 [50257, 768], …`: the first tensors, for people.
  [[nodiscard]] std::string listing() const;
};

/// Reads and checks the header by the rules of the format (github.com/huggingface/safetensors, README
/// "Format"): u64le length <= 100,000,000, JSON that begins with '{', no key twice, tensors without hole,
/// overlap or rest. Throws es::Error.
SafetensorsHeader readSafetensorsHeader(const InputFile& file);

}  // namespace es::model
