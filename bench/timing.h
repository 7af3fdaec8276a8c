#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace es::bench {

/// The median of the times that `work(i)`, i = 0 .. runs - 1, takes, in milliseconds. One run before them
/// warms up.
template <typename Work>
double medianMs(int runs, Work&& work) {
  work(0);
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work(i);
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// One line that run.py reads. `work` needs no escapes.
inline void report(const std::string& work, long rows, double ms) {
  std::printf("{\"work\": \"%s\", \"rows\": %ld, \"ms\": %.4f}\n", work.c_str(), rows, ms);
  std::fflush(stdout);
}

}  // namespace es::bench
