#include "math/clusters/spherical_kmeans.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <random>
#include <utility>

#include "base/parallel.h"

namespace es::math {
namespace {

constexpr int kMostRounds = 100;
constexpr double kLeastGain = 1e-4;  // of the objective, in a round
constexpr Index kPartRows = 512;

/// Uniform numbers in [0, 1), the same from a seed everywhere.
class UniformSource {
 public:
  explicit UniformSource(std::uint64_t seed) : m_bits(seed) {}
  double next() { return static_cast<double>(m_bits() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 m_bits;
};

/// Calls visit(first, count) for stretches of rows, on all threads.
template <typename Visit>
void forEachPart(Index rows, const Visit& visit) {
  base::inParallel((rows + kPartRows - 1) / kPartRows, [&](Index part) {
    visit(part * kPartRows, std::min(kPartRows, rows - part * kPartRows));
  });
}

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
  Eigen::VectorXd distances = Eigen::VectorXd::Ones(rows.rows());  // 1 - cosine with the nearest centre
  for (Index c = 0; c < clusters; ++c) {
    centres.row(c) = rows.row(drawRow(distances, random.next()));
    const Eigen::VectorXd centre = centres.row(c).transpose().cast<double>();
    const double limit = c == 0 ? 2 : 1;
    forEachPart(rows.rows(), [&](Index first, Index count) {
      for (Index row = first; row < first + count; ++row) {
        const double distance = std::max(0.0, 1 - rows.row(row).cast<double>().dot(centre));
        distances[row] = c == 0 ? std::min(limit, distance) : std::min(distances[row], distance);
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
  forEachPart(rows.rows(), [&](Index first, Index count) {
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
