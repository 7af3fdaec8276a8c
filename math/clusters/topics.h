#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "math/types.h"

namespace es::math {

/// Which rows say what the topics of a table are. The rows of a table stand in the order of their frequency:
/// the first ones are words of every topic, the last ones are rare. Smaller tables have their share of each.
struct TopicSpec {
  Index count = 24;        // of topics; fewer where there are fewer rows to part
  std::uint64_t seed = 1;  // of the starts
  Index names = 3;         // rows that name a topic, at most

  static constexpr Index kFirstRow = 300, kEndRow = 12'000;  // those that are clustered
  static constexpr Index kNamingRows = 6'000;                // the first ones, among which the names are
  static constexpr int kStarts = 4;
};

struct Topic {
  /// A row that names it, and how much nearer its own centre it is than any other: a difference of cosines.
  struct Name {
    Index row = 0;
    double margin = 0;
  };
  Index size = 0;           // rows of the table
  std::vector<Name> names;  // the largest margin first, then the lower row
};

struct Topics {
  RowMatrix centres;           // (k, d) unit rows, of the rows without what all have in common
  std::vector<Index> topicOf;  // (n)
  std::vector<Topic> topics;   // (k), the largest first
};

/// The topics of a table. From every row the mean is taken off and what it has of the two largest principal
/// directions, which tell frequent words from rare ones and not what they are about (Mu & Viswanath 2018);
/// the rest at unit length is parted by spherical k-means over the rows that are neither very frequent nor
/// rare, and all others go to the nearest centre. The mean and the directions are those of all rows, or of so
/// many rows spread evenly over the table that they hold eight million numbers. rows: (n, d), all finite, n
/// >= 1. The same for a seed on any number of threads and on every processor. May be cancelled.
Topics findTopics(const ConstRows& rows, const TopicSpec& spec, const base::Progress& progress);

/// The rows as the topics see them: without the mean and the two directions, at unit length (or zero). (n, d)
RowMatrix topicDirections(const ConstRows& rows, const base::Progress& progress);

}  // namespace es::math
