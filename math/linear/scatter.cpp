#include "math/linear/scatter.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "math/kernels/row_kernels.h"
#include "math/kernels/row_passes.h"

namespace es::math {
namespace {

constexpr Index kMostStripes = 16;
constexpr Index kMostSums = Index{1} << 23;  // doubles, in all stripes together

using RowMatrixXd = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The plain sums of rows and of their squares, as a scatter about the mean.
template <typename Squares>
Scatter aboutTheMean(const Eigen::VectorXd& sums, const Squares& squares, Index rows) {
  Scatter scatter{sums / static_cast<double>(rows), squares};
  for (Index i = 0; i < sums.size(); ++i) {
    const Index below = sums.size() - i;
    scatter.squares.col(i).tail(below) -=
        scatter.mean[i] * (static_cast<double>(rows) * scatter.mean).tail(below);
  }
  scatter.squares.template triangularView<Eigen::StrictlyUpper>().setZero();
  return scatter;
}

Index stripesFor(Index sums) {
  return std::clamp<Index>(kMostSums / sums, 1, kMostStripes);
}

/// Calls visit(rows of one panel) for all rows of a stripe.
template <typename Visit>
void forEachPanel(Index first, Index count, const Visit& visit) {
  for (Index done = 0; done < count; done += kSummedRows)
    visit(first + done, std::min(kSummedRows, count - done));
}

Scatter floatScatter(const ConstRows& rows, const RowShift& shift, const base::Progress& progress) {
  const RowKernels& kernels = *rowKernels().front();
  const Index dims = rows.cols();
  const Index padded = paddedSize(dims + 1);
  struct Stripe {
    RowMatrixXd squares;  // (padded, padded)
    Vector panel;
  };
  const RowCut cut =
      RowCut::of(rows.rows(), kSummedRows, stripesFor(padded * padded), static_cast<double>(dims * dims) / 2);
  std::vector<Stripe> stripes(static_cast<std::size_t>(cut.stripes));
  const auto visit = [&](Index at, Index first, Index count) {
    Stripe& stripe = stripes[static_cast<std::size_t>(at)];
    if (stripe.squares.size() == 0)
      stripe = {RowMatrixXd::Zero(padded, padded), Vector(padded * kSummedRows)};
    forEachPanel(first, count, [&](Index row, Index panelRows) {
      kernels.addSquares(viewOf(rows).middle(row, panelRows), shift.view(), stripe.panel.data(),
                         stripe.squares.data());
    });
  };
  forEachStripe(cut, visit, progress);
  for (std::size_t stripe = 1; stripe < stripes.size(); ++stripe)
    if (stripes[stripe].squares.size() > 0) stripes[0].squares += stripes[stripe].squares;
  const RowMatrixXd& all = stripes[0].squares;  // its row `dims`: the plain sums
  return aboutTheMean(all.row(dims).head(dims).transpose(), all.topLeftCorner(dims, dims), rows.rows());
}

Scatter doubleScatter(const ConstRows& rows, const RowShift& shift, const base::Progress& progress) {
  const Index dims = rows.cols();
  struct Stripe {
    Eigen::VectorXd sums;     // (d)
    Eigen::MatrixXd squares;  // (d, d), the lower triangle
  };
  const RowCut cut =
      RowCut::of(rows.rows(), kSummedRows, stripesFor(dims * dims), 4 * static_cast<double>(dims * dims));
  std::vector<Stripe> stripes(static_cast<std::size_t>(cut.stripes));
  const auto visit = [&](Index at, Index first, Index count) {
    Stripe& stripe = stripes[static_cast<std::size_t>(at)];
    if (stripe.sums.size() == 0) stripe = {Eigen::VectorXd::Zero(dims), Eigen::MatrixXd::Zero(dims, dims)};
    forEachPanel(first, count, [&](Index row, Index panelRows) {
      const Eigen::MatrixXd columns = shift.shifted(rows.middleRows(row, panelRows)).transpose();
      stripe.sums += columns.rowwise().sum();
      stripe.squares.selfadjointView<Eigen::Lower>().rankUpdate(columns);
    });
  };
  forEachStripe(cut, visit, progress);
  for (std::size_t stripe = 1; stripe < stripes.size(); ++stripe) {
    if (stripes[stripe].sums.size() == 0) continue;
    stripes[0].sums += stripes[stripe].sums;
    stripes[0].squares += stripes[stripe].squares;
  }
  return aboutTheMean(stripes[0].sums, stripes[0].squares, rows.rows());
}

/// Columns `first` ... of a factor (d, b) as the kernels want them, or back.
Vector packFactor(const Eigen::MatrixXd& factor, Index first) {
  Vector packed = Vector::Zero(paddedSize(factor.rows()) * kFactorColumns);
  for (Index k = 0; k < std::min(kFactorColumns, factor.cols() - first); ++k) {
    for (Index row = 0; row < factor.rows(); ++row)
      packed[factorPlace(row, k)] = static_cast<float>(factor(row, first + k));
  }
  return packed;
}

void unpackFactor(const Eigen::VectorXd& packed, Index first, Eigen::MatrixXd& factor) {
  for (Index k = 0; k < std::min(kFactorColumns, factor.cols() - first); ++k)
    for (Index row = 0; row < factor.rows(); ++row) factor(row, first + k) = packed[factorPlace(row, k)];
}

/// YᵀY factor, Y the shifted rows: for kFactorColumns columns of the factor one read of the rows.
Eigen::MatrixXd floatImage(const ConstRows& rows, const RowShift& shift, const Eigen::MatrixXd& factor,
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
    for (std::size_t stripe = 1; stripe < stripes.size(); ++stripe)
      if (stripes[stripe].image.size() > 0) stripes[0].image += stripes[stripe].image;
    unpackFactor(stripes[0].image, column, image);
  }
  return image;
}

Eigen::MatrixXd doubleImage(const ConstRows& rows, const RowShift& shift, const Eigen::MatrixXd& factor,
                            const base::Progress& progress) {
  struct Stripe {
    Eigen::RowVectorXd sums;  // (d)
    Eigen::MatrixXd image;    // (d, b)
  };
  const RowCut cut =
      RowCut::of(rows.rows(), kSummedRows, stripesFor(factor.size()), 8 * static_cast<double>(factor.size()));
  const Stripe none{Eigen::RowVectorXd::Zero(factor.rows()),
                    Eigen::MatrixXd::Zero(factor.rows(), factor.cols())};
  std::vector<Stripe> stripes(static_cast<std::size_t>(cut.stripes), none);
  const auto visit = [&](Index at, Index first, Index count) {
    Stripe& stripe = stripes[static_cast<std::size_t>(at)];
    forEachPanel(first, count, [&](Index row, Index panelRows) {
      const RowMatrixXd shifted = shift.shifted(rows.middleRows(row, panelRows));
      stripe.sums += shifted.colwise().sum();
      stripe.image.noalias() += shifted.transpose() * (shifted * factor).eval();
    });
  };
  forEachStripe(cut, visit, progress);
  Stripe all = none;
  for (const Stripe& stripe : stripes) {
    all.sums += stripe.sums;
    all.image += stripe.image;
  }
  const Eigen::RowVectorXd mean = all.sums / static_cast<double>(rows.rows());
  return all.image - all.sums.transpose() * (mean * factor).eval();
}

}  // namespace

bool Scatter::isTrusted(Index rows) const {
  const double variance = squares.trace() / static_cast<double>(rows);
  return std::isfinite(squares.sum()) && variance > 1e-12 * static_cast<double>(mean.size()) &&
         mean.squaredNorm() <= variance / 16;  // of 256 rows' mean: variance / 256
}

Scatter scatterOf(const ConstRows& rows, const RowShift& shift, Sums sums, const base::Progress& progress) {
  return (sums == Sums::Float ? floatScatter : doubleScatter)(rows, shift, progress);
}

Eigen::MatrixXd scatterImage(const ConstRows& rows, const RowShift& shift, const Eigen::MatrixXd& factor,
                             Sums sums, const base::Progress& progress) {
  return (sums == Sums::Float ? floatImage : doubleImage)(rows, shift, factor, progress);
}

}  // namespace es::math
