#include "app/document/found_colorings.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace es::app {
namespace {

constexpr std::size_t kMostKept = 8;  // a byte a row each, and the topics' means
constexpr std::chrono::milliseconds kPatience{20};

bool isUsual(const std::shared_ptr<const Coloring>& coloring) {
  return coloring->spec == ColorSpec{ColorKind::Topics, ColorSpec::kUsualTopics, {}};
}

}  // namespace

class FoundColorings::UnderWay {
 public:
  UnderWay(FoundColorings& all, const ColorSpec& spec)
      : m_all(all), m_search(all.m_searches.insert(all.m_searches.end(), {spec})) {}
  ~UnderWay() {
    const std::scoped_lock lock(m_all.m_mutex);
    m_all.m_searches.erase(m_search);
    m_all.m_ended.notify_all();
  }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;

  void reach(double share) {
    const std::scoped_lock lock(m_all.m_mutex);
    m_search->share = share;
  }

 private:
  FoundColorings& m_all;
  std::list<Search>::iterator m_search;
};

// What is asked for is the last to go.
std::shared_ptr<const Coloring> FoundColorings::known(const ColorSpec& spec) const {
  const auto found = std::ranges::find_if(m_found, [&](const auto& one) { return one->spec == spec; });
  if (found == m_found.end()) return nullptr;
  std::rotate(found, found + 1, m_found.end());
  return m_found.back();
}

std::shared_ptr<const Coloring> FoundColorings::get(const ColorSpec& spec) const {
  const std::scoped_lock lock(m_mutex);
  return known(spec);
}

std::uint64_t FoundColorings::made() const {
  const std::scoped_lock lock(m_mutex);
  return m_made;
}

void FoundColorings::keep(std::shared_ptr<const Coloring> coloring) {
  ++m_made;
  if (m_found.size() == kMostKept) m_found.erase(std::ranges::find_if_not(m_found, isUsual));
  m_found.push_back(std::move(coloring));
}

std::shared_ptr<const Coloring> FoundColorings::obtain(const ColorSpec& spec, const Find& find,
                                                       const base::Progress& progress) {
  std::unique_lock lock(m_mutex);
  while (true) {
    if (auto found = known(spec)) return found;
    const auto other = std::ranges::find(m_searches, spec, &Search::spec);
    if (other == m_searches.end()) break;
    const double share = other->share;
    m_ended.wait_for(lock, kPatience);
    lock.unlock();
    progress(share);  // which may cancel the waiting
    lock.lock();
  }
  UnderWay search(*this, spec);
  lock.unlock();
  auto found = find([&](double share) {
    progress(share);
    search.reach(share);
  });
  const std::scoped_lock again(m_mutex);  // let go before the search ends
  keep(found);
  return found;
}

}  // namespace es::app
