#include "math/directions/pair_check.h"

#include <cassert>

#include "math/linear/similarity.h"

namespace es::math {

PairCheck checkPairs(const ConstRows& differences, const ConstVector& direction) {
  const Index pairs = differences.rows();
  assert(pairs >= 1 && differences.cols() == direction.size());
  PairCheck check;
  // The sum of the cosines of all pairs of unit vectors is what the length of their sum says.
  Eigen::VectorXd unitSum = Eigen::VectorXd::Zero(direction.size());
  double units = 0;
  for (Index i = 0; i < pairs; ++i) {
    const Vector difference = differences.row(i).transpose();
    const double size = length(difference);
    check.items.push_back({size, dot(difference, direction), cosine(difference, direction)});
    if (size == 0) continue;
    unitSum += difference.cast<double>() / size;
    ++units;
  }
  const auto n = static_cast<double>(pairs);
  check.consistency = pairs == 1 ? 1 : (unitSum.squaredNorm() - units) / (n * (n - 1));
  return check;
}

}  // namespace es::math
