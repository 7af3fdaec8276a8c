#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

#include "app/document/coloring.h"
#include "base/progress.h"

namespace es::app {

/// What colours the points of one table, as far as it has been found: each once, whoever asks for it on
/// whatever thread. The ones found last are kept, and the usual topics always.
class FoundColorings {
 public:
  using Find = std::function<std::shared_ptr<const Coloring>(const base::Progress& progress)>;

  /// Null: not found yet.
  [[nodiscard]] std::shared_ptr<const Coloring> get(const ColorSpec& spec) const;
  /// That, or what `find` finds now. Where another thread is finding it, waits for that one, and looks itself
  /// where that gives up. Throws what `find` and `progress` throw.
  std::shared_ptr<const Coloring> obtain(const ColorSpec& spec, const Find& find,
                                         const base::Progress& progress);
  /// How many have been found since it began.
  [[nodiscard]] std::uint64_t made() const;

 private:
  struct Search {
    ColorSpec spec;
    double share = 0;  // done
  };
  /// One that is under way, until it ends in whatever way.
  class UnderWay;

  /// Called with the lock held.
  [[nodiscard]] std::shared_ptr<const Coloring> known(const ColorSpec& spec) const;
  void keep(std::shared_ptr<const Coloring> coloring);

  mutable std::mutex m_mutex;
  std::condition_variable m_ended;  // a search did
  std::list<Search> m_searches;
  mutable std::vector<std::shared_ptr<const Coloring>> m_found;  // the one longest not asked for first
  std::uint64_t m_made = 0;
};

}  // namespace es::app
