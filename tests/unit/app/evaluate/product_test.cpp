#include <cmath>

#include "app/command/command_text.h"
#include "app/document/document.h"
#include "app/document/product_state.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "math/linear/similarity.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

ProductAnswer productBy(Document& document, const std::string& line) {
  return std::get<ProductAnswer>(run(document, line));
}

double sumOfTerms(const ProductAnswer& answer) {
  double sum = 0;
  for (const ProductTerm& term : answer.terms) sum += term.product;
  return sum;
}

double lengthOf(const std::array<double, 2>& place) {
  return std::hypot(place[0], place[1]);
}

}  // namespace

TEST_CASE("the plane keeps lengths, angle and dot product of the words' own vectors") {
  Document document = test::smallDocument();
  const ProductAnswer answer = productBy(document, "product King - man ; \"new york\"");
  const DotAnswer dots = std::get<DotAnswer>(run(document, "dot king - man : \"new york\""));
  CHECK(answer.labels == std::array<std::string, 2>{"king - man", "\"new york\""});
  CHECK_FALSE(answer.moved);
  CHECK(answer.dot == dots.items[0].dot);
  CHECK(answer.cosine == dots.items[0].cosine);
  CHECK(answer.angleDegrees == dots.items[0].angleDegrees);
  CHECK(answer.lengths[0] == dots.length);
  CHECK(answer.terms.size() == 8);
  CHECK(sumOfTerms(answer) == Approx(answer.dot).epsilon(1e-12));
  const auto& [first, second] = answer.plane;
  CHECK(first[1] == 0);
  CHECK(second[1] > 0);
  CHECK(lengthOf(first) == Approx(answer.lengths[0]).epsilon(1e-12));
  CHECK(lengthOf(second) == Approx(answer.lengths[1]).epsilon(1e-12));
  CHECK(first[0] * second[0] == Approx(answer.dot).epsilon(1e-12));
}

TEST_CASE("a tip that was moved by hand gives the plane's own two terms") {
  Document document = test::smallDocument();
  const ProductAnswer own = productBy(document, "product king ; queen");
  const ProductAnswer moved = productBy(document, "product --second 0,2.5");
  CHECK(moved.moved);
  CHECK(moved.plane[0] == own.plane[0]);
  CHECK(moved.dot == 0);
  CHECK(moved.cosine == 0);
  CHECK(moved.angleDegrees == 90);
  REQUIRE(moved.terms.size() == 2);
  const ProductAnswer both = productBy(document, "product --first 3,-1 --second -2,4");
  CHECK(both.dot == -10);
  CHECK(sumOfTerms(both) == -10);
  CHECK(both.lengths[0] == Approx(std::sqrt(10.0)));
  CHECK(both.cosine == Approx(-10 / std::sqrt(200.0)));
  CHECK(both.angleDegrees == Approx(135).epsilon(1e-12));
  CHECK(productBy(document, "product").dot == -10);  // what stands
  const ProductAnswer again = productBy(document, "product king ; queen");
  CHECK_FALSE(again.moved);
  CHECK(again.dot == own.dot);
}

TEST_CASE("an angle turns the second vector and keeps its length") {
  Document document = test::smallDocument();
  const ProductAnswer own = productBy(document, "product king ; man");
  const ProductAnswer right = productBy(document, "product --angle 90");
  CHECK(right.dot == 0);
  CHECK(right.angleDegrees == 90);
  CHECK(right.lengths[1] == Approx(own.lengths[1]).epsilon(1e-12));
  const ProductAnswer wide = productBy(document, "product --first 0,2 --angle 120");
  CHECK(wide.angleDegrees == Approx(120).epsilon(1e-12));
  CHECK(wide.dot == Approx(2 * own.lengths[1] * -0.5).epsilon(1e-12));
  CHECK(productBy(document, "product king ; man --angle 0").cosine == Approx(1));
}

TEST_CASE("parallel vectors stand, vectors without length do not") {
  Document document = test::smallDocument();
  const ProductAnswer same = productBy(document, "product cat ; 2*cat");
  CHECK(same.cosine == Approx(1).epsilon(1e-12));
  CHECK(same.dot == Approx(2 * same.lengths[0] * same.lengths[0]).epsilon(1e-12));
  CHECK(productBy(document, "product cat ; -1*cat").angleDegrees == Approx(180));
  const auto before = document.state().product;
  CHECK(holds(errorOf([&] { run(document, "product zero ; cat"); }), "zero is zero in every dimension"));
  CHECK(holds(errorOf([&] { run(document, "product cat ; cat - cat"); }), "no angle"));
  CHECK(holds(errorOf([&] { run(document, "product --second 0,0"); }), "length 0"));
  CHECK(holds(errorOf([&] { run(document, "product --first 1e308,0 --second 1e308,0"); }), "too long"));
  CHECK(holds(errorOf([&] { run(document, "product cat ; nosuchword"); }), "nosuchword"));
  CHECK(document.state().product == before);
  Document empty = test::smallDocument();
  CHECK(holds(errorOf([&] { run(empty, "product --angle 90"); }), "try: product king ; queen"));
  CHECK(holds(errorOf([&] {
                applyCommand(empty, ProductCommand{{es::math::Expression{}}, {}, {}, {}});
              }),
              "two formulas"));
}

TEST_CASE("asking for what stands leaves no undo step") {
  Document document = test::smallDocument();
  run(document, "product king ; queen");
  const auto standing = document.state().product;
  run(document, "product king ; queen");
  run(document, "product");
  CHECK(document.state().product == standing);
  run(document, "product --angle 90");
  CHECK(document.state().product != standing);
  document.undo();
  CHECK(document.state().product == standing);
}

TEST_CASE("a session brings back the vectors as they were moved, and the second temperature") {
  for (const char* line : {"product king ; man", "product king ; man --second -0.1,0.30000000000000004",
                           "product king - man ; \"new york\" --angle 77"}) {
    Document document = test::smallDocument(), again = test::smallDocument();
    run(document, line);
    run(document, "compare 2.5");
    bool opened = false;
    for (const Command& command : sessionCommands(document.state())) {
      if (std::holds_alternative<OpenCommand>(command)) continue;
      applyCommand(again, parseCommand(formatCommand(command)));
      opened = true;
    }
    REQUIRE(opened);
    const ProductAnswer& a = document.state().product->answer;
    const ProductAnswer& b = again.state().product->answer;
    CHECK(a.plane == b.plane);
    CHECK(a.moved == b.moved);
    CHECK(a.dot == b.dot);
    CHECK(a.labels == b.labels);
    CHECK(again.state().besideTemperature == 2.5);
  }
}

TEST_CASE("another table measures the same words anew, or drops them") {
  Document document = test::smallDocument();
  run(document, "product cat ; dog --angle 90");
  es::math::RowMatrix rows(3, 2);
  rows << 1, 0, 1, 1, 0, 3;
  const auto both = test::writeGlove(test::makeTable({"cat", "dog", "x"}, rows), "product_both.txt");
  run(document, "open " + es::math::quoteWord(both.string()));
  REQUIRE(document.state().product);
  CHECK_FALSE(document.state().product->answer.moved);
  CHECK(document.state().product->answer.dot == 1);
  CHECK(document.state().product->answer.angleDegrees == Approx(45));
  const auto one = test::writeGlove(test::makeTable({"cat", "y", "x"}, rows), "product_one.txt");
  const OpenAnswer answer = std::get<OpenAnswer>(run(document, "open " + es::math::quoteWord(one.string())));
  CHECK_FALSE(document.state().product);
  bool said = false;
  for (const std::string& warning : answer.warnings) said |= holds(warning, "dot-product lab");
  CHECK(said);
}
