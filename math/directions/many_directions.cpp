#include "math/directions/many_directions.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>

#include "base/parallel.h"
#include "base/progress.h"
#include "math/kernels/angle_kernels.h"
#include "math/linear/similarity.h"
#include "math/sampling/gaussian.h"

namespace es::math {
namespace {

constexpr Index kBlockRows = 64;    // a part of the work: so many rows with all that follow
constexpr Index kChunkGroups = 16;  // groups of packed rows that stay in the cache meanwhile
constexpr Index kChunk = kChunkGroups * PackedRows::kLanes;
constexpr std::size_t kBins = static_cast<std::size_t>(AngleCensus::kBins);
constexpr std::size_t kClosePerBlock = 100 * static_cast<std::size_t>(kBlockRows);

/// The pair, of those measured so far, whose difference (or sum) is shortest at unit length.
struct Closest {
  Index first = 0, second = 0;
  double square = 8;  // of that length; more than any
  float reach = -2;   // cosines (or negated ones) from here on may belong to a closer pair
};

/// What a part counts.
struct Tally {
  std::array<std::array<std::uint32_t, kBins>, kTileRows> histograms{};  // apart: no waiting for one another
  double away = 0, awaySquares = 0;  // sums of the differences from 90 degrees, and of their squares
  Closest nearest, farthest;         // to the same direction, to opposite ones
  std::vector<ClosePair> close;
};

class Census {
 public:
  Census(const ConstRows& rows, double closeCosine)
      : m_rows(rows),
        m_close(static_cast<float>(closeCosine)),
        m_packed(rows),
        m_lengths(rows.cast<double>().rowwise().norm()) {
    // Every product and every addition in float rounds once, and rows are of unit length but for their
    // rounding.
    constexpr double kUnitRoundoff = 0x1p-24;
    const double longest = m_lengths.maxCoeff(), shortest = m_lengths.minCoeff();
    const double additions = static_cast<double>(std::min(rows.cols(), kFloatStretch)) + 8;
    m_cosineError = additions * kUnitRoundoff * longest * longest +
                    std::max(longest * longest - 1, 1 - shortest * shortest);
  }

  [[nodiscard]] Index parts() const { return (m_rows.rows() + kBlockRows - 1) / kBlockRows; }

  void count(Index part, Tally& tally) const {
    const Index first = part * kBlockRows, end = std::min(first + kBlockRows, m_rows.rows());
    for (Index group = first / PackedRows::kLanes; group < m_packed.groups(); group += kChunkGroups) {
      for (Index row = first; row < end; row += kTileRows)
        countTile(row, std::min(kTileRows, end - row), group, tally);
    }
  }

 private:
  /// Rows from `row` with the columns of a chunk of groups.
  void countTile(Index row, Index rowCount, Index group, Tally& tally) const {
    std::array<float, kTileRows * kChunk> cosines;
    const Index groupEnd = std::min(group + kChunkGroups, m_packed.groups());
    const Index columns = std::min(groupEnd * PackedRows::kLanes, m_rows.rows());
    if (columns <= row + 1) return;
    multiply(row, rowCount, {group, groupEnd}, cosines.data());
    for (Index r = 0; r < rowCount; ++r) {
      const Index from = std::max(group * PackedRows::kLanes, row + r + 1);  // each pair once
      if (from >= columns) continue;
      const float* first = cosines.data() + r * kChunk + (from - group * PackedRows::kLanes);
      countRow(row + r, from, {first, static_cast<std::size_t>(columns - from)}, tally);
    }
  }

  void multiply(Index row, Index rowCount, std::pair<Index, Index> groups, float* out) const {
    TileRows tile{m_rows.data() + row * m_rows.outerStride(), m_rows.outerStride(), m_rows.cols()};
    RowMatrix padded;
    if (rowCount < kTileRows) {
      padded = RowMatrix::Zero(kTileRows, m_rows.cols());
      padded.topRows(rowCount) = m_rows.middleRows(row, rowCount);
      tile = {padded.data(), padded.outerStride(), m_rows.cols()};
    }
    for (Index group = groups.first; group < groups.second; ++group)
      tileProducts(tile, m_packed.group(group), out + (group - groups.first) * PackedRows::kLanes, kChunk);
  }

  void countRow(Index row, Index column, std::span<const float> cosines, Tally& tally) const {
    std::array<float, kChunk> degrees;
    anglesOf(cosines.data(), static_cast<Index>(cosines.size()), degrees.data());
    auto& histogram = tally.histograms[static_cast<std::size_t>(row % kTileRows)];
    double away = 0, squares = 0;
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      constexpr float kBinsPerDegree = static_cast<float>(1 / AngleCensus::kBinDegrees);
      ++histogram[std::min(static_cast<std::size_t>(degrees[i] * kBinsPerDegree), kBins - 1)];
      const double one = static_cast<double>(degrees[i]) - 90;
      away += one;
      squares += one * one;
    }
    tally.away += away;
    tally.awaySquares += squares;
    noteExtremes(row, column, cosines, tally);
  }

  void noteExtremes(Index row, Index column, std::span<const float> cosines, Tally& tally) const {
    const Extremes found = extremesOf(cosines.data(), static_cast<Index>(cosines.size()));
    if (found.largest >= tally.nearest.reach) measure(row, column, cosines, 1, tally.nearest);
    if (-found.smallest >= tally.farthest.reach) measure(row, column, cosines, -1, tally.farthest);
    if (std::max(found.largest, -found.smallest) > m_close) collect(row, column, cosines, tally);
  }

  /// Measures in double what may be closer than the closest pair so far: what floats cannot tell apart from
  /// it. sign: 1 for the same direction, -1 for opposite ones.
  void measure(Index row, Index column, std::span<const float> cosines, float sign, Closest& closest) const {
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      if (sign * cosines[i] < closest.reach) continue;
      const Index other = column + static_cast<Index>(i);
      const auto first = m_rows.row(row).cast<double>() / m_lengths[row];
      const auto second = m_rows.row(other).cast<double>() / m_lengths[other];
      const double square = (first - static_cast<double>(sign) * second).squaredNorm();
      if (square >= closest.square) continue;
      closest = {row, other, square, 2};  // of length zero: none is closer
      if (square > 0) closest.reach = static_cast<float>(1 - square / 2 - m_cosineError);
    }
  }

  void collect(Index row, Index column, std::span<const float> cosines, Tally& tally) const {
    for (std::size_t i = 0; i < cosines.size() && tally.close.size() < kClosePerBlock; ++i) {
      if (std::abs(cosines[i]) <= m_close) continue;
      tally.close.push_back({static_cast<std::int32_t>(row),
                             static_cast<std::int32_t>(column + static_cast<Index>(i)), cosines[i]});
    }
  }

  const ConstRows& m_rows;
  float m_close;
  PackedRows m_packed;
  Eigen::VectorXd m_lengths;  // (n)
  double m_cosineError = 0;   // of the floats, at most
};

/// Adds a part's tally; parts come in their order, so that the sums are the same for any number of threads.
void add(const Tally& tally, AngleCensus& census, Tally& extremes) {
  for (const auto& histogram : tally.histograms)
    for (std::size_t bin = 0; bin < kBins; ++bin) census.histogram[bin] += histogram[bin];
  extremes.away += tally.away;
  extremes.awaySquares += tally.awaySquares;
  if (tally.nearest.square < extremes.nearest.square) extremes.nearest = tally.nearest;
  if (tally.farthest.square < extremes.farthest.square) extremes.farthest = tally.farthest;
}

void finish(const ConstRows& rows, const Tally& total, AngleCensus& census) {
  const auto pairs = static_cast<double>(census.pairs);
  const double mean = total.away / pairs;
  census.meanDegrees = 90 + mean;
  census.deviationDegrees = std::sqrt(std::max(0.0, total.awaySquares / pairs - mean * mean));
  const auto vector = [&](Index row) -> Vector { return rows.row(row).transpose(); };
  census.smallestDegrees = angleDegrees(vector(total.nearest.first), vector(total.nearest.second));
  census.largestDegrees = angleDegrees(vector(total.farthest.first), vector(total.farthest.second));
  const auto cosineOf = [](double degrees) {
    return std::abs(std::sin((90 - degrees) * std::numbers::pi / 180));  // exactly 0 at 90
  };
  census.largestCosine = std::max(cosineOf(census.smallestDegrees), cosineOf(census.largestDegrees));
}

}  // namespace

RowMatrix randomDirections(Index count, Index dims, std::uint64_t seed, const base::Progress& progress) {
  GaussianSource source(seed);
  RowMatrix rows(count, dims);
  Eigen::VectorXd row(dims);
  for (Index r = 0; r < count; ++r) {
    for (Index k = 0; k < dims; ++k) row[k] = source.next();
    rows.row(r) = (row / row.norm()).cast<float>().transpose();
    if (r % 256 == 0) progress(static_cast<double>(r) / static_cast<double>(count));
  }
  return rows;
}

double AngleCensus::share(double fromDegrees, double toDegrees) const {
  const auto bin = [](double degrees) { return std::lround(degrees / kBinDegrees); };
  std::uint64_t found = 0;
  for (auto i = bin(fromDegrees); i < bin(toDegrees); ++i) found += histogram[static_cast<std::size_t>(i)];
  return pairs == 0 ? 0 : static_cast<double>(found) / static_cast<double>(pairs);
}

AngleCensus takeCensus(const ConstRows& rows, const CensusRequest& request, const base::Progress& progress) {
  assert(rows.rows() >= 2 && rows.cols() >= 1);
  const auto n = static_cast<std::uint64_t>(rows.rows());
  AngleCensus result;
  result.pairs = n * (n - 1) / 2;
  result.histogram.assign(kBins, 0);
  const Census census(rows, request.close ? request.closeCosine : 2);
  Tally total;
  const Index parts = census.parts(), together = 2 * base::threadCount();
  for (Index from = 0; from < parts; from += together) {
    std::vector<Tally> tallies(static_cast<std::size_t>(std::min(together, parts - from)));
    base::inParallel(static_cast<Index>(tallies.size()),
                     [&](Index i) { census.count(from + i, tallies[static_cast<std::size_t>(i)]); });
    for (const Tally& tally : tallies) {
      add(tally, result, total);
      if (request.close) request.close->insert(request.close->end(), tally.close.begin(), tally.close.end());
    }
    const double left =
        1 - static_cast<double>(std::min(from + together, parts)) / static_cast<double>(parts);
    progress(1 - left * left);  // later rows have fewer pairs
  }
  finish(rows, total, result);
  return result;
}

std::vector<double> expectedShares(Index dims) {
  assert(dims >= 2);
  constexpr int kStops = 8;  // a bin
  std::vector<double> shares(kBins, 0);
  double sum = 0;
  for (std::size_t stop = 0; stop < kBins * kStops; ++stop) {
    const double rad =
        (static_cast<double>(stop) + 0.5) * std::numbers::pi / static_cast<double>(kBins * kStops);
    const double density = std::exp(static_cast<double>(dims - 2) * std::log(std::sin(rad)));
    shares[stop / kStops] += density;
    sum += density;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

double welchBound(Index count, Index dims) {
  const auto n = static_cast<double>(count), d = static_cast<double>(dims);
  double best = 0, choices = 1;  // choices: of k dimensions with repetition, C(d + k - 1, k)
  for (int k = 1; k <= 16 && choices < n; ++k) {
    choices *= (d + k - 1) / k;
    if (choices < n) best = std::max(best, std::pow((n / choices - 1) / (n - 1), 1.0 / (2 * k)));
  }
  return best;
}

}  // namespace es::math
