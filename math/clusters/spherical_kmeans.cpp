#include "math/clusters/spherical_kmeans.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "base/parallel.h"
#include "math/kernels/row_passes.h"
#include "math/sampling/uniform.h"

namespace es::math {
namespace {

constexpr int kMostRounds = 100;
constexpr double kLeastGain = 3e-5;  // of the objective, in a round
constexpr Index kPartRows = 512;

/// The row that owns the place `share` of all weights laid end to end.
Index drawRow(const Eigen::VectorXd& weights, double share) {
  const double target = share * weights.sum();
  double sum = 0;
  for (Index row = 0; row < weights.size(); ++row) {
    sum += weights[row];
    if (sum > target) return row;
  }
  return static_cast<Index>(share * static_cast<double>(weights.size()));  // all rows are centres already
}

/// k-means++: each further centre is a row, the more likely the farther it is from those before it.
RowMatrix firstCentres(const ConstRows& rows, Index clusters, UniformSource& random) {
  RowMatrix centres(clusters, rows.cols());
  // 1 - cosine with the nearest centre, at most 2: the first row is drawn from all alike.
  Eigen::VectorXd distances = Eigen::VectorXd::Constant(rows.rows(), 2);
  for (Index c = 0; c < clusters; ++c) {
    centres.row(c) = rows.row(drawRow(distances, random.next()));
    const Eigen::VectorXd centre = centres.row(c).transpose().cast<double>();
    forEachBlock(rows.rows(), kPartRows, [&](Index first, Index count) {
      for (Index row = first; row < first + count; ++row) {
        const double distance = std::max(0.0, 1 - rows.row(row).cast<double>().dot(centre));
        distances[row] = std::min(distances[row], distance);
      }
    });
  }
  return centres;
}

/// The row with the smallest product with its own centre, which then counts as its centre's own no more.
Index takeFarthest(std::vector<NearestCentre>& nearest) {
  const auto farthest = std::ranges::min_element(nearest, {}, &NearestCentre::product);
  farthest->product = 2;
  return farthest - nearest.begin();
}

/// The directions of the clusters' sums, in the order of the rows.
RowMatrix centresOf(const ConstRows& rows, std::vector<NearestCentre> nearest, Index clusters) {
  std::vector<std::vector<Index>> members(static_cast<std::size_t>(clusters));
  for (std::size_t row = 0; row < nearest.size(); ++row)
    members[static_cast<std::size_t>(nearest[row].centre)].push_back(static_cast<Index>(row));
  for (auto& own : members)
    if (own.empty()) own.push_back(takeFarthest(nearest));
  RowMatrix centres(clusters, rows.cols());
  base::inParallel(clusters, [&](Index c) {
    const auto& own = members[static_cast<std::size_t>(c)];
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(rows.cols());
    for (const Index row : own) sum += rows.row(row).transpose().cast<double>();
    const double length = sum.norm();
    if (length > 0) {
      centres.row(c) = (sum / length).cast<float>().transpose();
    } else {
      centres.row(c) = rows.row(own.front());
    }
  });
  return centres;
}

double objectiveOf(const std::vector<NearestCentre>& nearest) {
  double sum = 0;
  for (const NearestCentre& one : nearest) sum += one.product;
  return sum;
}

struct Start {
  RowMatrix centres;
  std::vector<NearestCentre> nearest;
  double objective = 0;
};

Start improve(const ConstRows& rows, RowMatrix centres, const base::Progress& progress) {
  Start start{std::move(centres), {}, 0};
  for (int round = 0; round < kMostRounds; ++round) {
    start.nearest = assignToCentres(rows, start.centres);
    const double before = std::exchange(start.objective, objectiveOf(start.nearest));
    if (round > 0 && start.objective - before <= kLeastGain * start.objective) break;
    start.centres = centresOf(rows, start.nearest, start.centres.rows());
    progress(static_cast<double>(round + 1) / kMostRounds);
  }
  return start;
}

}  // namespace

std::vector<NearestCentre> assignToCentres(const ConstRows& rows, const ConstRows& centres) {
  const PackedCentres packed(centres);
  std::vector<NearestCentre> nearest(static_cast<std::size_t>(rows.rows()));
  forEachBlock(rows.rows(), kPartRows, [&](Index first, Index count) {
    nearestCentres(viewOf(rows).middle(first, count), packed, nearest.data() + first);
  });
  return nearest;
}

Clustering sphericalKMeans(const ConstRows& unitRows, const KMeansSpec& spec,
                           const base::Progress& progress) {
  assert(spec.clusters >= 1 && spec.clusters <= unitRows.rows() && spec.starts >= 1);
  UniformSource random(spec.seed);
  Start best;
  for (int i = 0; i < spec.starts; ++i) {
    const auto part = [&](double share) { progress((i + share) / spec.starts); };
    Start start = improve(unitRows, firstCentres(unitRows, spec.clusters, random), part);
    if (i == 0 || start.objective > best.objective) best = std::move(start);
    part(1);
  }
  Clustering result{std::move(best.centres), {}, best.objective};
  for (const NearestCentre& one : best.nearest) result.clusterOf.push_back(one.centre);
  return result;
}

}  // namespace es::math
