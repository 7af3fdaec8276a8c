#include "math/linear/krylov.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "base/progress.h"
#include "math/linear/orthonormal.h"
#include "math/sampling/gaussian.h"

namespace es::math {
namespace {

constexpr int kMostSteps = 24;
constexpr double kMuchLost = 1e-6;

/// A space with its image, the basis orthonormal. Room for all steps is there from the start, so that no step
/// copies those before it; pages that no step writes are never backed by memory.
class KrylovSpace {
 public:
  KrylovSpace(Index dims, Index blockColumns, const KrylovAccuracy& accuracy)
      : m_accuracy(accuracy),
        m_basis(dims, std::min(dims, kMostSteps * blockColumns)),
        m_image(dims, m_basis.cols()),
        m_section(m_basis.cols(), m_basis.cols()) {}

  /// What is new in `block` (d, b), made orthonormal: (d, <= b).
  [[nodiscard]] Eigen::MatrixXd freshDirections(Eigen::MatrixXd block) const {
    const Eigen::VectorXd lengths = block.colwise().norm();
    const auto basis = m_basis.leftCols(m_have);
    for (int pass = 0; pass < 2; ++pass) block -= basis * (basis.transpose() * block).eval();
    Eigen::MatrixXd fresh(block.rows(), block.cols());
    Index have = 0;
    for (Index i = 0; i < block.cols() && m_have + have < m_basis.cols(); ++i) {
      removeSpan(fresh, have, block.col(i));
      const double left = block.col(i).norm();
      if (!(lengths[i] > m_accuracy.rounding * m_largestImage && left > m_accuracy.rounding * lengths[i]))
        continue;
      fresh.col(have) = block.col(i) / left;
      if (left < kMuchLost * lengths[i]) {  // what rounding left of the spans has grown with the rest
        fresh.col(have) -= basis * (basis.transpose() * fresh.col(have)).eval();
        removeSpan(fresh, have, fresh.col(have));
        fresh.col(have).normalize();
      }
      ++have;
    }
    return fresh.leftCols(have);
  }

  void append(const Eigen::MatrixXd& directions, const Eigen::MatrixXd& images) {
    const Index added = directions.cols();
    m_basis.middleCols(m_have, added) = directions;
    m_image.middleCols(m_have, added) = images;
    m_largestImage = std::max(m_largestImage, images.colwise().norm().maxCoeff());
    m_section.block(m_have, 0, added, m_have + added) = images.transpose() * m_basis.leftCols(m_have + added);
    m_have += added;
  }

  /// Rayleigh-Ritz; `isGood`: whether all residuals are small enough.
  [[nodiscard]] EigenPairs ritzPairs(Index count, bool& isGood) const {
    const EigenPairs small = leadingPairs(m_section.topLeftCorner(m_have, m_have), std::min(count, m_have));
    EigenPairs pairs{m_basis.leftCols(m_have) * small.vectors, small.values};
    const Eigen::MatrixXd difference =
        m_image.leftCols(m_have) * small.vectors - pairs.vectors * small.values.asDiagonal();
    const Eigen::ArrayXd allowed =
        (m_accuracy.ofEach * small.values.array()).max(m_accuracy.ofLargest * small.values[0]);
    isGood = (difference.colwise().norm().transpose().array() <= allowed).all();
    return pairs;
  }

 private:
  KrylovAccuracy m_accuracy;
  Eigen::MatrixXd m_basis, m_image;  // (d, most), the first m_have columns filled
  Eigen::MatrixXd m_section;         // basisᵀ image, the lower triangle
  Index m_have = 0;
  double m_largestImage = 0;
};

}  // namespace

EigenPairs leadingPairs(const Eigen::MatrixXd& lowerTriangle, Index count) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(lowerTriangle);
  return {solver.eigenvectors().rightCols(count).rowwise().reverse(),
          solver.eigenvalues().tail(count).reverse().cwiseMax(0.0)};
}

EigenPairs krylovPairs(Index dims, Index count, const BlockImage& image, const KrylovAccuracy& accuracy,
                       const base::Progress& progress) {
  constexpr std::uint64_t kSeed = 0x5EED;
  constexpr Index kOversampling = 5;
  GaussianSource gaussian(kSeed);
  Eigen::MatrixXd block =
      Eigen::MatrixXd::NullaryExpr(dims, count + kOversampling, [&] { return gaussian.next(); });
  KrylovSpace space(dims, block.cols(), accuracy);
  EigenPairs pairs;
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::MatrixXd fresh = space.freshDirections(block);
    if (fresh.cols() == 0) {
      break;  // the space holds all that the matrix reaches
    }
    block = image(fresh, [&](double share) { progress((step + share) / kMostSteps); });
    space.append(fresh, block);
    bool isGood = false;
    pairs = space.ritzPairs(count, isGood);
    if (isGood) break;
  }
  return pairs;
}

}  // namespace es::math
