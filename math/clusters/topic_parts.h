#pragma once

#include <vector>

#include "base/progress.h"
#include "math/clusters/topics.h"
#include "math/types.h"

namespace es::math {

/// A topic looked at from near by.
struct TopicPart {
  std::vector<Topic::Name> names;  // as of a topic: the largest margin over the parts beside it first
  std::vector<Index> core;         // the rows nearest to its centre, the nearest first
  Index size = 0;                  // of the rows that were parted
};

/// At most `most` rows of each topic, those with the largest cosine with its centre, the nearest first; of
/// rows that are neither very frequent nor rare where the topic has such.
std::vector<std::vector<Index>> topicCores(const Topics& topics, Index most);

/// Each topic's rows, of those that are neither very frequent nor rare, parted once more by spherical k-means
/// into at most `parts`, of at least 40 rows each on average. A topic of few rows has none. The largest part
/// first. rows: those of findTopics. The same on every processor. May be cancelled.
std::vector<std::vector<TopicPart>> topicParts(const ConstRows& rows, const Topics& topics, Index parts,
                                               Index names, const base::Progress& progress);

/// The means of each topic's rows: (k, d), zero for a topic without rows.
RowMatrix topicMeans(const ConstRows& rows, const Topics& topics);

}  // namespace es::math
