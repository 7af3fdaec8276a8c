#include "math/linear/pca.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <thread>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math/kernels/row_passes.h"
#include "math_support.h"

using namespace es::math;

namespace {

PrincipalComponents componentsOf(const RowMatrix& rows, Index count) {
  return principalAnalysis(rows, count, es::base::ignoreProgress()).components;
}

Eigen::MatrixXd centredRows(const RowMatrix& rows) {
  return rows.cast<double>().rowwise() - rows.cast<double>().colwise().mean();
}

/// The variances along the principal axes by the plain way in double: eigenvalues of X Xᵀ or XᵀX, whichever
/// is smaller, greatest first.
Eigen::VectorXd plainVariances(const Eigen::MatrixXd& centred) {
  const Eigen::MatrixXd gram = centred.rows() < centred.cols() ? (centred * centred.transpose()).eval()
                                                               : (centred.transpose() * centred).eval();
  const auto degrees = static_cast<double>(std::max<Index>(1, centred.rows() - 1));
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly)
             .eigenvalues()
             .reverse()
             .cwiseMax(0.0) /
         degrees;
}

/// All that must hold of the analysis of any rows, against plain sums in double.
void checkAnalysis(const RowMatrix& rows, Index count, double tolerance) {
  const PrincipalAnalysis found = principalAnalysis(rows, count, es::base::ignoreProgress());
  const Eigen::MatrixXd centred = centredRows(rows);
  const Eigen::VectorXd variances = plainVariances(centred);
  const auto degrees = static_cast<double>(std::max<Index>(1, rows.rows() - 1));
  const double largest = rows.cwiseAbs().maxCoeff();
  const Eigen::VectorXd mean = rows.cast<double>().colwise().mean().transpose();
  for (const Spread& spread : {found.spread, measureSpread(rows)}) {
    CHECK((spread.mean.cast<double>() - mean).cwiseAbs().maxCoeff() <= 1e-6 * largest);
    CHECK(spread.totalVariance == Approx(centred.squaredNorm() / degrees).epsilon(tolerance));
  }
  const Eigen::MatrixXd axes = found.components.axes.cast<double>();
  const Index possible = std::min(count, rows.cols());
  CHECK(test::orthonormalError(found.components.axes.leftCols(possible)) < 1e-6);
  const Eigen::MatrixXd image = centred.transpose() * (centred * axes) / degrees;
  for (Index i = 0; i < possible; ++i) {
    const double expected = i < variances.size() ? variances[i] : 0;
    CHECK(std::abs(found.components.variances[i] - expected) <= tolerance * variances[0]);
    CHECK((image.col(i) - expected * axes.col(i)).norm() <= 2 * tolerance * variances[0]);
  }
}

/// Rows whose standard deviations along hidden directions fall by `decay` from one to the next, off the
/// origin.
RowMatrix decayingRows(Index count, Index dims, double decay, unsigned seed) {
  RowMatrix rows = test::randomRows(count, dims, seed);
  for (Index i = 0; i < dims; ++i) rows.col(i) *= static_cast<float>(std::pow(decay, static_cast<double>(i)));
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

  const PrincipalComponents found = componentsOf(rows, count);
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
  for (Index i = 0; i < 3; ++i)
    CHECK((image.col(i) - krylov.variances[i] * axes.col(i)).norm() < 1e-5 * krylov.variances[0]);
  CHECK(test::orthonormalError(krylov.axes) < 1e-6);
  checkSignRule(krylov.axes);

  // The covariance of the same rows turned into their own 200-dimensional span is the independent path.
  const Eigen::MatrixXd turn = centred.transpose().householderQr().householderQ() *
                               Eigen::MatrixXd::Identity(wide.cols(), wide.rows());
  const RowMatrix narrow = (centred * turn).cast<float>();
  const PrincipalComponents full = componentsOf(narrow, 3);
  for (Index i = 0; i < 3; ++i) CHECK(full.variances[i] == Approx(krylov.variances[i]).epsilon(1e-5));
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

TEST_CASE("any shape agrees with plain double sums") {
  for (const Index dims : {1, 2, 3, 7, 15, 16, 17, 31, 33, 100, 300, 1024, 1025, 2000, 12288}) {
    for (const Index count : {2, 5, 130, 700}) {
      const bool slow = dims == 1024;  // its eigenvectors take seconds under the sanitizers
      if (dims * count > 300'000 || (slow && count == 5)) continue;
      INFO(count << " rows of " << dims);
      const RowMatrix rows = decayingRows(count, dims, 0.9, static_cast<unsigned>(count + dims));
      if (!slow) checkAnalysis(rows, 3, 2e-6);
      checkAnalysis(rows, 9, 2e-6);  // more than one group of a factor's columns
    }
  }
}

TEST_CASE("constant columns and rows that do not differ") {
  RowMatrix rows = decayingRows(400, 20, 0.8, 31);
  rows.col(3).setConstant(0.1F);
  rows.col(7).setConstant(-1e6F);
  rows.col(19).setZero();
  checkAnalysis(rows, 3, 2e-6);
  for (const Index dims : {20, 1100}) {
    const PrincipalAnalysis same =
        principalAnalysis(RowMatrix::Constant(300, dims, 0.1F), 3, es::base::ignoreProgress());
    CHECK(same.spread.mean == Vector::Constant(dims, 0.1F));
    CHECK(same.spread.totalVariance == 0);
    CHECK(same.components.variances.isZero());
    CHECK(test::orthonormalError(same.components.axes) < 1e-6);
  }
}

TEST_CASE("a mean of a thousand standard deviations costs no accuracy") {
  for (const Index dims : {40, 1100}) {
    RowMatrix rows = decayingRows(1500, dims, 0.9, 32);
    rows.rowwise() -= rows.colwise().mean().eval();
    const auto deviation =
        static_cast<float>(std::sqrt(rows.cast<double>().squaredNorm() / static_cast<double>(rows.size())));
    rows.array() += 1000 * deviation;
    checkAnalysis(rows, 3, 5e-6);
  }
}

TEST_CASE("scales at which squares leave float's range") {
  for (const Index dims : {30, 1100}) {
    for (const float scale : {1e30F, 1e-30F, 1e37F})
      checkAnalysis(decayingRows(300, dims, 0.9, 33) * scale, 3, 2e-6);
  }
}

TEST_CASE("rows that mislead a sample of them") {
  // Whatever few rows a program looks at first: one of them alone far off, all but them far off, a huge one
  // among those that it does not see. Beside a huge number small ones are lost: 128 float sums are right to
  // 128 half units in the last place, 8e-6.
  const RowMatrix plain = decayingRows(5000, 12, 0.8, 34);
  for (const Index row : {0, 1, 2500, 4999}) {
    RowMatrix rows = plain;
    rows.row(row) *= 1e5F;
    checkAnalysis(rows, 3, 8e-6);
    rows.row(row) *= 1e25F;
    checkAnalysis(rows, 1, 8e-6);
  }
  for (const float offset : {1.0F, 1e4F, 1e-20F, 1e30F}) {
    RowMatrix rows = plain * std::max(1e-6F * offset, 1e-30F);
    for (Index i = 0; i < 256; ++i) rows.row(i * 5000 / 256).setConstant(offset);
    checkAnalysis(rows, 3, 8e-6);
  }
}

TEST_CASE("one row or one direction that dwarfs all others leaves the other axes right") {
  // Float sums over 128 rows would bury the second and third axis under the rounding of the first.
  std::mt19937 bits(37);
  std::normal_distribution<float> normal;
  for (const Index dims : {64, 1100}) {
    RowMatrix plain = RowMatrix::NullaryExpr(300, dims, [&] { return normal(bits); });
    for (Index i = 0; i < dims; ++i)
      plain.col(i) *= 1 + 2 * static_cast<float>(i) / static_cast<float>(dims - 1);
    plain.col(5) *= 4;  // two axes that stand out of the others
    plain.col(9) *= 3;
    for (const float size : {0.0F, 100.0F, 1e3F, 1e4F, 1e5F}) {
      for (const bool isRow : {true, false}) {
        if (dims > 1024 && !isRow && size > 1e4F) continue;  // beyond what is told apart without a covariance
        INFO(dims << " dimensions, " << (isRow ? "row " : "direction ") << size);
        RowMatrix rows = plain;
        if (isRow && size > 0) rows.row(170).setConstant(size);
        if (!isRow) rows += size * rows.col(0) * RowMatrix::Ones(1, dims);
        const Eigen::MatrixXd centred = centredRows(rows);
        const Eigen::MatrixXd gram = centred * centred.transpose();  // (n, n): its vectors are those of XᵀX
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
        const PrincipalComponents found = componentsOf(rows, 3);
        for (Index i = 0; i < 3; ++i) {
          const Eigen::VectorXd axis =
              (centred.transpose() * solver.eigenvectors().col(299 - i)).normalized();
          CHECK(std::abs(axis.dot(found.axes.col(i).cast<double>())) > 1 - (dims == 64 ? 1e-6 : 1e-5));
          CHECK(found.variances[i] == Approx(solver.eigenvalues()[299 - i] / 299).epsilon(1e-4));
        }
      }
    }
  }
}

TEST_CASE("sums in double are as good as sums in float") {
  for (const Index dims : {1, 2, 30, 1100}) {
    const RowMatrix rows = decayingRows(500, dims, 0.9, 38);
    const auto ignore = es::base::ignoreProgress();
    const PrincipalAnalysis wide = principalAnalysis(rows, 3, Sums::Double, ignore);
    const PrincipalAnalysis narrow = principalAnalysis(rows, 3, ignore);
    CHECK(wide.spread.totalVariance == Approx(narrow.spread.totalVariance).epsilon(1e-6));
    CHECK((wide.components.variances - narrow.components.variances).norm() <
          1e-5 * wide.components.variances[0]);
    CHECK(test::spanError(wide.components.axes.leftCols(std::min<Index>(3, dims)),
                          narrow.components.axes.leftCols(std::min<Index>(3, dims))) < 1e-4);
  }
}

TEST_CASE("rows that are part of wider ones") {
  const RowMatrix wide = decayingRows(500, 50, 0.9, 35);
  const RowMatrix part = wide.middleCols(3, 30);
  const PrincipalAnalysis found = principalAnalysis(wide.middleCols(3, 30), 3, es::base::ignoreProgress());
  const PrincipalAnalysis expected = principalAnalysis(part, 3, es::base::ignoreProgress());
  CHECK(found.components.axes == expected.components.axes);
  CHECK(found.spread.mean == expected.spread.mean);
  CHECK(measureSpread(wide.middleCols(3, 30)).mean == measureSpread(part).mean);
}

TEST_CASE("the same numbers however the work falls to the threads") {
  for (const Index dims : {70, 1100}) {
    const RowMatrix rows = decayingRows(dims == 70 ? 20'000 : 1'500, dims, 0.95, 36);
    const PrincipalAnalysis expected = principalAnalysis(rows, 3, es::base::ignoreProgress());
    std::array<PrincipalAnalysis, 4> found;
    std::vector<std::thread> threads;  // they take the processor from each other
    for (PrincipalAnalysis& one : found)
      threads.emplace_back([&rows, &one] { one = principalAnalysis(rows, 3, es::base::ignoreProgress()); });
    for (std::thread& thread : threads) thread.join();
    for (const PrincipalAnalysis& one : found) {
      CHECK(one.components.axes == expected.components.axes);
      CHECK(one.components.variances == expected.components.variances);
      CHECK(one.spread.mean == expected.spread.mean);
      CHECK(one.spread.totalVariance == expected.spread.totalVariance);
    }
  }
}

TEST_CASE("progress rises to 1 and may cancel") {
  for (const Index dims : {512, 1030}) {
    const RowMatrix rows = test::randomRows(dims == 512 ? 20'000 : 100, dims, 25);
    std::vector<double> shares;
    const auto caller = std::this_thread::get_id();
    principalAnalysis(rows, 3, [&](double share) {
      CHECK(std::this_thread::get_id() == caller);
      shares.push_back(share);
    });
    CHECK(shares.size() >= 3);
    CHECK(std::ranges::is_sorted(shares));
    CHECK(shares.back() == 1);
    int calls = 0;
    const auto cancel = [&](double) {
      if (++calls == 2) throw es::Cancelled{};
    };
    CHECK_THROWS_AS(principalAnalysis(rows, 3, cancel), es::Cancelled);
    CHECK(calls == 2);
  }
}

TEST_CASE("a pass over rows reports within a bounded amount of work") {
  constexpr double kMostOperations = 2e9;  // a few milliseconds' worth, rounded up to whole stripes
  std::mt19937 random(37);
  for (int i = 0; i < 2'000; ++i) {
    const auto below = [&](double most) {
      return std::pow(most, static_cast<double>(random() % 1'000) / 1'000);
    };
    const auto rows = static_cast<Index>(below(5e6));
    const double operations = below(1e9);
    for (const Index panelRows : {1, 4, 64, 128}) {
      const RowCut cut = RowCut::of(rows, panelRows, 16, operations);
      const Index roundRows = cut.stripes * cut.stripeRows;
      INFO(rows << " rows of " << operations << " operations, panels of " << panelRows);
      CHECK(cut.stripes <= 16);
      CHECK(cut.stripeRows % panelRows == 0);
      CHECK((static_cast<double>(roundRows) * operations <= kMostOperations || roundRows == panelRows));
    }
  }
}

TEST_CASE("the analysis of a wide table can be cancelled at any hundredth of it") {
  constexpr Index kRows = 40'000, kDims = 12'288;
  const RowMatrix numbers = test::randomRows(1, kRows + kDims, 38);
  // Each row begins one number after the one before it: as many rows as one likes, in no memory.
  const Eigen::Map<const RowMatrix, 0, Eigen::OuterStride<>> rows(numbers.data(), kRows, kDims,
                                                                  Eigen::OuterStride<>(1));
  double last = 0, longest = 0;
  CHECK_THROWS_AS(principalAnalysis(rows, 3,
                                    [&](double share) {
                                      longest = std::max(longest, share - last);
                                      last = share;
                                      if (share > 0.1) throw es::Cancelled{};
                                    }),
                  es::Cancelled);
  CHECK(longest <= 0.01);
  CHECK(last <= 0.11);
}
