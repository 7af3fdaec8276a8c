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
#include "math/linear/scatter.h"

namespace es::math {
namespace {

constexpr Index kMostCovarianceDims = 1024;
constexpr Index kMostStripes = 16;

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
  for (; row + 4 <= rows.count; row += 4)
    addDeviations<4>(rows.values + row * rows.stride, rows.stride, rows.dims, centre, sums, squares);
  for (; row < rows.count; ++row)
    addDeviations<1>(rows.values + row * rows.stride, rows.stride, rows.dims, centre, sums, squares);
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

struct Findings {
  Spread spread;
  EigenPairs pairs;  // of the sum of squares about the mean
};

/// Whether float sums are enough for all these pairs: their rounding, a small share of all variance, is far
/// less than the last of the values. It is not where the axes before it hold half of all variance and more,
/// as when one row or one direction dwarfs all others.
bool sumsSuffice(const Findings& found, const ConstRows& rows) {
  const double total = found.spread.totalVariance * divisor(rows);
  const double last = found.pairs.values.size() > 0 ? found.pairs.values.tail<1>()[0] : 0;
  return 2 * static_cast<double>(rows.cols()) * last >= total;
}

RowShift aboutTheMean(const Spread& spread) {
  return {spread.mean, spread.totalVariance / static_cast<double>(spread.mean.size())};
}

Findings pairsOf(const ConstRows& rows, Index count, const Scatter& scatter, const RowShift& shift) {
  const double unit = shift.squareUnit();
  Findings found{{shift.undone(scatter.mean).cast<float>(), scatter.squares.trace() * unit / divisor(rows)},
                 leadingPairs(scatter.squares, count)};
  found.pairs.values *= unit;
  return found;
}

Findings fromFloatCovariance(const ConstRows& rows, Index count, const base::Progress& progress) {
  constexpr double kFirstPass = 0.9;  // of the time
  RowShift shift = RowShift::fromSample(rows);
  Scatter scatter = scatterOf(rows, shift, Sums::Float, base::stretch(progress, 0, kFirstPass));
  if (!scatter.isTrusted(rows.rows())) {
    shift = aboutTheMean(spreadOf(rows, base::ignoreProgress()));
    scatter = scatterOf(rows, shift, Sums::Float, base::stretch(progress, kFirstPass, 1));
  }
  return pairsOf(rows, count, scatter, shift);
}

Findings fromDoubleCovariance(const ConstRows& rows, Index count, const base::Progress& progress) {
  const RowShift shift = aboutTheMean(spreadOf(rows, base::ignoreProgress()));
  return pairsOf(rows, count, scatterOf(rows, shift, Sums::Double, progress), shift);
}

Findings fromKrylovSpace(const ConstRows& rows, Index count, Sums sums, const base::Progress& progress) {
  constexpr double kSpreadShare = 0.04;  // of the time
  Findings found{spreadOf(rows, base::stretch(progress, 0, kSpreadShare)), {}};
  const RowShift shift = aboutTheMean(found.spread);
  found.pairs = krylovPairs(
      rows.cols(), count,
      [&](const Eigen::MatrixXd& block, const base::Progress& report) {
        return scatterImage(rows, shift, block, sums, report);
      },
      sums == Sums::Float ? KrylovAccuracy::ofFloats() : KrylovAccuracy::ofDoubles(),
      base::stretch(progress, kSpreadShare, 1));
  found.pairs.values *= shift.squareUnit();
  return found;
}

Findings findPairs(const ConstRows& rows, Index count, Sums sums, const base::Progress& progress) {
  if (rows.cols() > kMostCovarianceDims) return fromKrylovSpace(rows, count, sums, progress);
  return (sums == Sums::Float ? fromFloatCovariance : fromDoubleCovariance)(rows, count, progress);
}

}  // namespace

Spread measureSpread(const ConstRows& rows) {
  assert(rows.rows() > 0);
  return spreadOf(rows, base::ignoreProgress());
}

PrincipalAnalysis principalAnalysis(const ConstRows& rows, Index count, const base::Progress& progress) {
  return principalAnalysis(rows, count, Sums::Float, progress);
}

PrincipalAnalysis principalAnalysis(const ConstRows& rows, Index count, Sums sums,
                                    const base::Progress& progress) {
  assert(rows.rows() > 0 && count > 0);
  constexpr double kFirst = 0.95;  // of the time, for most tables
  const Index dims = rows.cols();
  const Index possible = std::min(count, dims);
  Findings found = findPairs(rows, possible, sums, base::stretch(progress, 0, kFirst));
  if (sums == Sums::Float && !sumsSuffice(found, rows))
    found = findPairs(rows, possible, Sums::Double, base::stretch(progress, kFirst, 1));
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
