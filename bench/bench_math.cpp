// Usage: bench_math TABLE [GLOVE_TEXT]   times what math/ and model/ do with a table, without a picture.
// With GLOVE_TEXT the table is written there as text first, for this program and its peers to read.

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "bench/timing.h"
#include "math/expression.h"
#include "math/frame_turn.h"
#include "math/neighbors.h"
#include "math/slice.h"
#include "model/table_reader.h"

namespace {

using namespace es;

constexpr int kQueries = 41;
constexpr int kRuns = 7;

void writeGloveText(const model::EmbeddingTable& table, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  std::string line;
  for (math::Index row = 0; row < table.size(); ++row) {
    line = table.vocabulary().word(row);
    for (math::Index i = 0; i < table.dims(); ++i) {
      std::array<char, 32> digits{};
      const float value = table.rows()(row, i);
      const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 5).ptr;
      line.append(" ").append(digits.begin(), end);
    }
    file << line << '\n';
  }
  if (!file.flush()) throw std::runtime_error(path + ": could not be written");
}

void benchOpening(const std::string& path, const std::string& work) {
  math::Index rows = 0;
  const double ms = bench::medianMs(
      kRuns, [&](int) { rows = model::readTable(path, std::nullopt, math::ignoreProgress()).size(); });
  bench::report(work, rows, ms);
}

/// The ten nearest to `a - b + c` over the words 100, 101 ..., as the peers ask it.
void benchNeighbors(const model::EmbeddingTable& table) {
  const double ms = bench::medianMs(kQueries, [&](int i) {
    const std::array<math::Index, 3> inputs{100 + i, 200 + i, 300 + i};
    const math::Vector query = table.vector(inputs[0]) - table.vector(inputs[1]) + table.vector(inputs[2]);
    const auto hits = math::nearest(table.rows(), table.lengths(), query, 10, math::Metric::Cosine, inputs);
    if (hits.size() != 10) throw std::logic_error("expected ten neighbours");
  });
  bench::report("neighbors", table.size(), ms);
}

void benchSlices(const model::EmbeddingTable& table) {
  math::PrincipalAnalysis analysis;
  const double pcaMs = bench::medianMs(
      kRuns, [&](int) { analysis = math::principalAnalysis(table.rows(), 3, math::ignoreProgress()); });
  bench::report("pca", table.size(), pcaMs);
  const math::Slice slice = math::pcaSlice(analysis.components);
  const double projectMs = bench::medianMs(kQueries, [&](int) {
    const math::Points points = math::project(slice, table.rows());
    if (points.rows() != table.size()) throw std::logic_error("expected every row");
  });
  bench::report("slice", table.size(), projectMs);
  const math::FrameTurn turn(slice, math::randomSlice(table.dims(), 1));
  const math::SpanPoints spanPoints = turn.projectOntoSpan(table.rows());
  math::Points points(table.size(), 3);
  bench::report("turn", table.size(), bench::medianMs(kQueries, [&](int i) {
                  turn.place(spanPoints, static_cast<double>(i) / kQueries, points);
                }));
}

void run(const std::string& path, const std::string& glovePath) {
  const model::EmbeddingTable table = model::readTable(path, std::nullopt, math::ignoreProgress());
  benchOpening(path, "open safetensors");
  if (!glovePath.empty()) {
    writeGloveText(table, glovePath);
    benchOpening(glovePath, "open GloVe text");
  }
  benchNeighbors(table);
  benchSlices(table);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_math TABLE [GLOVE_TEXT]\n");
    return 2;
  }
  try {
    run(argv[1], argc > 2 ? argv[2] : "");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_math: %s\n", error.what());
    return 1;
  }
}
