// Usage: bench_open FILE ...        times opening each file (GloVe text, word2vec, safetensors), told by
//                                   content; the median of 7 after one that warms up
//        bench_open --once FILE     opens it once: seconds, and the most that the process had resident
// With --once the rows of a mapped table are all read, as the check for numbers that are not finite does.

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "bench/timing.h"
#include "model/table/formats/table_reader.h"

namespace {

using namespace es;

constexpr int kRuns = 7;

model::EmbeddingTable open(const std::string& path) {
  return model::readTable(path, std::nullopt, es::base::ignoreProgress());
}

void timeOpening(const std::string& path) {
  math::Index rows = 0;
  const std::string format(model::formatName(model::detectFormat(path)));
  const double ms = bench::medianMs(kRuns, [&](int) { rows = open(path).size(); });
  bench::report("open " + format, rows, ms);
}

/// The most that this process has had resident, in bytes (Linux). Pages of mapped files count.
double peakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

void openOnce(const std::string& path) {
  const auto start = std::chrono::steady_clock::now();
  const model::EmbeddingTable table = open(path);
  const std::chrono::duration<double> elapsedSec = std::chrono::steady_clock::now() - start;
  const double floats = 4.0 * static_cast<double>(table.size()) * static_cast<double>(table.dims());
  std::printf(
      "{\"work\": \"open %s once\", \"rows\": %ld, \"s\": %.4f, \"peak_mb\": %.1f, \"float32_mb\": %.1f}\n",
      table.source().format.c_str(), static_cast<long>(table.size()), elapsedSec.count(), peakBytes() / 1e6,
      floats / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const bool isOnce = argc == 3 && std::string_view(argv[1]) == "--once";
  if (argc < 2 || (std::string_view(argv[1]).starts_with("--") && !isOnce)) {
    std::fprintf(stderr, "usage: bench_open FILE ... | --once FILE\n");
    return 2;
  }
  try {
    if (isOnce) {
      openOnce(argv[2]);
    } else {
      for (int i = 1; i < argc; ++i) timeOpening(argv[i]);
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_open: %s\n", error.what());
    return 1;
  }
}
