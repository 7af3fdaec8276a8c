#include "math/clusters/topics.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "math/clusters/spherical_kmeans.h"
#include "math/kernels/row_passes.h"
#include "math/linear/pca.h"

namespace es::math {
namespace {

constexpr Index kCommonDirections = 2;

constexpr Index kLeastSample = 1024;             // rows
constexpr Index kBlockNumbers = Index{1} << 22;  // of the table, at a time

/// Rows spread evenly. (count, d)
RowMatrix sampleOf(const ConstRows& rows, Index count) {
  RowMatrix sample(count, rows.cols());
  for (Index i = 0; i < count; ++i) sample.row(i) = rows.row(i * rows.rows() / count);
  return sample;
}

/// Those that are clustered, without the ones that have no direction.
RowMatrix rowsToPart(const ConstRows& rows, const CommonPart& common) {
  const Index count = rows.rows();
  const Index first = std::min(TopicSpec::kFirstRow, count * TopicSpec::kFirstRow / TopicSpec::kEndRow);
  RowMatrix directions =
      withoutCommonPart(rows.middleRows(first, std::min(count, TopicSpec::kEndRow) - first), common);
  Index kept = 0;
  for (Index row = 0; row < directions.rows(); ++row)
    if (directions.row(row).squaredNorm() > 0) directions.row(kept++) = directions.row(row);
  directions.conservativeResize(kept, Eigen::NoChange);
  return directions;
}

/// The nearest centre of every row, a block of the table at a time.
std::vector<NearestCentre> assignAll(const ConstRows& rows, const CommonPart& common,
                                     const RowMatrix& centres, const base::Progress& progress) {
  const Index blockRows = std::max<Index>(1, kBlockNumbers / rows.cols());
  std::vector<NearestCentre> nearest;
  for (Index first = 0; first < rows.rows(); first += blockRows) {
    const Index count = std::min(blockRows, rows.rows() - first);
    const auto some = assignToCentres(withoutCommonPart(rows.middleRows(first, count), common), centres);
    nearest.insert(nearest.end(), some.begin(), some.end());
    progress(static_cast<double>(first + count) / static_cast<double>(rows.rows()));
  }
  return nearest;
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
Topics assemble(const std::vector<NearestCentre>& nearest, const RowMatrix& centres, Index names) {
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
  for (const NearestCentre& one : nearest) {
    found.topicOf.push_back(placeOf[static_cast<std::size_t>(one.centre)]);
    found.products.push_back(static_cast<float>(one.product));
  }
  nameTopics(nearest, names, found);
  return found;
}

}  // namespace

CommonPart commonPart(const ConstRows& rows, Index sampleNumbers, const base::Progress& progress) {
  const Index count = std::min(rows.rows(), std::max(kLeastSample, sampleNumbers / rows.cols()));
  const auto analysed = [&](const ConstRows& some) {
    return principalAnalysis(some, kCommonDirections, Sums::Double, progress);
  };
  const PrincipalAnalysis common = count == rows.rows() ? analysed(rows) : analysed(sampleOf(rows, count));
  return {common.spread.mean.cast<double>().transpose(), common.components.axes.cast<double>()};
}

RowMatrix withoutCommonPart(const ConstRows& rows, const CommonPart& common) {
  constexpr Index kPartRows = 256;
  constexpr double kRounding = 1e-6;  // of the float axes: what is left of a row that lies in their plane
  RowMatrix directions(rows.rows(), rows.cols());
  forEachBlock(rows.rows(), kPartRows, [&](Index first, Index count) {
    for (Index row = first; row < first + count; ++row) {
      const Eigen::RowVectorXd arrow = rows.row(row).cast<double>() - common.mean;
      const Eigen::RowVectorXd rest = arrow - (arrow * common.axes).eval() * common.axes.transpose();
      const double length = rest.norm();
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
  constexpr double kPrepared = 0.2, kParted = 0.9;  // of the time
  const CommonPart common = commonPart(rows, spec.sampleNumbers, base::stretch(progress, 0, kPrepared));
  const RowMatrix parted = rowsToPart(rows, common);
  RowMatrix centres = RowMatrix::Zero(1, rows.cols());  // where nothing tells the rows apart
  if (parted.rows() > 0) {
    const KMeansSpec clusters{std::min(spec.count, parted.rows()), spec.seed, TopicSpec::kStarts};
    centres = sphericalKMeans(parted, clusters, base::stretch(progress, kPrepared, kParted)).centres;
  }
  Topics found =
      assemble(assignAll(rows, common, centres, base::stretch(progress, kParted, 1)), centres, spec.names);
  found.common = common;
  return found;
}

}  // namespace es::math
