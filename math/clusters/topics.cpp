#include "math/clusters/topics.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>
#include <utility>

#include "base/parallel.h"
#include "math/clusters/spherical_kmeans.h"
#include "math/linear/pca.h"

namespace es::math {
namespace {

constexpr Index kCommonDirections = 2;

/// Rows spread evenly, few enough for sums in double.
RowMatrix sampleOf(const ConstRows& rows) {
  constexpr Index kMostNumbers = Index{1} << 23, kLeastRows = 1024;
  const Index count = std::min(rows.rows(), std::max(kLeastRows, kMostNumbers / rows.cols()));
  if (count == rows.rows()) return rows;
  RowMatrix sample(count, rows.cols());
  for (Index i = 0; i < count; ++i) sample.row(i) = rows.row(i * rows.rows() / count);
  return sample;
}

/// Rows [first, end) of `directions` that have one.
RowMatrix rowsToPart(const RowMatrix& directions) {
  const Index count = directions.rows();
  const Index first = std::min(TopicSpec::kFirstRow, count * TopicSpec::kFirstRow / TopicSpec::kEndRow);
  const Index end = std::min(count, TopicSpec::kEndRow);
  std::vector<Index> chosen;
  for (Index row = first; row < end; ++row)
    if (directions.row(row).squaredNorm() > 0) chosen.push_back(row);
  return directions(chosen, Eigen::all);
}

/// Topics by their old numbers, the largest first.
std::vector<Index> bySize(const std::vector<Index>& sizes) {
  std::vector<Index> order(sizes.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](Index topic) { return sizes[static_cast<std::size_t>(topic)]; });
  return order;
}

/// The rows that name each topic: of the first ones, or of all where a topic has too few among those.
void nameTopics(const std::vector<NearestCentre>& nearest, Index names, Topics& found) {
  const auto common = std::min(nearest.size(), static_cast<std::size_t>(TopicSpec::kNamingRows));
  const auto enter = [&](std::size_t from, std::size_t end, const auto& wants) {
    for (std::size_t row = from; row < end; ++row) {
      Topic& topic = found.topics[static_cast<std::size_t>(found.topicOf[row])];
      const double margin = nearest[row].product - std::max(-1.0, nearest[row].nextProduct);
      if (wants(topic)) topic.names.push_back({static_cast<Index>(row), margin});
    }
  };
  enter(0, common, [](const Topic&) { return true; });
  std::vector<bool> isShort;
  for (const Topic& topic : found.topics) isShort.push_back(static_cast<Index>(topic.names.size()) < names);
  enter(common, nearest.size(), [&](const Topic& topic) {
    return static_cast<bool>(isShort[static_cast<std::size_t>(&topic - found.topics.data())]);
  });
  for (Topic& topic : found.topics) {
    std::ranges::stable_sort(topic.names, std::ranges::greater{}, &Topic::Name::margin);
    topic.names.resize(std::min(topic.names.size(), static_cast<std::size_t>(names)));
  }
}

/// What the centres make of all rows.
Topics assemble(const ConstRows& directions, const RowMatrix& centres, Index names) {
  const std::vector<NearestCentre> nearest = assignToCentres(directions, centres);
  std::vector<Index> sizes(static_cast<std::size_t>(centres.rows()), 0);
  for (const NearestCentre& one : nearest) ++sizes[static_cast<std::size_t>(one.centre)];
  const std::vector<Index> order = bySize(sizes);
  std::vector<Index> placeOf(order.size());
  Topics found;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto old = static_cast<std::size_t>(order[place]);
    placeOf[old] = static_cast<Index>(place);
    found.topics.push_back({sizes[old], {}});
  }
  found.centres = centres(order, Eigen::all);
  for (const NearestCentre& one : nearest)
    found.topicOf.push_back(placeOf[static_cast<std::size_t>(one.centre)]);
  nameTopics(nearest, names, found);
  return found;
}

}  // namespace

RowMatrix topicDirections(const ConstRows& rows, const base::Progress& progress) {
  const PrincipalAnalysis common =
      principalAnalysis(sampleOf(rows), kCommonDirections, Sums::Double, progress);
  const Eigen::RowVectorXd mean = common.spread.mean.cast<double>().transpose();
  const Eigen::MatrixXd axes = common.components.axes.cast<double>();
  RowMatrix directions(rows.rows(), rows.cols());
  constexpr Index kPartRows = 256;
  base::inParallel((rows.rows() + kPartRows - 1) / kPartRows, [&](Index part) {
    const Index first = part * kPartRows;
    for (Index row = first; row < std::min(rows.rows(), first + kPartRows); ++row) {
      const Eigen::RowVectorXd arrow = rows.row(row).cast<double>() - mean;
      const Eigen::RowVectorXd rest = arrow - (arrow * axes).eval() * axes.transpose();
      const double length = rest.norm();
      constexpr double kRounding = 1e-6;  // of the float axes: what is left of a row that lies in their plane
      if (length > kRounding * arrow.norm()) {
        directions.row(row) = (rest / length).cast<float>();
      } else {
        directions.row(row).setZero();
      }
    }
  });
  return directions;
}

Topics findTopics(const ConstRows& rows, const TopicSpec& spec, const base::Progress& progress) {
  assert(rows.rows() >= 1 && spec.count >= 1 && spec.names >= 0);
  constexpr double kPrepared = 0.3;  // of the time
  const RowMatrix directions = topicDirections(rows, base::stretch(progress, 0, kPrepared));
  const RowMatrix parted = rowsToPart(directions);
  if (parted.rows() == 0) {  // nothing tells the rows apart
    Topics one{
        RowMatrix::Zero(1, rows.cols()), std::vector<Index>(static_cast<std::size_t>(rows.rows()), 0), {}};
    one.topics.push_back({rows.rows(), {}});
    return one;
  }
  const KMeansSpec clusters{std::min(spec.count, parted.rows()), spec.seed, TopicSpec::kStarts};
  const Clustering found = sphericalKMeans(parted, clusters, base::stretch(progress, kPrepared, 1));
  return assemble(directions, found.centres, spec.names);
}

}  // namespace es::math
