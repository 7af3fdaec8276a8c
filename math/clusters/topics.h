#pragma once

#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "math/types.h"

namespace es::math {

/// Which rows say what the topics of a table are. The rows of a table stand in the order of their frequency:
/// the first ones are words of every topic, the last ones are rare. A smaller table
/// leaves out its share of the first ones.
struct TopicSpec {
  Index count = 24;                      // of topics; fewer where there are fewer rows to part
  std::uint64_t seed = 1;                // of the starts
  Index names = 3;                       // rows that name a topic, at most
  Index sampleNumbers = Index{1} << 23;  // what the common part is measured on holds about so many

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

/// What all rows of a table have in common: their mean, and the two largest principal directions, which tell
/// frequent words from rare ones and not what they are about (Mu & Viswanath 2018).
struct CommonPart {
  Eigen::RowVectorXd mean;  // (d)
  Eigen::MatrixXd axes;     // (d, 2) at most, orthonormal
};

struct Topics {
  RowMatrix centres;            // (k, d) unit rows, of the rows without what all have in common
  std::vector<Index> topicOf;   // (n)
  std::vector<float> products;  // (n): the cosine with the own centre
  std::vector<Topic> topics;    // (k), the largest first
  CommonPart common;            // what was taken off
};

/// Of all rows, or of so many, spread evenly over the table and at least 1,024, that they hold
/// `sampleNumbers`.
CommonPart commonPart(const ConstRows& rows, Index sampleNumbers, const base::Progress& progress);
/// The rows as the topics see them: without the common part, at unit length (or zero). (n, d)
RowMatrix withoutCommonPart(const ConstRows& rows, const CommonPart& common);

/// The topics of a table: the rows without their common part are parted by spherical k-means over those that
/// are neither very frequent nor rare, and all others go to the nearest centre. Besides the table it needs
/// the memory of the rows that are clustered. rows: (n, d), all finite, n >= 1. The same for a seed on any
/// number of threads and on every processor. May be cancelled.
Topics findTopics(const ConstRows& rows, const TopicSpec& spec, const base::Progress& progress);

}  // namespace es::math
