#include "math/linear/pca.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "base/multiversion.h"
#include "base/progress.h"
#include "math/kernels/row_kernels.h"
#include "math/kernels/row_passes.h"
#include "math/linear/krylov.h"
#include "math/linear/orthonormal.h"
#include "math/linear/row_shift.h"

namespace es::math {
namespace {

constexpr Index kMostCovarianceDims = 1024;
constexpr Index kMostStripes = 16;

using RowMatrixXd = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double divisor(const ConstRows& rows) {
  return static_cast<double>(std::max<Index>(1, rows.rows() - 1));
}

/// Sums of the entries of kRows rows less `centre`, and of their squares. Plain, so that compilers vectorise
/// it.
template <Index kRows>
inline void addDeviations(const float* __restrict rows, Index stride, Index dims,
                          const double* __restrict centre, double* __restrict sums,
                          double* __restrict squares) {
  for (Index i = 0; i < dims; ++i) {
    double sum = 0;
    double square = 0;
    for (Index row = 0; row < kRows; ++row) {
      const double deviation = static_cast<double>(rows[row * stride + i]) - centre[i];
      sum += deviation;
      square += deviation * deviation;
    }
    sums[i] += sum;
    squares[i] += square;
  }
}

ES_MULTIVERSION void addAllDeviations(const RowsView& rows, const double* centre, double* sums,
                                      double* squares) {
  Index row = 0;
  for (; row + 4 <= rows.count; row += 4) {
    addDeviations<4>(rows.values + row * rows.stride, rows.stride, rows.dims, centre, sums, squares);
  }
  for (; row < rows.count; ++row) {
    addDeviations<1>(rows.values + row * rows.stride, rows.stride, rows.dims, centre, sums, squares);
  }
}

Spread spreadOf(const ConstRows& rows, const base::Progress& progress) {
  struct Sums {
    Eigen::VectorXd deviations, squares;  // (d)
  };
  constexpr Index kStripeRows = 64;
  const auto dims = static_cast<double>(rows.cols());
  const auto count = static_cast<double>(rows.rows());
  const Eigen::VectorXd centre = sampleMean(rows);
  const RowCut cut = RowCut::of(rows.rows(), kStripeRows, kMostStripes, 16 * dims);
  const Sums none{Eigen::VectorXd::Zero(rows.cols()), Eigen::VectorXd::Zero(rows.cols())};
  std::vector<Sums> stripes(static_cast<std::size_t>(cut.stripes), none);
  forEachStripe(
      cut,
      [&](Index stripe, Index first, Index stripeRows) {
        Sums& sums = stripes[static_cast<std::size_t>(stripe)];
        addAllDeviations(viewOf(rows).middle(first, stripeRows), centre.data(), sums.deviations.data(),
                         sums.squares.data());
      },
      progress);
  Sums all = none;
  for (const Sums& sums : stripes) {
    all.deviations += sums.deviations;
    all.squares += sums.squares;
  }
  const Eigen::VectorXd offset = all.deviations / count;
  const double squares = std::max(0.0, all.squares.sum() - count * offset.squaredNorm());
  return {(centre + offset).cast<float>(), rows.rows() > 1 ? squares / divisor(rows) : 0};
}

/// Sums over all rows y, shifted: their mean and the lower triangle of the sum of (y - mean)(y - mean)ᵀ.
struct Scatter {
  Eigen::VectorXd mean;     // (d)
  Eigen::MatrixXd squares;  // (d, d)

  /// Whether the shift was near enough to the rows' mean and spread for float sums.
  bool trusted(const ConstRows& rows) const {
    const double variance = squares.trace() / static_cast<double>(rows.rows());
    return std::isfinite(squares.sum()) && variance > 1e-12 * static_cast<double>(rows.cols()) &&
           mean.squaredNorm() <= variance / 16;  // of 256 rows' mean: variance / 256
  }
};

Scatter scatterOf(const ConstRows& rows, const RowShift& shift, const base::Progress& progress) {
  constexpr Index kMostSums = Index{1} << 23;  // doubles, in all stripes together
  const RowKernels& kernels = *rowKernels().front();
  const Index dims = rows.cols();
  const Index padded = paddedSize(dims + 1);
  struct Sums {
    RowMatrixXd squares;  // (padded, padded)
    Vector panel;
  };
  const RowCut cut =
      RowCut::of(rows.rows(), kPanelRows, std::clamp<Index>(kMostSums / (padded * padded), 1, kMostStripes),
                 static_cast<double>(dims * dims) / 2);
  std::vector<Sums> stripes(static_cast<std::size_t>(cut.stripes));
  forEachStripe(
      cut,
      [&](Index stripe, Index first, Index count) {
        Sums& sums = stripes[static_cast<std::size_t>(stripe)];
        if (sums.squares.size() == 0) {
          sums = {RowMatrixXd::Zero(padded, padded), Vector(padded * kPanelRows)};
        }
        const RowsView view = viewOf(rows).middle(first, count);
        for (Index done = 0; done < count; done += kPanelRows) {
          kernels.addSquares(view.middle(done, std::min(kPanelRows, count - done)), shift.view(),
                             sums.panel.data(), sums.squares.data());
        }
      },
      progress);
  for (std::size_t stripe = 1; stripe < stripes.size(); ++stripe) {
    if (stripes[stripe].squares.size() > 0) stripes[0].squares += stripes[stripe].squares;
  }
  const RowMatrixXd& all = stripes[0].squares;  // its row `dims`: the plain sums
  const auto count = static_cast<double>(rows.rows());
  Scatter scatter{all.row(dims).head(dims).transpose() / count, all.topLeftCorner(dims, dims)};
  const Eigen::VectorXd sums = count * scatter.mean;
  for (Index i = 0; i < dims; ++i)
    scatter.squares.col(i).tail(dims - i) -= scatter.mean[i] * sums.tail(dims - i);
  scatter.squares.triangularView<Eigen::StrictlyUpper>().setZero();
  return scatter;
}

struct Findings {
  Spread spread;
  EigenPairs pairs;  // of the sum of squares about the mean
};

Findings fromCovariance(const ConstRows& rows, Index count, const base::Progress& progress) {
  RowShift shift = RowShift::fromSample(rows);
  Scatter scatter = scatterOf(rows, shift, [&](double share) { progress(0.9 * share); });
  if (!scatter.trusted(rows)) {
    const Spread spread = spreadOf(rows, base::ignoreProgress());
    shift = RowShift(spread.mean, spread.totalVariance / static_cast<double>(rows.cols()));
    scatter = scatterOf(rows, shift, [&](double share) { progress(0.9 + 0.05 * share); });
  }
  const double unit = shift.squareUnit();
  Findings found{{shift.undone(scatter.mean).cast<float>(), scatter.squares.trace() * unit / divisor(rows)},
                 leadingPairs(scatter.squares, count)};
  found.pairs.values *= unit;
  return found;
}

/// Columns `first` ... of a factor (d, b) as the kernels want them, or back.
Vector packFactor(const Eigen::MatrixXd& factor, Index first) {
  Vector packed = Vector::Zero(paddedSize(factor.rows()) * kFactorColumns);
  for (Index k = 0; k < std::min(kFactorColumns, factor.cols() - first); ++k) {
    for (Index row = 0; row < factor.rows(); ++row) {
      packed[factorPlace(row, k)] = static_cast<float>(factor(row, first + k));
    }
  }
  return packed;
}

void unpackFactor(const Eigen::VectorXd& packed, Index first, Eigen::MatrixXd& factor) {
  for (Index k = 0; k < std::min(kFactorColumns, factor.cols() - first); ++k) {
    for (Index row = 0; row < factor.rows(); ++row) {
      factor(row, first + k) = packed[factorPlace(row, k)];
    }
  }
}

/// YᵀY factor, Y the shifted rows: for kFactorColumns columns of the factor one read of the rows.
Eigen::MatrixXd imageOf(const ConstRows& rows, const RowShift& shift, const Eigen::MatrixXd& factor,
                        const base::Progress& progress) {
  const RowKernels& kernels = *rowKernels().front();
  struct Sums {
    Vector recent;          // of one visit, in float
    Eigen::VectorXd image;  // of all before
  };
  const RowCut cut = RowCut::of(rows.rows(), kFactorRows, kMostStripes,
                                2 * static_cast<double>(rows.cols() * kFactorColumns));
  Eigen::MatrixXd image(factor.rows(), factor.cols());
  const Index passes = (factor.cols() + kFactorColumns - 1) / kFactorColumns;
  for (Index pass = 0; pass < passes; ++pass) {
    const Index column = pass * kFactorColumns;
    const Vector packed = packFactor(factor, column);
    std::vector<Sums> stripes(static_cast<std::size_t>(cut.stripes));
    forEachStripe(
        cut,
        [&](Index stripe, Index first, Index count) {
          Sums& sums = stripes[static_cast<std::size_t>(stripe)];
          if (sums.image.size() == 0) sums.image = Eigen::VectorXd::Zero(packed.size());
          sums.recent = Vector::Zero(packed.size());
          kernels.addImage(viewOf(rows).middle(first, count), shift.view(), packed.data(),
                           sums.recent.data());
          sums.image += sums.recent.cast<double>();
        },
        [&](double share) { progress((static_cast<double>(pass) + share) / static_cast<double>(passes)); });
    for (std::size_t stripe = 1; stripe < stripes.size(); ++stripe) {
      if (stripes[stripe].image.size() > 0) stripes[0].image += stripes[stripe].image;
    }
    unpackFactor(stripes[0].image, column, image);
  }
  return image;
}

Findings fromKrylovSpace(const ConstRows& rows, Index count, const base::Progress& progress) {
  constexpr double kSpreadShare = 0.04;  // of the time
  Findings found{spreadOf(rows, [&](double share) { progress(kSpreadShare * share); }), {}};
  const RowShift shift(found.spread.mean, found.spread.totalVariance / static_cast<double>(rows.cols()));
  found.pairs = krylovPairs(
      rows.cols(), count,
      [&](const Eigen::MatrixXd& block, const base::Progress& report) {
        return imageOf(rows, shift, block, report);
      },
      [&](double share) { progress(kSpreadShare + (1 - kSpreadShare) * share); });
  found.pairs.values *= shift.squareUnit();
  return found;
}

}  // namespace

Spread measureSpread(const ConstRows& rows) {
  assert(rows.rows() > 0);
  return spreadOf(rows, base::ignoreProgress());
}

PrincipalAnalysis principalAnalysis(const ConstRows& rows, Index count, const base::Progress& progress) {
  assert(rows.rows() > 0 && count > 0);
  const Index dims = rows.cols();
  const Index possible = std::min(count, dims);
  Findings found = dims <= kMostCovarianceDims ? fromCovariance(rows, possible, progress)
                                               : fromKrylovSpace(rows, possible, progress);
  const Index have = found.pairs.vectors.cols();
  Eigen::MatrixXd axes = Eigen::MatrixXd::Zero(dims, count);
  axes.leftCols(have) = found.pairs.vectors;
  completeOrthonormal(axes, have);
  fixSigns(axes);
  PrincipalAnalysis analysis{std::move(found.spread), {axes.cast<float>(), Eigen::VectorXd::Zero(count)}};
  analysis.components.variances.head(have) = found.pairs.values / divisor(rows);
  progress(1);
  return analysis;
}

}  // namespace es::math
