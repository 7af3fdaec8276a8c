#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/progress.h"
#include "math/directions/many_directions.h"

namespace es::math {
namespace {

constexpr double kThresholdShare = 0.75;    // of the largest |cosine|: pairs beyond it are pushed
constexpr std::uint64_t kPairsPerRow = 32;  // pushed at once, at most
constexpr int kTries = 4;
constexpr double kLongestStep = 1, kStepGrowth = 1.2;

/// The |cosine| beyond which at most kPairsPerRow pairs a row lie, or the share of the largest.
double thresholdOf(const PushedDirections& directions) {
  const AngleCensus& census = directions.census;
  const std::uint64_t most = kPairsPerRow * static_cast<std::uint64_t>(directions.vectors.rows());
  std::uint64_t beyond = 0;
  std::size_t bin = 0;  // bins from both ends are taken in while there is room
  const std::size_t half = census.histogram.size() / 2;
  while (bin < half) {
    beyond += census.histogram[bin] + census.histogram[census.histogram.size() - 1 - bin];
    if (beyond > most) break;
    ++bin;
  }
  const double edgeRad = static_cast<double>(bin) * AngleCensus::kBinDegrees * std::numbers::pi / 180;
  return std::max(kThresholdShare * census.largestCosine, std::cos(edgeRad));
}

/// The direction in which each row goes, by its close pairs: 1 for the closest, 0 at the threshold.
RowMatrix pushOf(const PushedDirections& directions, const std::vector<ClosePair>& close, double threshold) {
  const RowMatrix& vectors = directions.vectors;
  RowMatrix push = RowMatrix::Zero(vectors.rows(), vectors.cols());
  const double room = directions.census.largestCosine - threshold;
  for (const ClosePair& pair : close) {
    const double beyond = (std::abs(static_cast<double>(pair.cosine)) - threshold) / room;
    const auto weight = static_cast<float>(std::copysign(std::clamp(beyond, 0.0, 1.0), pair.cosine));
    push.row(pair.first) -= weight * vectors.row(pair.second);
    push.row(pair.second) -= weight * vectors.row(pair.first);
  }
  return push;
}

RowMatrix moved(const RowMatrix& vectors, const RowMatrix& push, double step) {
  RowMatrix result = vectors + static_cast<float>(step) * push;
  for (Index r = 0; r < result.rows(); ++r) {
    const double length = result.row(r).cast<double>().norm();
    if (length > 0) {
      result.row(r) /= static_cast<float>(length);
    } else {
      result.row(r) = vectors.row(r);
    }
  }
  return result;
}

}  // namespace

PushedDirections startDirections(RowMatrix unitRows, const base::Progress& progress) {
  PushedDirections directions{.vectors = std::move(unitRows), .census = {}};
  directions.census = takeCensus(directions.vectors, {}, progress);
  return directions;
}

PushedDirections pushApart(PushedDirections directions, const base::Progress& progress) {
  ++directions.rounds;
  const double largest = directions.census.largestCosine, threshold = thresholdOf(directions);
  if (!(largest > threshold)) {  // all perpendicular, or too many at the largest
    directions.step = 0;
    return directions;
  }
  std::vector<ClosePair> close;
  takeCensus(directions.vectors, {threshold, &close}, [&](double share) { progress(share / 2); });
  const RowMatrix push = pushOf(directions, close, threshold);
  for (int attempt = 0; attempt < kTries; ++attempt) {
    RowMatrix vectors = moved(directions.vectors, push, directions.step * (largest - threshold) / 2);
    AngleCensus census = takeCensus(vectors, {}, [&](double share) {
      progress(1 - std::ldexp(1 - share / 2, -1 - attempt));  // half of what is left
    });
    if (census.largestCosine <= largest) {
      directions.vectors = std::move(vectors);
      directions.census = std::move(census);
      directions.step = std::min(kLongestStep, directions.step * kStepGrowth);
      return directions;
    }
    directions.step /= 2;
  }
  return directions;
}

}  // namespace es::math
