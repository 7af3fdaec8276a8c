#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace es::base {

namespace {

/// The parts that are left, handed out one by one.
class Parts {
 public:
  Parts(std::ptrdiff_t count, const std::function<void(std::ptrdiff_t)>& work)
      : m_count(count), m_work(work) {}

  void takeAll() noexcept {
    for (std::ptrdiff_t part = m_next++; part < m_count; part = m_next++) {
      try {
        m_work(part);
      } catch (...) {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) m_failure = std::current_exception();
        m_next = m_count;
      }
    }
  }

  void rethrow() const {
    if (m_failure) std::rethrow_exception(m_failure);
  }

 private:
  std::ptrdiff_t m_count;
  const std::function<void(std::ptrdiff_t)>& m_work;
  std::atomic<std::ptrdiff_t> m_next = 0;
  std::mutex m_mutex;
  std::exception_ptr m_failure;
};

}  // namespace

std::ptrdiff_t threadCount() {
  return std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(std::thread::hardware_concurrency()));
}

void inParallel(std::ptrdiff_t parts, const std::function<void(std::ptrdiff_t part)>& work) {
  Parts left(parts, work);
  {
    std::vector<std::jthread> helpers;
    const std::ptrdiff_t wanted = std::min(parts, threadCount()) - 1;
    helpers.reserve(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, wanted)));
    try {
      for (std::ptrdiff_t i = 0; i < wanted; ++i) helpers.emplace_back([&left] { left.takeAll(); });
    } catch (const std::system_error&) {
      // No more threads to be had: those that are there do it all.
    }
    left.takeAll();
  }
  left.rethrow();
}

}  // namespace es::base
