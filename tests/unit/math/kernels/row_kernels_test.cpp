#include "math/kernels/row_kernels.h"

#include <atomic>

#include "base/progress.h"
#include "catch.h"
#include "math/kernels/row_passes.h"
#include "math/linear/krylov.h"
#include "math_support.h"

using namespace es::math;

namespace {

constexpr float kShrink = 0.25F;
constexpr float kGrow = 8;

/// Rows with others' numbers between them, and what the shift makes of them in double.
struct Sample {
  RowMatrix wide;
  RowsView view;
  Vector offset;
  Eigen::MatrixXd rows, shifted;

  Sample(Index count, Index dims)
      : wide(test::randomRows(count, dims + 5, static_cast<unsigned>(count + 100 * dims))),
        view{wide.data() + 2, count, dims, dims + 5},
        offset(Vector::Zero(paddedSize(dims + 1))),
        rows(wide.middleCols(2, dims).cast<double>()) {
    offset.head(dims) = test::randomRows(1, dims, 1).row(0).transpose();
    offset[dims] = 1 / kGrow;
    shifted = ((kShrink * rows).rowwise() + offset.head(dims).transpose().cast<double>()) * kGrow;
  }
  ShiftView shift() const { return {offset.data(), kShrink, kGrow}; }
};

void checkProjection(const RowKernels& kernels, const Sample& sample) {
  const Index dims = sample.view.dims;
  RowMatrix axes = RowMatrix::Zero(3, paddedSize(dims));
  Vector origin = Vector::Zero(paddedSize(dims));
  axes.leftCols(dims) = test::randomRows(3, dims, 2);
  origin.head(dims) = test::randomRows(1, dims, 3).row(0).transpose();
  const Eigen::MatrixXd expected = (sample.rows.rowwise() - origin.head(dims).transpose().cast<double>()) *
                                   axes.leftCols(dims).transpose().cast<double>();
  RowMatrix found = RowMatrix::Constant(sample.view.count, 5, -7);
  for (const Index count : {3, 2}) {
    found.setConstant(-7);
    kernels.project(sample.view, {axes.data(), origin.data(), count}, found.data() + 1, 5);
    CHECK((found.middleCols(1, count).cast<double>() - expected.leftCols(count)).cwiseAbs().maxCoeff() <
          1e-6 * static_cast<double>(dims + 4));
    CHECK((found.col(0).array() == -7).all());
    CHECK((found.rightCols(4 - count).array() == -7).all());
  }
}

void checkSquares(const RowKernels& kernels, const Sample& sample) {
  const Index dims = sample.view.dims;
  const Index padded = paddedSize(dims + 1);
  Vector panel(padded * kSummedRows);
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> squares(padded, padded);
  squares.setConstant(0.5);
  kernels.addSquares(sample.view, sample.shift(), panel.data(), squares.data());
  Eigen::MatrixXd all(sample.view.count, dims + 1);
  all << sample.shifted, Eigen::VectorXd::Ones(sample.view.count);
  const Eigen::MatrixXd difference = squares.topLeftCorner(dims + 1, dims + 1) -
                                     (all.transpose() * all).eval() -
                                     Eigen::MatrixXd::Constant(dims + 1, dims + 1, 0.5);
  const Eigen::MatrixXd lower = difference.triangularView<Eigen::Lower>();
  CHECK(lower.cwiseAbs().maxCoeff() < 1e-6 * all.colwise().squaredNorm().maxCoeff());
}

void checkImage(const RowKernels& kernels, const Sample& sample) {
  const Index dims = sample.view.dims;
  const RowMatrix factor = test::randomRows(dims, kFactorColumns, 4);
  Vector packed = Vector::Zero(paddedSize(dims) * kFactorColumns);
  Vector image = Vector::Constant(packed.size(), 0.5F);
  for (Index row = 0; row < dims; ++row)
    for (Index k = 0; k < kFactorColumns; ++k) packed[factorPlace(row, k)] = factor(row, k);
  kernels.addImage(sample.view, sample.shift(), packed.data(), image.data());
  const Eigen::MatrixXd expected =
      sample.shifted.transpose() * (sample.shifted * factor.cast<double>()).eval();
  double error = 0;
  for (Index row = 0; row < dims; ++row) {
    for (Index k = 0; k < kFactorColumns; ++k) {
      const double found = static_cast<double>(image[factorPlace(row, k)]) - 0.5;
      error = std::max(error, std::abs(found - expected(row, k)));
    }
  }
  CHECK(error < 2e-6 * expected.norm() + 1e-5);
}

}  // namespace

TEST_CASE("the row kernels of every processor agree with plain double sums") {
  REQUIRE(!rowKernels().empty());
  for (const RowKernels* kernels : rowKernels()) {
    for (const Index dims : {1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 47, 100, 130}) {
      for (const Index count : {1, 2, 3, 4, 5, 9, 16, 127, 128}) {
        INFO(kernels->processor << ": " << count << " rows of " << dims);
        const Sample sample(count, dims);
        checkProjection(*kernels, sample);
        checkSquares(*kernels, sample);
        checkImage(*kernels, sample);
      }
    }
  }
}

TEST_CASE("a pass meets every row once, in its stripe's order, and soon ends where progress throws") {
  for (const Index rows : {1, 127, 128, 129, 5000, 100'000}) {
    for (const double operations : {1.0, 1e5, 1e7, 1e12}) {
      const RowCut cut = RowCut::of(rows, 128, 6, operations);
      CHECK(cut.stripes <= 6);
      std::vector<Index> ends(static_cast<std::size_t>(cut.stripes), 0);
      std::atomic<Index> seen = 0;
      double share = 0;
      const auto visit = [&](Index stripe, Index first, Index count) {
        Index& end = ends[static_cast<std::size_t>(stripe)];
        if (first < end || count < 1 || first + count > rows) seen = -rows;
        end = first + count;
        seen += count;
      };
      forEachStripe(cut, visit, [&](double done) {
        CHECK(done > share);
        share = done;
      });
      CHECK(seen == rows);
      CHECK(share == 1);

      seen = 0;
      ends.assign(ends.size(), 0);
      CHECK_THROWS_AS(forEachStripe(cut, visit, [](double) { throw std::runtime_error("stop"); }),
                      std::runtime_error);
      CHECK(static_cast<double>(seen) * operations <= 1e9 + 6 * 128 * operations);
    }
  }
}

TEST_CASE("block Krylov iteration finds the pairs of a matrix that it never sees") {
  for (const Index dims : {3, 30, 200}) {
    const Eigen::MatrixXd half = test::randomRows(dims, dims, 5).cast<double>();
    const Eigen::MatrixXd matrix = half * half.transpose();
    const EigenPairs expected = leadingPairs(matrix, 3);
    const EigenPairs found = krylovPairs(
        dims, 3,
        [&](const Eigen::MatrixXd& block, const es::base::Progress&) { return (matrix * block).eval(); },
        KrylovAccuracy::ofFloats(), es::base::ignoreProgress());
    CHECK((found.values - expected.values).norm() < 1e-6 * expected.values[0]);
    CHECK((matrix * found.vectors - found.vectors * expected.values.asDiagonal()).norm() <
          1e-5 * expected.values[0]);
  }
}
