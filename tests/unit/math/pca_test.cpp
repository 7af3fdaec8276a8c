#include "math/pca.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "catch.h"
#include "math/error.h"
#include "math_test_support.h"

using namespace es::math;

namespace {

PrincipalComponents componentsOf(const RowMatrix& rows, Index count) {
  return principalComponents(rows, measureSpread(rows), count, ignoreProgress());
}

/// Rows whose standard deviations along hidden directions fall by `decay` from one to the next, off the
/// origin.
RowMatrix decayingRows(Index count, Index dims, double decay, unsigned seed) {
  RowMatrix rows = test::randomRows(count, dims, seed);
  for (Index i = 0; i < dims; ++i) {
    rows.col(i) *= static_cast<float>(std::pow(decay, static_cast<double>(i)));
  }
  const Vector mirror = test::randomRows(1, dims, seed + 1).row(0).transpose().normalized();
  rows -= (2 * (rows * mirror) * mirror.transpose()).eval();
  rows.rowwise() += test::randomRows(1, dims, seed + 2).row(0);
  return rows;
}

void checkSignRule(const Basis& axes) {
  for (const auto axis : axes.colwise()) {
    Index largest = 0;
    axis.cwiseAbs().maxCoeff(&largest);
    CHECK(axis[largest] > 0);
  }
}

}  // namespace

TEST_CASE("principal components agree with scikit-learn") {
  const auto oracle = test::readOracle("pca.json");
  const RowMatrix rows = test::matrixFrom(oracle, "table", oracle.at("rows"), oracle.at("dims"));
  const auto variances = oracle.at("explained_variance").get<std::vector<double>>();
  const auto count = static_cast<Index>(variances.size());
  const Spread spread = measureSpread(rows);
  const Vector mean = test::matrixFrom(oracle, "mean", 1, rows.cols()).row(0).transpose();
  CHECK((spread.mean - mean).cwiseAbs().maxCoeff() < 1e-5F);
  CHECK(spread.totalVariance == Approx(oracle.at("total_variance").get<double>()).epsilon(1e-9));

  const PrincipalComponents found = principalComponents(rows, spread, count, ignoreProgress());
  const RowMatrix expected = test::matrixFrom(oracle, "components", count, rows.cols());
  for (Index i = 0; i < count; ++i) {
    CHECK(found.variances[i] == Approx(variances[static_cast<std::size_t>(i)]).epsilon(1e-6));
    CHECK(test::spanError(expected.row(i).transpose(), found.axes.col(i)) < 1e-5);
  }
  CHECK(test::orthonormalError(found.axes) < 1e-6);
  checkSignRule(found.axes);
}

TEST_CASE("the span is right to 1e-5 over many blocks") {
  // The peer is the same covariance without blocks, all in double.
  const RowMatrix rows = decayingRows(20000, 60, 0.97, 21);
  const Eigen::MatrixXd centred = rows.cast<double>().rowwise() - rows.cast<double>().colwise().mean();
  const Eigen::MatrixXd covariance = centred.transpose() * centred / 19999;
  const PrincipalComponents found = componentsOf(rows, 3);
  const Eigen::MatrixXd axes = found.axes.cast<double>();
  const Eigen::MatrixXd image = covariance * axes;
  const Eigen::MatrixXd residual = image - axes * (axes.transpose() * image);
  CHECK(residual.norm() / found.variances[0] < 1e-6);
  CHECK(axes.col(1).dot(image.col(1)) == Approx(found.variances[1]).epsilon(1e-6));
}

TEST_CASE("block Krylov iteration finds what the covariance does") {
  const RowMatrix wide = decayingRows(200, 1030, 0.97, 22);  // beyond the limit of the full covariance
  const PrincipalComponents krylov = componentsOf(wide, 3);
  const Spread spread = measureSpread(wide);
  const Eigen::MatrixXd centred = wide.cast<double>().rowwise() - wide.cast<double>().colwise().mean();
  const Eigen::MatrixXd axes = krylov.axes.cast<double>();
  const Eigen::MatrixXd image = centred.transpose() * (centred * axes) / 199;
  for (Index i = 0; i < 3; ++i) {
    CHECK((image.col(i) - krylov.variances[i] * axes.col(i)).norm() < 1e-5 * krylov.variances[0]);
  }
  CHECK(test::orthonormalError(krylov.axes) < 1e-6);
  checkSignRule(krylov.axes);

  // The covariance of the same rows turned into their own 200-dimensional span is the independent path.
  const Eigen::MatrixXd turn = centred.transpose().householderQr().householderQ() *
                               Eigen::MatrixXd::Identity(wide.cols(), wide.rows());
  const RowMatrix narrow = (centred * turn).cast<float>();
  const PrincipalComponents full = componentsOf(narrow, 3);
  for (Index i = 0; i < 3; ++i) {
    CHECK(full.variances[i] == Approx(krylov.variances[i]).epsilon(1e-5));
  }
  CHECK(test::spanError((turn * full.axes.cast<double>()).cast<float>(), krylov.axes) < 1e-4);
  CHECK(spread.totalVariance > krylov.variances.sum());
}

TEST_CASE("few rows: the axes are completed with variance 0") {
  for (const Index dims : {5, 1500}) {
    RowMatrix rows(3, dims);
    rows.setZero();
    rows(0, 1) = 4;
    rows(1, 1) = -2;
    rows(2, 1) = 1;
    const PrincipalComponents found = componentsOf(rows, 4);
    CHECK(test::orthonormalError(found.axes) < 1e-6);
    CHECK(found.variances[0] == Approx(9));
    CHECK(std::abs(found.variances[1]) < 1e-5);
    CHECK(found.axes(1, 0) == Approx(1));
    const PrincipalComponents single = componentsOf(rows.topRows(1), 3);
    CHECK(test::orthonormalError(single.axes) < 1e-6);
    CHECK(single.variances.isZero());
    CHECK(measureSpread(rows.topRows(1)).totalVariance == 0);
  }
}

TEST_CASE("more axes than dimensions: the rest are zero") {
  const PrincipalComponents found = componentsOf(test::randomRows(50, 2, 23), 3);
  CHECK(test::orthonormalError(found.axes.leftCols(2)) < 1e-6);
  CHECK(found.axes.col(2).isZero());
  CHECK(found.variances[2] == 0);
}

TEST_CASE("numbers at the ends of float's range have principal components") {
  for (const float scale : {1e37F, 1e-37F}) {
    const RowMatrix plain = decayingRows(300, 6, 0.5, 24);
    const PrincipalComponents expected = componentsOf(plain, 3);
    const PrincipalComponents found = componentsOf(plain * scale, 3);
    CHECK(test::spanError(expected.axes, found.axes) < 1e-5);
    CHECK(found.variances[0] == Approx(expected.variances[0] * scale * scale).epsilon(1e-5));
  }
}

TEST_CASE("progress rises to 1 and may cancel") {
  for (const Index dims : {64, 1030}) {
    const RowMatrix rows = test::randomRows(dims == 64 ? 3000 : 100, dims, 25);
    const Spread spread = measureSpread(rows);
    std::vector<double> shares;
    principalComponents(rows, spread, 3, [&](double share) { shares.push_back(share); });
    CHECK(shares.size() >= 3);
    CHECK(std::ranges::is_sorted(shares));
    CHECK(shares.back() == 1);
    int calls = 0;
    const auto cancel = [&](double) {
      if (++calls == 2) {
        throw es::Cancelled{};
      }
    };
    CHECK_THROWS_AS(principalComponents(rows, spread, 3, cancel), es::Cancelled);
    CHECK(calls == 2);
  }
}
