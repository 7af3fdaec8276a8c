#include "math/linear/frame_turn.h"

#include <cmath>
#include <numbers>

#include "catch.h"
#include "math_support.h"

using namespace es::math;

namespace {

constexpr double kPi = std::numbers::pi;

Slice sliceOf(const Basis& axes) {
  return {axes, axes, Vector::Zero(axes.rows())};
}

Slice sliceOfUnits(Index dims, const std::array<Index, 3>& units) {
  Basis axes(dims, 3);
  for (Index i = 0; i < 3; ++i) axes.col(i) = Vector::Unit(dims, units[static_cast<std::size_t>(i)]);
  return sliceOf(axes);
}

double speed(const FrameTurn& turn, double t) {
  constexpr double kStep = 0.01;
  return (turn.at(t + kStep).axes.cast<double>() - turn.at(t - kStep).axes.cast<double>()).norm() /
         (2 * kStep);
}

/// What must hold of the turn between any two orthonormal slices; `active`: the columns that are not zero.
void checkTurn(const Slice& from, const Slice& to) {
  const FrameTurn turn(from, to);
  const Index active = std::min<Index>(3, from.axes.rows());
  CHECK(turn.at(0).axes == from.axes);
  CHECK(turn.at(1).axes == to.axes);
  CHECK((turn.at(1e-9).axes - from.axes).norm() < 2e-6F);
  CHECK((turn.at(1 - 1e-9).axes - to.axes).norm() < 2e-6F);
  CHECK(turn.span().cols() <= 6);
  CHECK(test::orthonormalError(turn.span()) < 1e-6);
  const double middleSpeed = speed(turn, 0.5);
  for (double t = 0.05; t < 1; t += 0.09) {
    const Slice slice = turn.at(t);
    CHECK(test::orthonormalError(slice.axes.leftCols(active)) < 3e-6);
    CHECK((slice.frame - slice.axes).norm() < 1e-5F);
    CHECK(slice.axes.rightCols(3 - active).isZero());
    CHECK((turn.span() * turn.coordinates(t) - slice.axes).norm() < 2e-6F);
    CHECK(std::abs(speed(turn, t) - middleSpeed) < 1e-3 * (1 + middleSpeed));
  }
}

}  // namespace

TEST_CASE("between random slices the frame stays orthonormal and turns at a constant speed") {
  for (const Index dims : {4, 5, 6, 7, 100, 1000}) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      INFO(dims << " dimensions, seed " << seed);
      checkTurn(randomSlice(dims, seed), randomSlice(dims, seed + 100));
    }
  }
}

TEST_CASE("no vector is ever shown longer than it is, and a shared one never shorter") {
  const Slice from = randomSlice(40, 1);
  Slice to = randomSlice(40, 2);
  to = axesSlice(from.axes.col(1), to.axes.col(0), to.axes.col(1), true);  // one direction in common
  const FrameTurn turn(from, to);
  const RowMatrix vectors = test::randomRows(200, 40, 3);
  for (double t = 0; t <= 1; t += 0.05) {
    const Points shown = project(turn.at(t), vectors);
    CHECK(((shown.rowwise().norm() - vectors.rowwise().norm()).array() < 1e-5F).all());
    CHECK(shownShare(turn.at(t), from.axes.col(1)) == Approx(1).epsilon(1e-5));
  }
  checkTurn(from, to);
}

TEST_CASE("the turn is as long as the principal angles say") {
  Basis tilted(8, 3);
  tilted.col(0) = Vector::Unit(8, 0);
  tilted.col(1) = std::cos(0.3F) * Vector::Unit(8, 1) + std::sin(0.3F) * Vector::Unit(8, 4);
  tilted.col(2) = std::cos(1.1F) * Vector::Unit(8, 2) + std::sin(1.1F) * Vector::Unit(8, 7);
  const Slice from = sliceOfUnits(8, {0, 1, 2});
  const FrameTurn turn(from, sliceOf(tilted));
  CHECK(turn.largestAngleRad() == Approx(1.1));
  CHECK(turn.span().cols() == 5);
  CHECK(turn.at(0.5).axes(7, 2) == Approx(std::sin(0.55)));
  double before = 0;
  for (double t = 0.1; t < 1.05; t += 0.1) {
    const double angle = std::acos(std::min(1.0F, turn.at(t).axes.col(2).dot(from.axes.col(2))));
    CHECK(angle == Approx(1.1 * std::min(t, 1.0)).epsilon(1e-4));
    CHECK(angle > before);
    before = angle;
  }
}

TEST_CASE("identical, turned, opposite and perpendicular slices") {
  const Slice base = randomSlice(30, 4);
  const FrameTurn still(base, base);
  CHECK(still.largestAngleRad() < 1e-6);
  CHECK(still.span().cols() == 3);
  CHECK((still.at(0.4).axes - base.axes).norm() < 1e-6F);

  Basis half = base.axes;  // half a turn inside the span
  half.leftCols(2) *= -1;
  checkTurn(base, sliceOf(half));
  CHECK(FrameTurn(base, sliceOf(half)).largestAngleRad() < 1e-6);

  checkTurn(base, sliceOf(-base.axes));  // a mirror image: through a fourth dimension
  CHECK(FrameTurn(base, sliceOf(-base.axes)).largestAngleRad() == Approx(kPi));
  Basis swapped = base.axes;
  swapped.col(0).swap(swapped.col(1));
  checkTurn(base, sliceOf(swapped));

  const FrameTurn perpendicular(sliceOfUnits(6, {0, 1, 2}), sliceOfUnits(6, {3, 4, 5}));
  CHECK(perpendicular.largestAngleRad() == Approx(kPi / 2));
  checkTurn(sliceOfUnits(6, {0, 1, 2}), sliceOfUnits(6, {3, 4, 5}));
  checkTurn(sliceOfUnits(6, {0, 1, 2}), sliceOfUnits(6, {4, 3, 5}));
  checkTurn(sliceOfUnits(4, {0, 1, 2}), sliceOfUnits(4, {1, 0, 2}));
  checkTurn(sliceOfUnits(4, {0, 1, 2}), sliceOfUnits(4, {3, 2, 1}));
}

TEST_CASE("three dimensions and fewer: rotations turn, mirror images pass through flatness") {
  const Slice base = sliceOf(Basis::Identity(3, 3));
  checkTurn(base, sliceOfUnits(3, {1, 2, 0}));
  const FrameTurn mirror(base, sliceOfUnits(3, {1, 0, 2}));
  CHECK(mirror.at(0).axes == base.axes);
  CHECK((mirror.at(1 - 1e-9).axes - mirror.at(1).axes).norm() < 1e-6F);
  const RowMatrix vectors = test::randomRows(50, 3, 6);
  for (double t = 0; t <= 1; t += 0.125) {
    const Slice slice = mirror.at(t);
    CHECK(slice.axes.allFinite());
    CHECK(slice.frame.allFinite());
    CHECK(((project(slice, vectors).rowwise().norm() - vectors.rowwise().norm()).array() < 1e-5F).all());
  }

  Basis turned = Basis::Zero(2, 3);
  turned.leftCols(2) << 0, -1, 1, 0;
  checkTurn(sliceOf(Basis::Identity(2, 3)), sliceOf(turned));
  checkTurn(sliceOf(Basis::Identity(1, 3)), sliceOf(Basis::Identity(1, 3)));
  const FrameTurn line(sliceOf(Basis::Identity(1, 3)), sliceOf(-Basis::Identity(1, 3)));
  CHECK(line.at(0.25).axes(0, 0) == Approx(std::cos(kPi / 4)));
  CHECK(line.at(1).axes(0, 0) == -1);
}

TEST_CASE("oblique axes keep their angles at both ends and their frames stay orthonormal") {
  const RowMatrix v = test::randomRows(6, 25, 7);
  const Slice from =
      axesSlice(v.row(0).transpose(), (v.row(1) + v.row(0)).transpose(), v.row(2).transpose(), false);
  const Slice to =
      axesSlice(v.row(3).transpose(), v.row(4).transpose(), (v.row(5) - v.row(4)).transpose(), false);
  for (const Slice& end : {to, randomSlice(25, 8)}) {
    const FrameTurn turn(from, end);
    CHECK(turn.at(0).axes == from.axes);
    CHECK(turn.at(0).frame == from.frame);
    CHECK(turn.at(1).axes == end.axes);
    CHECK((turn.at(1e-9).axes - from.axes).norm() < 2e-6F);
    CHECK((turn.at(1e-9).frame - from.frame).norm() < 5e-6F);
    CHECK((turn.at(1 - 1e-9).axes - end.axes).norm() < 2e-6F);
    CHECK((turn.at(1 - 1e-9).frame - end.frame).norm() < 5e-6F);
    for (double t = 0.1; t < 1; t += 0.1) {
      const Slice slice = turn.at(t);
      CHECK(test::orthonormalError(slice.frame) < 3e-6);
      CHECK(test::spanError(slice.frame, slice.axes) < 5e-6);
      CHECK((turn.span() * turn.coordinates(t) - slice.axes).norm() < 2e-6F);
    }
  }
}

TEST_CASE("the origin moves in a straight line") {
  Slice from = randomSlice(10, 9);
  Slice to = randomSlice(10, 10);
  to.origin = test::randomRows(1, 10, 11).row(0).transpose();
  const FrameTurn turn(from, to);
  CHECK(turn.at(0).origin == from.origin);
  CHECK((turn.at(0.25).origin - 0.25F * to.origin).norm() < 1e-6F);
  CHECK(turn.at(1).origin == to.origin);
}

TEST_CASE("rows placed by their six coordinates are where the slice puts them") {
  for (const Index dims : {1, 2, 3, 4, 5, 6, 25, 1000}) {
    const RowMatrix rows = test::randomRows(333, dims, 12);
    std::vector<Slice> slices{randomSlice(dims, 13), randomSlice(dims, 14), randomSlice(dims, 14)};
    slices[1].origin = test::randomRows(1, dims, 15).row(0).transpose();
    if (dims > 3) {
      const RowMatrix v = test::randomRows(3, dims, 16);
      slices.push_back(axesSlice(v.row(0).transpose(), v.row(1).transpose(), v.row(2).transpose(), false));
    }
    for (const Slice& from : slices) {
      for (const Slice& to : slices) {
        const FrameTurn turn(from, to);
        const SpanPoints spanPoints = turn.projectOntoSpan(rows);
        Points points(rows.rows(), 3);
        for (const double t : {-0.5, 0.0, 0.3, 0.71, 1.0, 1.5}) {
          turn.place(spanPoints, t, points);
          CHECK((points - project(turn.at(t), rows)).cwiseAbs().maxCoeff() < 2e-5F);
        }
      }
    }
  }
}

TEST_CASE("rows at the ends of float's range are placed within it") {
  RowMatrix rows = test::randomRows(40, 8, 17);
  rows.row(3).setConstant(3e38F);
  rows.row(5) *= 3e38F;
  const FrameTurn turn(randomSlice(8, 18), randomSlice(8, 19));
  Points points(40, 3);
  turn.place(turn.projectOntoSpan(rows), 0.4, points);
  CHECK(points.allFinite());
  CHECK((points.row(0) - project(turn.at(0.4), rows).row(0)).norm() < 1e-5F);
}
