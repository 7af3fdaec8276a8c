#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace es::bench {

/// The medians of the times that works, each called with i = 0 .. runs - 1, take in milliseconds. They take
/// turns, so that what else the machine does falls on all of them alike. One run of each before warms up.
template <typename... Work>
std::array<double, sizeof...(Work)> mediansMs(int runs, Work&&... works) {
  (works(0), ...);
  std::array<std::vector<double>, sizeof...(Work)> times;
  for (int i = 0; i < runs; ++i) {
    std::size_t at = 0;
    const auto timed = [&](auto& work) {
      const auto start = std::chrono::steady_clock::now();
      work(i);
      const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
      times[at++].push_back(elapsed.count());
    };
    (timed(works), ...);
  }
  std::array<double, sizeof...(Work)> medians{};
  for (std::size_t at = 0; at < medians.size(); ++at) {
    std::sort(times[at].begin(), times[at].end());
    medians[at] = times[at][times[at].size() / 2];
  }
  return medians;
}

/// The same of one.
template <typename Work>
double medianMs(int runs, Work&& work) {
  return mediansMs(runs, work)[0];
}

/// One line that run.py reads. `work` needs no escapes.
inline void report(const std::string& work, long rows, double ms) {
  std::printf("{\"work\": \"%s\", \"rows\": %ld, \"ms\": %.4f}\n", work.c_str(), rows, ms);
  std::fflush(stdout);
}

}  // namespace es::bench
