#include <cmath>

#include "app/document/document.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

SliceAnswer sliceBy(Document& document, const std::string& line) {
  return std::get<SliceAnswer>(run(document, line));
}

double axisDot(const SliceAnswer& answer, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t i = 0; i < answer.axes[a].size(); ++i)
    sum += static_cast<double>(answer.axes[a][i]) * static_cast<double>(answer.axes[b][i]);
  return sum;
}

}  // namespace

TEST_CASE("slices have orthonormal axes, oblique ones unit axes") {
  Document document = test::smallDocument();
  for (const char* line :
       {"slice pca", "slice random 11", "slice axes king ; man ; cat", "slice fit king cat dog"}) {
    INFO(line);
    const SliceAnswer answer = sliceBy(document, line);
    REQUIRE(answer.axes.size() == 3);
    for (std::size_t a = 0; a < 3; ++a) {
      REQUIRE(answer.axes[a].size() == 8);
      for (std::size_t b = 0; b < 3; ++b) CHECK(axisDot(answer, a, b) == Approx(a == b ? 1 : 0).margin(1e-5));
    }
    CHECK(answer.varianceShare > 0);
    CHECK(answer.varianceShare <= 1);
  }
  const SliceAnswer oblique = sliceBy(document, "slice axes king ; king + man ; cat --oblique");
  CHECK(axisDot(oblique, 0, 0) == Approx(1));
  CHECK(std::abs(axisDot(oblique, 0, 1)) > 0.05);
}

TEST_CASE("no slice shows more variance than PCA, and fit shows its words whole") {
  Document document = test::smallDocument();
  const double best = sliceBy(document, "slice pca").varianceShare;
  for (int seed = 0; seed < 20; ++seed)
    CHECK(sliceBy(document, "slice random " + std::to_string(seed)).varianceShare <= best + 1e-6);
  sliceBy(document, "slice fit king cat dog");
  const auto projected = std::get<ProjectAnswer>(run(document, "project king cat dog"));
  for (const ProjectedWord& word : projected.items) CHECK(word.shownShare == Approx(1).margin(1e-4));
  sliceBy(document, "slice fit \"new york\"");  // fewer words than axes
  CHECK(std::get<ProjectAnswer>(run(document, "project \"new york\"")).items[0].shownShare ==
        Approx(1).margin(1e-4));
}

TEST_CASE("project agrees with the points that are drawn") {
  Document document = test::smallDocument();
  for (const char* line : {"slice random 5", "centring on", "slice axes king ; man ; cat --oblique"}) {
    run(document, line);
    const auto items = std::get<ProjectAnswer>(run(document, "project king cat zero")).items;
    const auto& points = document.state().sliced->points;
    const std::vector<es::math::Index> rows{1, 7, 15};
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t axis = 0; axis < 3; ++axis)
        CHECK(items[i].xyz[axis] == Approx(points(rows[i], static_cast<es::math::Index>(axis))).margin(1e-5));
    }
  }
}

TEST_CASE("centring takes the mean off, and the choice outlives slices") {
  Document document = test::smallDocument();
  CHECK(document.state().sliced->slice.origin.isZero());
  CHECK(sliceBy(document, "centring on").centred);
  CHECK(sliceBy(document, "slice random 2").centred);
  CHECK(document.state().sliced->points.colwise().mean().norm() < 1e-5F);
  CHECK_FALSE(sliceBy(document, "centring off").centred);
  CHECK(document.state().sliced->slice.origin.isZero());
  Document empty;
  CHECK(std::holds_alternative<MessageAnswer>(run(empty, "centring on")));
  CHECK(empty.state().centred);
}

TEST_CASE("axes that span too little are refused") {
  Document document = test::smallDocument();
  errorOf([&] { run(document, "slice axes king ; 2*king ; cat"); });
  errorOf([&] { run(document, "slice axes king ; zero ; cat"); });
  SliceSpec spec;
  spec.kind = SliceKind::Axes;
  CHECK(holds(errorOf([&] { applyCommand(document, SliceCommand{spec}); }), "three formulas"));
  spec.kind = SliceKind::Fit;
  CHECK(holds(errorOf([&] { applyCommand(document, SliceCommand{spec}); }), "at least one word"));
}

TEST_CASE("tables of one or two dimensions, one row, all equal rows") {
  for (const es::math::Index dims : {1, 2, 3}) {
    es::math::RowMatrix rows = es::math::RowMatrix::Constant(4, dims, 1);
    for (es::math::Index i = 0; i < dims; ++i) rows(i, i) = 3;
    Document document = test::documentWith(test::makeTable({"a", "b", "c", "d"}, rows));
    for (const char* line : {"slice pca", "slice random 1", "slice fit a b", "centring on", "slice fit a",
                             "slice axes a ; b ; c"}) {
      INFO(dims << " " << line);
      run(document, line);
      CHECK(document.state().sliced->points.allFinite());
      CHECK(document.state().sliced->varianceShare <= 1 + 1e-6);
    }
    const auto word = std::get<ProjectAnswer>(run(document, "project d")).items[0];
    CHECK(word.xyz.size() == 3);
    if (dims < 3) CHECK(word.xyz[2] == 0);
  }
  Document single = test::documentWith(test::makeTable({"only"}, es::math::RowMatrix::Constant(1, 5, 2)));
  for (const char* line :
       {"slice pca", "centring on", "slice random 3", "slice fit only", "neighbors only"}) {
    INFO(line);
    run(single, line);
    CHECK(single.state().sliced->points.allFinite());
  }
  CHECK(single.state().neighbors->ranked.size() == 1);  // itself, as an input
}
