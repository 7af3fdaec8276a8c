// Usage: bench_math TABLE           times what math/ does with a table: questions, PCA, slices, turns, topics
//        bench_math --rows N        the same of N random rows of 100 dimensions, without PCA: how it grows
// One JSON object a line. bench/peers.py asks the peers the same.

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <random>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "bench/timing.h"
#include "math/clusters/topics.h"
#include "math/linear/frame_turn.h"
#include "math/linear/pca.h"
#include "math/linear/slice.h"
#include "math/search/neighbors.h"
#include "model/table/formats/table_reader.h"

namespace {

using namespace es;

constexpr int kRuns = 7, kQueries = 41, kBatch = 64;
constexpr math::Index kNeighbors = 10;

/// The work of one kind takes long on a large table: fewer runs, but never less than seven.
int runsFor(const math::ConstRows& rows) {
  return rows.size() > (math::Index{1} << 28) ? kRuns : kQueries;
}

/// The words of question i: a - b + c.
std::array<math::Index, 3> inputs(int i) {
  return {100 + i, 200 + i, 300 + i};
}

math::Vector query(const math::ConstRows& rows, int i) {
  const auto [a, b, c] = inputs(i);
  return (rows.row(a) - rows.row(b) + rows.row(c)).transpose();
}

void benchQuestions(const math::SearchRows& table, const std::string& how) {
  for (const math::Metric metric : {math::Metric::Cosine, math::Metric::Dot, math::Metric::Euclidean}) {
    const double ms = bench::medianMs(runsFor(table.rows), [&](int i) {
      const auto hits = math::nearest(table, query(table.rows, i), kNeighbors, metric, inputs(i));
      if (hits.size() != kNeighbors) throw std::logic_error("expected ten neighbours");
    });
    bench::report("neighbors " + std::string(math::metricName(metric)) + how, table.rows.rows(), ms);
  }
}

void benchBatch(const math::SearchRows& table) {
  math::RowMatrix queries(kBatch, table.rows.cols());
  std::vector<std::vector<math::Index>> leftOut;
  for (int i = 0; i < kBatch; ++i) {
    queries.row(i) = query(table.rows, i).transpose();
    const auto words = inputs(i);
    leftOut.emplace_back(words.begin(), words.end());
  }
  const double ms = bench::medianMs(kRuns, [&](int) {
    if (math::nearestMany(table, queries, kNeighbors, math::Metric::Cosine, leftOut).size() != kBatch)
      throw std::logic_error("expected an answer to each");
  });
  bench::report("64 queries at once", table.rows.rows(), ms);
}

void benchSearch(const math::ConstRows& rows) {
  const math::Vector lengths = math::rowLengths(rows);
  benchQuestions({rows, lengths}, ", in float");
  bench::report("make the int8 index", rows.rows(), bench::medianMs(kRuns, [&](int) {
                  math::Int8Index::make(rows, es::base::ignoreProgress());
                }));
  const math::Int8Index index = math::Int8Index::make(rows, es::base::ignoreProgress());
  const math::SearchRows table{rows, lengths, &index};
  benchQuestions(table, "");
  benchBatch(table);
}

/// All rows once through the processor, on all threads: what no projection can be faster than.
double sumOfRows(const math::ConstRows& rows) {
  constexpr math::Index kBlockRows = 1024;
  Eigen::VectorXf sums((rows.rows() + kBlockRows - 1) / kBlockRows);
  es::base::inParallel(sums.size(), [&](math::Index block) {
    const math::Index first = block * kBlockRows;
    sums[block] = rows.middleRows(first, std::min(kBlockRows, rows.rows() - first)).sum();
  });
  return static_cast<double>(sums.sum());
}

void benchSlices(const math::ConstRows& rows, const math::Slice& slice) {
  double sum = 0;
  math::Points points(rows.rows(), 3);
  const auto [streamMs, sliceMs] = bench::mediansMs(
      runsFor(rows), [&](int) { sum += sumOfRows(rows); }, [&](int) { points = math::project(slice, rows); });
  if (!std::isfinite(sum)) throw std::logic_error("expected finite rows");
  bench::report("stream the rows once", rows.rows(), streamMs);
  bench::report("slice", rows.rows(), sliceMs);
  const math::FrameTurn turn(slice, math::randomSlice(rows.cols(), 1));
  const math::SpanPoints spanPoints = turn.projectOntoSpan(rows);
  bench::report("a frame of a turn", rows.rows(), bench::medianMs(kQueries, [&](int i) {
                  turn.place(spanPoints, static_cast<double>(i) / kQueries, points);
                }));
}

/// The longest time from asking a PCA to stop until it has, asked at moments spread over its `wholeMs`.
void benchCancel(const math::ConstRows& rows, double wholeMs) {
  using Clock = std::chrono::steady_clock;
  constexpr int kMoments = 15;
  double longest = 0;
  for (int i = 0; i < kMoments; ++i) {
    std::atomic<bool> asked = false;
    auto ended = std::async(std::launch::async, [&] {
      try {
        math::principalAnalysis(rows, 3, [&](double) {
          if (asked) throw es::Cancelled{};
        });
      } catch (const es::Cancelled&) {
      }
      return Clock::now();
    });
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(wholeMs * (i + 0.5) / kMoments));
    const auto start = Clock::now();
    asked = true;
    const std::chrono::duration<double, std::milli> elapsed = ended.get() - start;
    longest = std::max(longest, elapsed.count());
  }
  bench::report("cancel a PCA, at worst", rows.rows(), longest);
}

void benchTopics(const math::ConstRows& rows) {
  const double ms = bench::medianMs(kRuns, [&](int) {
    if (math::findTopics(rows, {}, es::base::ignoreProgress()).topics.size() != 24)
      throw std::logic_error("expected 24 topics");
  });
  bench::report("24 topics", rows.rows(), ms);
}

void benchTable(const model::EmbeddingTable& table) {
  math::PrincipalAnalysis analysis;
  const double ms = bench::medianMs(
      kRuns, [&](int) { analysis = math::principalAnalysis(table.rows(), 3, es::base::ignoreProgress()); });
  bench::report("pca", table.size(), ms);
  benchCancel(table.rows(), ms);
  // Not a time: the share of the variance that the three components capture.
  std::printf("{\"captured\": %.9f, \"rows\": %ld}\n",
              analysis.components.variances.sum() / analysis.spread.totalVariance,
              static_cast<long>(table.size()));
  benchSearch(table.rows());
  benchSlices(table.rows(), math::pcaSlice(analysis.components));
  if (table.dims() <= 2048) benchTopics(table.rows());  // as the peers
}

math::RowMatrix randomRows(math::Index count) {
  constexpr math::Index kDims = 100, kBlockRows = 4096;
  math::RowMatrix rows(count, kDims);
  es::base::inParallel((count + kBlockRows - 1) / kBlockRows, [&](math::Index block) {
    std::mt19937 bits(static_cast<std::mt19937::result_type>(block));
    std::normal_distribution<float> normal;
    const math::Index end = std::min(count, (block + 1) * kBlockRows);
    for (math::Index row = block * kBlockRows; row < end; ++row)
      for (float& value : rows.row(row)) value = normal(bits);
  });
  return rows;
}

void benchGrowth(math::Index count) {
  const math::RowMatrix rows = randomRows(count);
  benchSearch(rows);
  benchSlices(rows, math::randomSlice(rows.cols(), 2));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"peak_bytes\": %ld, \"rows\": %ld, \"table_bytes\": %ld}\n", usage.ru_maxrss * 1024L,
              static_cast<long>(count), static_cast<long>(rows.size()) * 4L);
}

}  // namespace

int main(int argc, char** argv) {
  const bool growth = argc == 3 && std::string_view(argv[1]) == "--rows";
  if (argc != 2 && !growth) {
    std::fprintf(stderr, "usage: bench_math TABLE | --rows N\n");
    return 2;
  }
  try {
    if (growth) {
      benchGrowth(std::strtol(argv[2], nullptr, 10));
    } else {
      benchTable(model::readTable(argv[1], std::nullopt, es::base::ignoreProgress()));
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_math: %s\n", error.what());
    return 1;
  }
}
