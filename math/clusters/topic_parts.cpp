#include "math/clusters/topic_parts.h"

#include <algorithm>
#include <cstddef>

#include "base/parallel.h"
#include "math/clusters/spherical_kmeans.h"

namespace es::math {
namespace {

constexpr Index kPartRows = 40;  // on average, at least
constexpr Index kCoreRows = 60;  // of a part
constexpr int kStarts = 2;

/// Each topic's rows before kEndRow, in their order.
std::vector<std::vector<Index>> commonMembers(const Topics& topics) {
  std::vector<std::vector<Index>> members(topics.topics.size());
  const auto end = std::min(topics.topicOf.size(), static_cast<std::size_t>(TopicSpec::kEndRow));
  for (std::size_t row = 0; row < end; ++row)
    members[static_cast<std::size_t>(topics.topicOf[row])].push_back(static_cast<Index>(row));
  return members;
}

/// The first `most` by descending value; ties by the lower row.
template <class Value>
void keepLargest(std::vector<Index>& rows, Index most, const Value& valueOf) {
  std::ranges::stable_sort(rows, std::ranges::greater{}, valueOf);
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(most)));
}

/// The parts of one topic. `members`: its rows, in their order.
std::vector<TopicPart> partsOf(const ConstRows& rows, const CommonPart& common,
                               const std::vector<Index>& members, Index parts, Index names,
                               const base::Progress& progress) {
  const Index count = std::min(parts, static_cast<Index>(members.size()) / kPartRows);
  if (count < 2) return {};
  RowMatrix own(static_cast<Index>(members.size()), rows.cols());
  for (std::size_t i = 0; i < members.size(); ++i) own.row(static_cast<Index>(i)) = rows.row(members[i]);
  const RowMatrix directions = withoutCommonPart(own, common);
  const Clustering found = sphericalKMeans(directions, {count, 1, kStarts}, progress);
  const std::vector<NearestCentre> nearest = assignToCentres(directions, found.centres);
  std::vector<TopicPart> result(static_cast<std::size_t>(count));
  std::vector<std::vector<Index>> places(result.size());  // in `members`
  for (std::size_t i = 0; i < members.size(); ++i)
    places[static_cast<std::size_t>(nearest[i].centre)].push_back(static_cast<Index>(i));
  for (std::size_t part = 0; part < result.size(); ++part) {
    TopicPart& one = result[part];
    one.size = static_cast<Index>(places[part].size());
    for (const Index at : places[part]) {
      const NearestCentre& near = nearest[static_cast<std::size_t>(at)];
      const Index row = members[static_cast<std::size_t>(at)];
      if (row < TopicSpec::kNamingRows)
        one.names.push_back({row, near.product - std::max(-1.0, double{near.nextProduct})});
    }
    std::ranges::stable_sort(one.names, std::ranges::greater{}, &Topic::Name::margin);
    one.names.resize(std::min(one.names.size(), static_cast<std::size_t>(names)));
    keepLargest(places[part], kCoreRows,
                [&](Index at) { return nearest[static_cast<std::size_t>(at)].product; });
    for (const Index at : places[part]) one.core.push_back(members[static_cast<std::size_t>(at)]);
  }
  std::erase_if(result, [](const TopicPart& part) { return part.names.empty(); });
  std::ranges::stable_sort(result, std::ranges::greater{}, &TopicPart::size);
  return result;
}

}  // namespace

std::vector<std::vector<Index>> topicCores(const Topics& topics, Index most) {
  std::vector<std::vector<Index>> cores = commonMembers(topics);
  for (std::size_t row = TopicSpec::kEndRow; row < topics.topicOf.size(); ++row) {
    auto& core = cores[static_cast<std::size_t>(topics.topicOf[row])];
    if (core.size() < static_cast<std::size_t>(most)) core.push_back(static_cast<Index>(row));
  }
  for (auto& core : cores)
    keepLargest(core, most, [&](Index row) { return topics.products[static_cast<std::size_t>(row)]; });
  return cores;
}

std::vector<std::vector<TopicPart>> topicParts(const ConstRows& rows, const Topics& topics, Index parts,
                                               Index names, const base::Progress& progress) {
  std::vector<std::vector<TopicPart>> result;
  const auto count = static_cast<double>(topics.topics.size());
  for (const std::vector<Index>& members : commonMembers(topics)) {
    const auto done = static_cast<double>(result.size());
    const base::Progress part = base::stretch(progress, done / count, (done + 1) / count);
    result.push_back(partsOf(rows, topics.common, members, parts, names, part));
  }
  return result;
}

RowMatrix topicMeans(const ConstRows& rows, const Topics& topics) {
  std::vector<std::vector<Index>> members(topics.topics.size());
  for (std::size_t row = 0; row < topics.topicOf.size(); ++row)
    members[static_cast<std::size_t>(topics.topicOf[row])].push_back(static_cast<Index>(row));
  RowMatrix means(static_cast<Index>(members.size()), rows.cols());
  base::inParallel(means.rows(), [&](Index topic) {
    const auto& own = members[static_cast<std::size_t>(topic)];
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(rows.cols());
    for (const Index row : own) sum += rows.row(row).transpose().cast<double>();
    const double count = std::max<double>(1, static_cast<double>(own.size()));
    means.row(topic) = (sum / count).cast<float>().transpose();
  });
  return means;
}

}  // namespace es::math
