#include "math/linear/question_slice.h"

#include <cmath>

#include "catch.h"
#include "math_support.h"

using namespace es::math;

namespace {

constexpr Index kDims = 20;

Slice completion() {
  return randomSlice(kDims, 5);
}

QuestionVectors someQuestion(unsigned seed, Index arrows, Index places) {
  QuestionVectors vectors;
  vectors.arrows = test::randomRows(arrows, kDims, seed);
  vectors.weights = Eigen::VectorXd::LinSpaced(arrows, 1, 2);
  vectors.places = test::randomRows(places, kDims, seed + 100);
  return vectors;
}

/// The weighted squared share of the arrows' unit directions that a plane of two orthonormal columns shows.
double seenInPlane(const QuestionVectors& vectors, const Eigen::MatrixXd& plane) {
  double sum = 0;
  for (Index i = 0; i < vectors.arrows.rows(); ++i) {
    const Eigen::VectorXd arrow = vectors.arrows.row(i).cast<double>().normalized().transpose();
    sum += vectors.weights[i] * vectors.weights[i] * (plane.transpose() * arrow).squaredNorm();
  }
  return sum;
}

Eigen::MatrixXd columns(const Slice& slice, Index a, Index b) {
  Eigen::MatrixXd plane(slice.frame.rows(), 2);
  plane << slice.frame.col(a).cast<double>(), slice.frame.col(b).cast<double>();
  return plane;
}

double spreadAlong(const RowMatrix& places, Eigen::VectorXd direction) {
  direction.normalize();
  const Eigen::VectorXd along = places.cast<double>() * direction;
  return (along.array() - along.mean()).square().sum();
}

}  // namespace

TEST_CASE("a question's slice shows more of its arrows in its plane than any other plane does") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const QuestionVectors vectors = someQuestion(seed, 6, 7);
    const Slice slice = questionSlice(vectors, completion());
    CHECK(test::orthonormalError(slice.axes) < 1e-6);
    const Eigen::MatrixXd plane = columns(slice, 0, 2);
    const double best = seenInPlane(vectors, plane);
    for (std::uint64_t other = 0; other < 200; ++other)
      REQUIRE(seenInPlane(vectors, columns(randomSlice(kDims, other), 0, 1)) < best);
    // Nor can the plane be bettered by a small turn.
    for (std::uint64_t other = 0; other < 50; ++other) {
      Slice near = slice;
      near.frame += 0.05F * randomSlice(kDims, other).frame;
      Vector x = near.frame.col(0).normalized(), y = near.frame.col(2);
      y = (y - x.dot(y) * x).normalized();
      near.frame.col(0) = x;
      near.frame.col(2) = y;
      REQUIRE(seenInPlane(vectors, columns(near, 0, 2)) < best + 1e-6);
    }
  }
}

TEST_CASE("the remaining axis parts the places most of all directions outside the plane") {
  const QuestionVectors vectors = someQuestion(4, 5, 9);
  const Slice slice = questionSlice(vectors, completion());
  const Eigen::MatrixXd plane = columns(slice, 0, 2);
  const double best = spreadAlong(vectors.places, slice.frame.col(1).cast<double>());
  for (unsigned other = 0; other < 200; ++other) {
    Eigen::VectorXd direction = test::randomRows(1, kDims, other).row(0).cast<double>().transpose();
    direction -= plane * (plane.transpose() * direction);
    REQUIRE(spreadAlong(vectors.places, direction) <= best + 1e-6);
  }
}

TEST_CASE("a single word lies along the first axis at its whole length, two words are shown whole") {
  QuestionVectors one = someQuestion(8, 1, 11);
  one.places.row(0) = one.arrows.row(0);
  const Slice slice = questionSlice(one, completion());
  const Vector word = one.arrows.row(0).transpose();
  const Eigen::Vector3f place = projectOne(slice, word);
  CHECK(place.x() == Approx(word.norm()));
  CHECK(std::abs(place.y()) < 1e-5F);
  CHECK(std::abs(place.z()) < 1e-5F);

  QuestionVectors two = someQuestion(9, 3, 4);
  two.arrows.row(2) = two.arrows.row(0) - two.arrows.row(1);
  const Slice pair = questionSlice(two, completion());
  for (Index i = 0; i < 3; ++i) {
    const Vector arrow = two.arrows.row(i).transpose();
    CHECK(shownShare(pair, arrow) == Approx(1).margin(1e-5));
    CHECK(std::abs(projectOne(pair, arrow).y()) < 1e-4F);  // in the plane that is looked at
  }
  CHECK(projectOne(pair, two.arrows.row(2).transpose()).z() > 0);
}

TEST_CASE("a question's slice is whole where there is little to fit it to") {
  for (const Index dims : {1, 2, 3, 5}) {
    QuestionVectors vectors;
    vectors.arrows = RowMatrix::Zero(2, dims);
    vectors.weights = Eigen::VectorXd::Ones(2);
    vectors.places = RowMatrix::Zero(0, dims);
    const Slice slice = questionSlice(vectors, randomSlice(dims, 3));
    CHECK(slice.axes.leftCols(std::min<Index>(3, dims)).colwise().norm().minCoeff() == Approx(1));
    vectors.arrows.setOnes();
    CHECK(questionSlice(vectors, randomSlice(dims, 3)).axes.allFinite());
  }
}
