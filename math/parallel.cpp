#include "math/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "math/types.h"

namespace es::math {

namespace {

/// The parts that are left, handed out one by one.
class Parts {
 public:
  Parts(Index count, const std::function<void(Index)>& work) : m_count(count), m_work(work) {}

  void takeAll() noexcept {
    for (Index part = m_next++; part < m_count; part = m_next++) {
      try {
        m_work(part);
      } catch (...) {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) {
          m_failure = std::current_exception();
        }
        m_next = m_count;
      }
    }
  }

  void rethrow() const {
    if (m_failure) {
      std::rethrow_exception(m_failure);
    }
  }

 private:
  Index m_count;
  const std::function<void(Index)>& m_work;
  std::atomic<Index> m_next = 0;
  std::mutex m_mutex;
  std::exception_ptr m_failure;
};

}  // namespace

Index threadCount() {
  return std::max<Index>(1, static_cast<Index>(std::thread::hardware_concurrency()));
}

void inParallel(Index parts, const std::function<void(Index part)>& work) {
  Parts left(parts, work);
  {
    std::vector<std::jthread> helpers;
    const Index wanted = std::min(parts, threadCount()) - 1;
    helpers.reserve(static_cast<std::size_t>(std::max<Index>(0, wanted)));
    try {
      for (Index i = 0; i < wanted; ++i) {
        helpers.emplace_back([&left] { left.takeAll(); });
      }
    } catch (const std::system_error&) {
      // No more threads to be had: those that are there do it all.
    }
    left.takeAll();
  }
  left.rethrow();
}

}  // namespace es::math
