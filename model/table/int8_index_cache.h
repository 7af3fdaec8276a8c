#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/progress.h"
#include "math/search/int8_index.h"
#include "math/types.h"

namespace es::model {

/// Int8 indices (math/search/int8_index.h) kept in a folder between sittings, each under the hash of the rows
/// that it was made of, so that one of other rows is never found. A file is believed only when its shapes fit
/// the rows and its bytes their checksum.
class Int8IndexCache {
 public:
  static constexpr std::uint64_t kCapacityBytes = std::uint64_t{4} << 30;

  /// The folder need not exist. When its indices are more than `capacityBytes`, those used longest ago go.
  explicit Int8IndexCache(std::filesystem::path folder, std::uint64_t capacityBytes = kCapacityBytes);

  /// The name that rows go by here: XXH3 (128 bits) of their shape and bytes, in hexadecimal.
  static std::string keyOf(const math::ConstRows& rows, const base::Progress& progress);

  /// The index of these rows; nothing where none is kept or the file is not whole. Throws only what
  /// `progress` throws.
  [[nodiscard]] std::optional<math::Int8Index> find(const std::string& key, math::Index rows,
                                                    math::Index dims, const base::Progress& progress) const;

  /// Keeps an index whole or not at all. Throws es::Error (no space, no permission).
  void keep(const std::string& key, const math::Int8Index& index) const;

 private:
  [[nodiscard]] std::filesystem::path fileOf(const std::string& key) const;
  void makeRoom() const;

  std::filesystem::path m_folder;
  std::uint64_t m_capacityBytes;
};

}  // namespace es::model
