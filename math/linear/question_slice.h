#pragma once

#include "math/linear/slice.h"
#include "math/types.h"

namespace es::math {

/// What a question's slice is fitted to.
struct QuestionVectors {
  RowMatrix arrows;         // (m, d), m >= 1: directions that must be seen long; their lengths do not count
  Eigen::VectorXd weights;  // (m) > 0, how much each counts
  RowMatrix places;         // (k, d), maybe none: the tips that should lie apart
  Vector along;             // (d) what should run from left to right
  RowMatrix drawn;          // (n, d), maybe none: what the figure reaches, besides the origin
};

/// The slice of a question. Two of its axes span the plane in which the unit arrows, by their weights, show
/// the most of their squared length (their two leading right singular vectors); the remaining axis, or both
/// where the arrows have one direction only, is the direction outside that plane in which the places differ
/// most from their mean. The first axis runs along
/// `along` as the plane shows it, the third spans the plane with it, the second is the remaining one: so a
/// camera that looks along the second axis has `along` pointing to the right. The last arrow points up the
/// third. A figure that would be higher than wide is laid down: then the last arrow points to the right,
/// `along` up. What is missing is taken from `completion`, as fitSlice does.
[[nodiscard]] Slice questionSlice(const QuestionVectors& vectors, const Slice& completion);

}  // namespace es::math
