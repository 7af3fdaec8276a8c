#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "math/types.h"

namespace es::math {

/// Independent uniform directions: standard normal numbers (gaussian.h), row by row, each row scaled to
/// length 1 (Muller 1959). The same for a seed on every machine. (count, dims), both >= 1. May be cancelled.
RowMatrix randomDirections(Index count, Index dims, std::uint64_t seed, const base::Progress& progress);

/// The angles between all pairs of some unit vectors.
struct AngleCensus {
  static constexpr Index kBins = 720;
  static constexpr double kBinDegrees = 0.25;

  std::uint64_t pairs = 0;
  std::vector<std::uint64_t> histogram;            // (kBins) pairs a bin; the last holds 180 degrees too
  double smallestDegrees = 0, largestDegrees = 0;  // of all pairs
  double meanDegrees = 0, deviationDegrees = 0;    // divisor: pairs
  double largestCosine = 0;                        // magnitude, of all pairs

  /// Of the pairs, from one angle up to another, both at the edge of a bin.
  [[nodiscard]] double share(double fromDegrees, double toDegrees) const;
};

/// A pair that lies nearer to one line than a threshold.
struct ClosePair {
  std::int32_t first = 0, second = 0;
  float cosine = 0;
};

/// rows: (n, d) unit rows, n >= 2. Every pair is multiplied out: nothing is sampled. Cosines are right to
/// float precision (angles to 1e-5 degrees around 90, to 0.03 at 0 and 180); every pair that may be one of
/// the two extremes by that precision is measured again in double, so that they are those of the rows. Pairs
/// whose cosine's magnitude is beyond `closeCosine` are added to `close`, first and second in ascending
/// order, at most about a hundred a row. On all threads; the same for any number of them.
struct CensusRequest {
  double closeCosine = 2;  // none
  std::vector<ClosePair>* close = nullptr;
};
AngleCensus takeCensus(const ConstRows& rows, const CensusRequest& request, const base::Progress& progress);

/// Unit vectors on their way apart.
struct PushedDirections {
  RowMatrix vectors;  // (n, d), unit rows
  AngleCensus census;
  int rounds = 0;
  double step =
      1;  // of the next round, as a share of what would bring the nearest pairs to the threshold; 0: done
};

PushedDirections startDirections(RowMatrix unitRows, const base::Progress& progress);

/// One round: every vector goes away from those that are nearest to its own line on either side, the more the
/// nearer: a step down the gradient of the sum of max(0, |cosine| - threshold)^2 over all pairs, the
/// threshold a little below the largest |cosine|. A step that would make the largest |cosine| larger is taken
/// back and tried at half its length, four times; then the vectors stay. So the largest never grows.
PushedDirections pushApart(PushedDirections directions, const base::Progress& progress);

/// What the shares of the bins would be for independent directions in so many dimensions: the angle's density
/// is as sin^(dims - 2). dims >= 2. (AngleCensus::kBins), sum 1.
std::vector<double> expectedShares(Index dims);

/// However `count` vectors lie in `dims` dimensions, some pair's |cosine| is at least this (Welch, Lower
/// bounds on the maximum cross correlation of signals, 1974); 0 where all can be perpendicular.
double welchBound(Index count, Index dims);

}  // namespace es::math
