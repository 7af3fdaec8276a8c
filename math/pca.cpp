#include "math/pca.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>

#include "math/gaussian.h"
#include "math/orthonormal.h"

namespace es::math {
namespace {

constexpr Index kMostCovarianceDims = 1024;
constexpr double kBlockOperations = 6e7;  // multiplications between two reports of progress: some 10 ms

double divisor(const ConstRows& rows) {
  return static_cast<double>(std::max<Index>(1, rows.rows() - 1));
}

/// The rows less their mean, in units near their standard deviation so that no square leaves float's range, a
/// block of rows at a time.
class CentredRows {
 public:
  CentredRows(const ConstRows& rows, const Spread& spread, double operationsPerRow)
      : m_rows(rows), m_mean(spread.mean.cast<double>()) {
    const double variance = spread.totalVariance / static_cast<double>(rows.cols());
    m_scale = variance > 0 ? std::exp2(-std::round(std::log2(variance) / 2)) : 1;
    m_blockRows = std::clamp<Index>(static_cast<Index>(kBlockOperations / operationsPerRow), 32, 1024);
  }

  /// Sums of squares of the blocks times this are sums of squares of the rows.
  double squareUnit() const { return 1 / (m_scale * m_scale); }

  /// Calls visit(block), (rows, d), for all the rows; `report` gets the share done.
  template <typename Visit, typename Report>
  void forEachBlock(const Visit& visit, const Report& report) const {
    RowMatrix block;
    for (Index first = 0; first < m_rows.rows(); first += m_blockRows) {
      const Index count = std::min(m_blockRows, m_rows.rows() - first);
      block.resize(count, m_rows.cols());
      for (Index r = 0; r < count; ++r) {
        const auto centred = m_rows.row(first + r).transpose().cast<double>() - m_mean;
        block.row(r).transpose() = (centred * m_scale).cast<float>();
      }
      visit(block);
      report(static_cast<double>(first + count) / static_cast<double>(m_rows.rows()));
    }
  }

 private:
  const ConstRows& m_rows;
  Eigen::VectorXd m_mean;
  double m_scale = 1;
  Index m_blockRows = 1;
};

struct EigenPairs {
  Eigen::MatrixXd vectors;  // (d, m), greatest value first
  Eigen::VectorXd values;   // (m)
};

EigenPairs leadingPairs(const Eigen::MatrixXd& lowerTriangle, Index count) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(lowerTriangle);
  return {solver.eigenvectors().rightCols(count).rowwise().reverse(),
          solver.eigenvalues().tail(count).reverse().cwiseMax(0.0)};
}

EigenPairs pairsFromCovariance(const ConstRows& rows, const Spread& spread, Index count,
                               const Progress& progress) {
  const Index dims = rows.cols();
  const CentredRows source(rows, spread, static_cast<double>(dims * dims) / 2);
  Eigen::MatrixXd squares = Eigen::MatrixXd::Zero(dims, dims);
  Eigen::MatrixXf part(dims, dims);
  source.forEachBlock(
      [&](const RowMatrix& block) {
        part.setZero();
        part.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
        squares.triangularView<Eigen::Lower>() += part.cast<double>();
      },
      [&](double share) { progress(0.95 * share); });
  return leadingPairs(squares * source.squareUnit(), count);
}

/// XᵀX factor, X the centred rows. factor: (d, b) -> (d, b).
template <typename Report>
Eigen::MatrixXd multiply(const CentredRows& source, const Eigen::MatrixXd& factor, const Report& report) {
  const Eigen::MatrixXf factorF = factor.cast<float>();
  Eigen::MatrixXd product = Eigen::MatrixXd::Zero(factor.rows(), factor.cols());
  source.forEachBlock(
      [&](const RowMatrix& block) {
        const Eigen::MatrixXf shares = block * factorF;
        product += (block.transpose() * shares).cast<double>();
      },
      report);
  return product;
}

/// A space with its image under XᵀX, both (d, m); the basis orthonormal.
struct KrylovSpace {
  Eigen::MatrixXd basis;
  Eigen::MatrixXd image;

  /// What is new in `block`, made orthonormal: (d, <= b).
  Eigen::MatrixXd freshDirections(Eigen::MatrixXd block) const {
    constexpr double kRounding = 1e-6;  // of float products
    const double largest = image.size() == 0 ? 0 : image.colwise().norm().maxCoeff();
    Eigen::MatrixXd all(block.rows(), basis.cols() + block.cols());
    all.leftCols(basis.cols()) = basis;
    Index have = basis.cols();
    for (auto column : block.colwise()) {
      if (column.norm() > kRounding * largest && removeSpan(all, have, column) > kRounding) {
        all.col(have++) = column.normalized();
      }
    }
    return all.middleCols(basis.cols(), have - basis.cols());
  }

  void append(const Eigen::MatrixXd& directions, const Eigen::MatrixXd& images) {
    basis.conservativeResize(Eigen::NoChange, basis.cols() + directions.cols());
    basis.rightCols(directions.cols()) = directions;
    image.conservativeResize(Eigen::NoChange, image.cols() + images.cols());
    image.rightCols(images.cols()) = images;
  }

  /// Rayleigh-Ritz; `residual`: the largest of the pairs', relative to the first value.
  EigenPairs ritzPairs(Index count, double& residual) const {
    const EigenPairs small = leadingPairs(basis.transpose() * image, count);
    EigenPairs pairs{basis * small.vectors, small.values};
    const Eigen::MatrixXd difference = image * small.vectors - pairs.vectors * small.values.asDiagonal();
    residual = small.values[0] > 0 ? difference.colwise().norm().maxCoeff() / small.values[0] : 0;
    return pairs;
  }
};

EigenPairs pairsByKrylov(const ConstRows& rows, const Spread& spread, Index count, const Progress& progress) {
  constexpr std::uint64_t kSeed = 0x5EED;
  constexpr int kMostSteps = 24;
  constexpr double kTolerance = 1e-6;
  const Index blockColumns = count + 5;
  const CentredRows source(rows, spread, 2 * static_cast<double>(rows.cols() * blockColumns));
  GaussianSource gaussian(kSeed);
  Eigen::MatrixXd block =
      Eigen::MatrixXd::NullaryExpr(rows.cols(), blockColumns, [&] { return gaussian.next(); });
  KrylovSpace space{Eigen::MatrixXd(rows.cols(), 0), Eigen::MatrixXd(rows.cols(), 0)};
  EigenPairs pairs;
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::MatrixXd fresh = space.freshDirections(block);
    if (fresh.cols() == 0) {
      break;  // the space holds all that the rows span
    }
    block = multiply(source, fresh, [&](double share) { progress((step + share) / kMostSteps); });
    space.append(fresh, block);
    double residual = 0;
    pairs = space.ritzPairs(count, residual);
    if (residual <= kTolerance) {
      break;
    }
  }
  pairs.values *= source.squareUnit();
  return pairs;
}

}  // namespace

Spread measureSpread(const ConstRows& rows) {
  assert(rows.rows() > 0);
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(rows.cols());
  for (Index row = 0; row < rows.rows(); ++row) {
    sum += rows.row(row).transpose().cast<double>();
  }
  const Eigen::VectorXd mean = sum / static_cast<double>(rows.rows());
  Eigen::VectorXd squares = Eigen::VectorXd::Zero(rows.cols());
  for (Index row = 0; row < rows.rows(); ++row) {
    squares += (rows.row(row).transpose().cast<double>() - mean).cwiseAbs2();
  }
  return {mean.cast<float>(), squares.sum() / divisor(rows)};
}

PrincipalComponents principalComponents(const ConstRows& rows, const Spread& spread, Index count,
                                        const Progress& progress) {
  assert(rows.rows() > 0 && count > 0 && spread.mean.size() == rows.cols());
  const Index dims = rows.cols();
  const Index possible = std::min(count, dims);
  EigenPairs pairs = dims <= kMostCovarianceDims ? pairsFromCovariance(rows, spread, possible, progress)
                                                 : pairsByKrylov(rows, spread, possible, progress);
  fixSigns(pairs.vectors);
  PrincipalComponents components{Basis::Zero(dims, count), Eigen::VectorXd::Zero(count)};
  components.axes.leftCols(possible) = pairs.vectors.cast<float>();
  components.variances.head(possible) = pairs.values / divisor(rows);
  progress(1);
  return components;
}

}  // namespace es::math
