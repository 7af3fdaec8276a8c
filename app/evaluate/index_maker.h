#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "model/table/int8_index_cache.h"

namespace es::app {

/// Makes the int8 index of the open table on a thread of its own once questions are asked of it, or takes it
/// from the cache; a large one is kept there. Tables whose rows are read in an instant get none.
class IndexMaker {
 public:
  /// Without a cache nothing is kept.
  explicit IndexMaker(std::optional<model::Int8IndexCache> cache);
  ~IndexMaker();  // stops what runs, and waits for it

  IndexMaker(const IndexMaker&) = delete;
  IndexMaker& operator=(const IndexMaker&) = delete;

  /// Starts for the open table where that is due; stops the work for one that is no longer open.
  void follow(const DocumentState& state);

  /// The share done, while something runs.
  [[nodiscard]] std::optional<double> share() const;

  /// Why the last int8 index could not be kept, once; empty: it was, or need not be.
  std::string takeWarning();

  /// Called on the worker's thread now and then while the share grows, and at the end.
  void setWake(std::function<void()> wake);

 private:
  struct Work;
  std::optional<model::Int8IndexCache> m_cache;
  std::function<void()> m_wake;
  std::shared_ptr<const Space> m_space;       // the one that is open
  std::unique_ptr<Work> m_work;               // for it, running or ended
  std::vector<std::unique_ptr<Work>> m_left;  // for those before it, told to stop
};

}  // namespace es::app
