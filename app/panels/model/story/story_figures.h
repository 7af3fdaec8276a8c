#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace es::app {

/// A stretch of the cumulative strip on which a draw falls.
struct StripSegment {
  double begin = 0, end = 0;  // of [0, 1]
  int token = -1;             // -1: several tokens too narrow to be told apart
};

/// The strip in index order, as math::draw reads it. Neighbours narrower than `least` are put together; `hit`
/// stays by itself (-1: none). Gapless from 0 to 1; tokens of probability 0 have no stretch.
[[nodiscard]] std::vector<StripSegment> cumulativeStrip(std::span<const double> probabilities, double least,
                                                        int hit);

struct TreePlace {
  float xPx = 0;
  int row = 0;
};

/// Places of a tree's nodes when every path reads as a line: a node's first child goes on beside it, each
/// further child begins a line below all lines that are taken. parents[i] < i, the root's is -1.
[[nodiscard]] std::vector<TreePlace> treeLayout(std::span<const int> parents, std::span<const float> widths,
                                                float gapPx);

}  // namespace es::app
