#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "math/types.h"
#include "model/files/safetensors.h"
#include "model/transformer/transformer_weights.h"

namespace es::model {

/// The tensors of one or several safetensors files, read by name and in the precision they are stored in.
/// Every reader throws es::Error when the tensor is missing, has another shape or type, or holds numbers that
/// are not finite; nothing is allocated before the shape is that of the file.
class TensorSet {
 public:
  /// `progress` is told the share of all tensors' bytes that has been read; it must outlive this.
  explicit TensorSet(const base::Progress& progress) : m_progress(progress) {}

  /// Throws es::Error for a file that is no safetensors file, or has a tensor that another one has.
  void add(const std::filesystem::path& path);
  /// The same with a file whose header has been read already.
  void add(std::unique_ptr<const InputFile> file, SafetensorsHeader header);
  /// Refuses what does not fit into memory. To be called before the first tensor is read.
  void requireMemory() const;

  [[nodiscard]] bool has(std::string_view name) const { return m_tensors.contains(name); }
  /// The file that has this tensor; the first one when none has.
  [[nodiscard]] const std::string& pathOf(std::string_view name) const;
  [[nodiscard]] const SafetensorsHeader& firstHeader() const { return m_files.front()->header; }

  /// F32, F16 or BF16 as floats, (size).
  std::vector<float> vector(const std::string& name, int size);
  /// F32, F16 or BF16; or I8 [rows, cols] with the scales of its rows, F32 [rows], named `name`.scale.
  WeightMatrix matrix(const std::string& name, int rows, int cols);

  /// Names of the tensors that were not read, in order.
  [[nodiscard]] std::vector<std::string> unread() const;

 private:
  struct File {
    std::unique_ptr<const InputFile> file;  // never null
    SafetensorsHeader header;
  };
  struct Place {
    const InputFile* file;
    const TensorEntry* entry;
  };

  Place require(const std::string& name, const std::vector<std::uint64_t>& shape,
                std::initializer_list<std::string_view> dtypes);
  template <typename Value>
  std::vector<Value> readValues(const Place& place);

  const base::Progress& m_progress;
  std::vector<std::unique_ptr<File>> m_files;
  std::map<std::string, Place, std::less<>> m_tensors;
  std::set<std::string> m_read;
  double m_bytesAdded = 0, m_bytesRead = 0;  // of tensors
};

/// (cols, rows) of a matrix without row scales: Conv1D stores [inputs, outputs].
WeightMatrix transposed(const WeightMatrix& matrix);
/// Rows begin to begin + count of a matrix without row scales.
WeightMatrix rowsOf(const WeightMatrix& matrix, int begin, int count);

}  // namespace es::model
