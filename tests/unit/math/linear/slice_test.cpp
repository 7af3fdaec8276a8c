#include "math/linear/slice.h"

#include <Eigen/QR>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math_support.h"

using namespace es::math;

namespace {

std::string axesError(const Vector& x, const Vector& y, const Vector& z) {
  try {
    axesSlice(x, y, z, true);
  } catch (const es::Error& error) {
    return error.what();
  }
  return "no error";
}

double shownSquares(const Slice& slice, const RowMatrix& vectors) {
  return (vectors.cast<double>() * slice.frame.cast<double>()).squaredNorm();
}

Vector randomVector(Index dims, unsigned seed) {
  return test::randomRows(1, dims, seed).row(0).transpose();
}

}  // namespace

TEST_CASE("random slices are orthonormal and belong to their seed") {
  for (const Index dims : {3, 4, 100, 4096}) {
    const Slice slice = randomSlice(dims, 42);
    CHECK(test::orthonormalError(slice.axes) < 1e-6);
    CHECK(slice.frame == slice.axes);
    CHECK(slice.origin == Vector::Zero(dims));
    CHECK(randomSlice(dims, 42).axes == slice.axes);
    CHECK(test::spanError(randomSlice(dims, 43).axes, slice.axes) > (dims > 3 ? 0.1 : -1));
    CHECK(randomSlice(dims, 43).axes != slice.axes);
  }
}

TEST_CASE("a seed means the same slice on every machine") {
  // The first number: std::mt19937_64 of seed 1 through Box-Muller, computed apart with numpy's arithmetic.
  const auto oracle = test::readOracle("random_slice.json");
  const RowMatrix expected = test::matrixFrom(oracle, "axes", oracle.at("dims"), 3);
  const Slice slice = randomSlice(oracle.at("dims"), oracle.at("seed").get<std::uint64_t>());
  CHECK((slice.axes - expected).cwiseAbs().maxCoeff() < 1e-6F);
}

TEST_CASE("random slices are uniform over frames") {
  // For a uniform frame in d dimensions each entry has mean 0 and variance 1/d, and the entries of one axis
  // have a fourth moment of 3 / (d (d + 2)). 4,000 draws: five standard errors allowed.
  constexpr Index kDims = 6;
  constexpr int kDraws = 4000;
  Eigen::Matrix<double, kDims, 3> mean = Eigen::Matrix<double, kDims, 3>::Zero();
  Eigen::Matrix<double, kDims, 3> squares = mean;
  Eigen::Matrix<double, kDims, 3> fourths = mean;
  for (int seed = 0; seed < kDraws; ++seed) {
    const Eigen::ArrayXXd axes =
        randomSlice(kDims, static_cast<std::uint64_t>(seed)).axes.cast<double>().array();
    mean += axes.matrix() / kDraws;
    squares += axes.square().matrix() / kDraws;
    fourths += axes.square().square().matrix() / kDraws;
  }
  const double variance = 1.0 / kDims;
  const double fourth = 3.0 / (kDims * (kDims + 2));
  CHECK(mean.cwiseAbs().maxCoeff() < 5 * std::sqrt(variance / kDraws));
  CHECK((squares.array() - variance).abs().maxCoeff() <
        5 * std::sqrt((fourth - variance * variance) / kDraws));
  CHECK((fourths.array() - fourth).abs().maxCoeff() < 5 * std::sqrt(15.0 / (6 * 8 * 10) * 7 / 12 / kDraws));
}

TEST_CASE("slices of fewer than three dimensions have zero columns") {
  for (const Index dims : {1, 2}) {
    const Vector x = Vector::Unit(dims, 0);
    const Vector y = Vector::Unit(dims, dims - 1) + Vector::Constant(dims, 0.25F);
    const RowMatrix rows = test::randomRows(9, dims, 1);
    const Slice empty{Basis::Zero(dims, 3), Basis::Zero(dims, 3), Vector::Zero(dims)};
    const auto components = principalAnalysis(rows, dims, es::base::ignoreProgress()).components;
    for (const Slice& slice : {randomSlice(dims, 5), axesSlice(x, y, x, true), axesSlice(x, y, x, false),
                               fitSlice(rows, empty), pcaSlice(components)}) {
      CHECK(slice.axes.cols() == 3);
      CHECK(test::orthonormalError(slice.frame.leftCols(dims)) < 1e-6);
      CHECK(slice.axes.rightCols(3 - dims).isZero());
      CHECK(slice.frame.rightCols(3 - dims).isZero());
      CHECK(shownShare(slice, rows.row(0).transpose()) == Approx(1));
      CHECK(shownVariance(slice, rows, measureSpread(rows)) == Approx(1));
    }
  }
}

TEST_CASE("axes along three vectors") {
  const Vector x = randomVector(30, 2);
  const Vector y = randomVector(30, 3) + x;
  const Vector z = randomVector(30, 4) - x;
  const Slice square = axesSlice(x, y, z, true);
  CHECK(test::orthonormalError(square.axes) < 1e-6);
  CHECK((square.axes.col(0) - x.normalized()).norm() < 1e-6F);
  CHECK(square.axes.col(1).dot(y) > 0);
  CHECK(shownShare(square, y) == Approx(1));

  const Slice oblique = axesSlice(x, y, z, false);
  CHECK((oblique.axes.col(1) - y.normalized()).norm() < 1e-6F);
  CHECK((oblique.axes.col(2) - z.normalized()).norm() < 1e-6F);
  CHECK(oblique.frame == square.frame);
}

TEST_CASE("axes without a direction of their own are refused by name") {
  const Vector x = randomVector(10, 5);
  const Vector y = randomVector(10, 6);
  CHECK(axesError(x, Vector::Zero(10), y) ==
        "slice: expected three vectors with a direction, found a second of length zero");
  CHECK(axesError(x, y, x + 2 * y) ==
        "slice: expected three independent vectors, found a third that lies in the span before it");
  CHECK(axesError(x, -x, y).find("found a second") != std::string::npos);
  CHECK(axesError(Vector::Zero(10), x, y).find("found a first") != std::string::npos);
  CHECK(axesError(x * 1e-30F, y * 1e-30F, randomVector(10, 7) * 1e-30F) == "no error");
}

TEST_CASE("fit shows the most that three dimensions can, as numpy's SVD says") {
  const auto oracle = test::readOracle("pca.json");
  const RowMatrix rows = test::matrixFrom(oracle, "table", oracle.at("rows"), oracle.at("dims"));
  const RowMatrix vectors = rows.topRows(oracle.at("fit_rows").get<Index>());
  const RowMatrix expected = test::matrixFrom(oracle, "fit_directions", 3, rows.cols());
  const Slice fit = fitSlice(vectors, randomSlice(rows.cols(), 1));
  for (Index axis = 0; axis < 3; ++axis)
    CHECK(test::spanError(expected.row(axis).transpose(), fit.axes.col(axis)) < 1e-5);
  CHECK(test::orthonormalError(fit.axes) < 1e-6);
  CHECK(shownSquares(fit, vectors) / vectors.cast<double>().squaredNorm() ==
        Approx(oracle.at("fit_share").get<double>()).epsilon(1e-7));
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    CHECK(shownSquares(randomSlice(rows.cols(), seed), vectors) < shownSquares(fit, vectors));
}

TEST_CASE("fit of few or dependent vectors is completed") {
  const Slice completion = randomSlice(12, 8);
  RowMatrix vectors = test::randomRows(4, 12, 9);
  vectors.row(1) = 3 * vectors.row(0);
  for (const Index count : {1, 2, 3}) {
    const Slice fit = fitSlice(vectors.topRows(count), completion);
    CHECK(test::orthonormalError(fit.axes) < 1e-6);
    for (Index row = 0; row < count; ++row)
      CHECK(shownShare(fit, vectors.row(row).transpose()) == Approx(1).epsilon(1e-6));
  }
  // Two vectors along one line: the rest comes from the completion, not from rounding.
  const Slice line = fitSlice(vectors.topRows(2), completion);
  Eigen::MatrixXd allowed(12, 4);
  allowed << vectors.row(0).transpose().cast<double>(), completion.frame.cast<double>();
  const Eigen::MatrixXd wanted = line.axes.cast<double>();
  CHECK((allowed * allowed.householderQr().solve(wanted) - wanted).norm() < 1e-5);

  const Slice one = fitSlice(vectors.topRows(1), completion);
  CHECK(shownShare(completion, one.axes.col(1)) > 0.5);
  const Slice same = fitSlice(completion.axes.leftCols(2).transpose(), completion);
  CHECK(test::spanError(same.axes, completion.axes) < 1e-5);
  CHECK(test::orthonormalError(fitSlice(RowMatrix::Zero(2, 12), completion).axes) < 1e-6);
  const Slice empty{Basis::Zero(12, 3), Basis::Zero(12, 3), Vector::Zero(12)};
  CHECK(test::orthonormalError(fitSlice(vectors.topRows(1), empty).axes) < 1e-6);
  CHECK(test::orthonormalError(fitSlice(vectors * 1e37F, empty).axes) < 1e-6);
}

TEST_CASE("projection, from the origin or from the mean") {
  const RowMatrix rows = test::randomRows(2500, 20, 10);
  Slice slice = randomSlice(20, 11);
  for (int centred = 0; centred < 2; ++centred) {
    const Points points = project(slice, rows);
    REQUIRE(points.rows() == 2500);
    for (const Index row : {0, 1024, 2499}) {
      const Eigen::VectorXd arrow = (rows.row(row).transpose() - slice.origin).cast<double>();
      const Eigen::Vector3d expected = slice.axes.cast<double>().transpose() * arrow;
      CHECK((points.row(row).transpose().cast<double>() - expected).norm() < 1e-5);
      CHECK((projectOne(slice, rows.row(row).transpose()).cast<double>() - expected).norm() < 1e-6);
      CHECK(shownShare(slice, rows.row(row).transpose()) ==
            Approx(expected.norm() / arrow.norm()).epsilon(1e-6));
    }
    slice.origin = measureSpread(rows).mean;
  }
}

TEST_CASE("shares of length and of variance") {
  const Slice slice = randomSlice(9, 12);
  CHECK(shownShare(slice, slice.axes.col(2)) == Approx(1));
  CHECK(shownShare(slice, Vector::Zero(9)) == 0);
  const RowMatrix rows = test::randomRows(3000, 9, 13);
  const Spread spread = measureSpread(rows);
  const auto components = principalAnalysis(rows, 9, es::base::ignoreProgress()).components;
  CHECK(components.variances.sum() == Approx(spread.totalVariance).epsilon(1e-6));
  CHECK(shownVariance(pcaSlice(components), rows, spread) ==
        Approx(components.variances.head(3).sum() / spread.totalVariance).epsilon(1e-5));
  CHECK(shownVariance(slice, rows.topRows(1), measureSpread(rows.topRows(1))) == 0);
}

TEST_CASE("numbers at the ends of float's range project to finite points") {
  const Slice slice = randomSlice(50, 14);
  RowMatrix rows = test::randomRows(4, 50, 15);
  rows.row(1).setConstant(3e38F);
  rows.row(2) *= 3e38F;
  const Points points = project(slice, rows);
  CHECK(points.allFinite());
  CHECK((points.row(0).transpose() - projectOne(slice, rows.row(0).transpose())).norm() < 1e-5F);
  CHECK(shownShare(slice, rows.row(1).transpose()) ==
        Approx(shownShare(slice, Vector::Ones(50))).epsilon(1e-5));
}

TEST_CASE("projection of any shape agrees with plain double sums") {
  for (const Index dims : {1, 2, 3, 5, 15, 16, 17, 100, 1023, 12288}) {
    for (const Index count : {1, 2, 3, 4, 7, 900}) {
      if (count * dims > 200'000) continue;
      INFO(count << " rows of " << dims);
      const RowMatrix wide = test::randomRows(count, dims + 3, static_cast<unsigned>(dims + count));
      const auto rows = wide.middleCols(2, dims);
      Slice slice = randomSlice(dims, 16);
      slice.origin = test::randomRows(1, dims, 17).row(0).transpose();
      const Eigen::MatrixXd arrows = rows.cast<double>().rowwise() - slice.origin.transpose().cast<double>();
      const Eigen::MatrixXd expected = arrows * slice.axes.cast<double>();
      CHECK((project(slice, rows).cast<double>() - expected).cwiseAbs().maxCoeff() < 3e-6);
    }
  }
}

TEST_CASE("a far origin costs the projection no digits") {
  RowMatrix rows = test::randomRows(3000, 80, 18);
  rows.array() += 1000;
  Slice slice = randomSlice(80, 19);
  const Spread spread = measureSpread(rows);
  slice.origin = spread.mean;
  const Eigen::MatrixXd arrows = rows.cast<double>().rowwise() - spread.mean.transpose().cast<double>();
  const Eigen::MatrixXd expected = arrows * slice.axes.cast<double>();
  CHECK((project(slice, rows).cast<double>() - expected).cwiseAbs().maxCoeff() < 3e-6);
  CHECK(shownVariance(slice, rows, spread) ==
        Approx(expected.squaredNorm() / 2999 / spread.totalVariance).epsilon(1e-6));
}

TEST_CASE("one row near the end of float's range changes no other") {
  const RowMatrix plain = test::randomRows(2000, 30, 20);
  const Slice slice = randomSlice(30, 21);
  const Points expected = project(slice, plain);
  RowMatrix rows = plain;
  rows.row(777).setConstant(-3e38F);
  const Points points = project(slice, rows);
  CHECK(points.row(777).transpose() == projectOne(slice, rows.row(777).transpose()));
  CHECK(points.topRows(777) == expected.topRows(777));
  CHECK(points.bottomRows(1222) == expected.bottomRows(1222));
}
