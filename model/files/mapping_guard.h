#pragma once

#include <cstddef>
#include <optional>

namespace es::model {

/// Watches a mapped range of a file. Where a file has shrunk, or its disk fails, the system answers a read of
/// the mapping with SIGBUS, which ends the program. The first guard installs a handler that puts zeros in the
/// place of what is gone, so that the reader goes on, and marks the range. Every other SIGBUS takes the
/// default action.
class MappingGuard {
 public:
  /// `begin` lies on a page's boundary. Nothing when as many ranges are watched as can be.
  static std::optional<MappingGuard> watch(const void* begin, std::size_t bytes);

  MappingGuard(MappingGuard&& other) noexcept;
  MappingGuard& operator=(MappingGuard&&) = delete;
  ~MappingGuard();  // before the range is unmapped

  /// Whether something was gone when it was read.
  [[nodiscard]] bool missed() const;

 private:
  explicit MappingGuard(std::size_t slot) : m_slot(slot) {}

  std::optional<std::size_t> m_slot;
};

}  // namespace es::model
