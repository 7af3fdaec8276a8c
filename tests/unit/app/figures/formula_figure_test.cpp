#include "app/figures/formula_figure.h"

#include <algorithm>

#include "catch.h"
#include "small_space.h"

namespace {

using es::app::ArrowRole;
using es::app::FigureArrow;
using es::app::FormulaFigure;

FormulaFigure figureOf(const std::string& text) {
  static const es::app::DocumentState document = es::test::smallDocument();
  return es::app::formulaFigure(es::math::parseExpression(text), *document.space->table);
}

std::vector<FigureArrow> withRole(const FormulaFigure& figure, ArrowRole role) {
  std::vector<FigureArrow> arrows;
  std::ranges::copy_if(figure.arrows, std::back_inserter(arrows),
                       [role](const FigureArrow& a) { return a.role == role; });
  return arrows;
}

}  // namespace

TEST_CASE("one word is one arrow from the origin") {
  const FormulaFigure figure = figureOf("king");
  REQUIRE(figure.arrows.size() == 1);
  CHECK(figure.arrows[0].from.isZero());
  CHECK(figure.arrows[0].to.isApprox(figure.result));
  CHECK(figure.arrows[0].label == "king");
}

TEST_CASE("a formula's chain is head to tail and ends at the result") {
  for (const char* text : {"king - man + woman", "king + queen", "2*king - 0.5*man + woman - queen",
                           "0.5*(king + queen + woman)"}) {
    INFO(text);
    const FormulaFigure figure = figureOf(text);
    std::vector<FigureArrow> steps;
    for (const FigureArrow& arrow : figure.arrows)
      if (arrow.role == ArrowRole::Added || arrow.role == ArrowRole::Subtracted) steps.push_back(arrow);
    REQUIRE(steps.size() + 1 == es::math::parseExpression(text).terms.size());
    for (std::size_t i = 1; i < steps.size(); ++i) CHECK(steps[i].from.isApprox(steps[i - 1].to));
    CHECK((steps.back().to - figure.result).norm() < 1e-5F);
  }
}

TEST_CASE("the difference of a longer formula leads from its first word to the result") {
  const FormulaFigure figure = figureOf("king - man + woman");
  const auto differences = withRole(figure, ArrowRole::Difference);
  REQUIRE(differences.size() == 2);
  CHECK(differences[0].label == "woman − man");
  CHECK((differences[0].to - figure.result).norm() < 1e-5F);
  // The same arrow between the two words' own tips.
  CHECK((differences[0].to - differences[0].from).isApprox(differences[1].to - differences[1].from, 1e-4F));
  CHECK(differences[1].ownTips);
  CHECK(figure.stepsAtOnce);
  CHECK_FALSE(figureOf("king - man + 2*woman").stepsAtOnce);
  CHECK(withRole(figure, ArrowRole::Word).size() == 3);
  CHECK(withRole(figure, ArrowRole::Word).front().label == "king");
}

TEST_CASE("the difference of two words is drawn between their tips and from the origin") {
  const FormulaFigure figure = figureOf("queen - king");
  const auto differences = withRole(figure, ArrowRole::Difference);
  REQUIRE(differences.size() == 2);
  CHECK(figure.arrows.size() ==
        4);  // and the two words': a chain would close a figure that says nothing more
  CHECK(differences[0].ownTips);
  CHECK_FALSE(differences[1].ownTips);
  CHECK(differences[0].label == "queen − king");
  CHECK(differences[1].label == "queen − king");
  CHECK((differences[0].to - differences[0].from).isApprox(differences[1].to, 1e-5F));
  CHECK(differences[1].from.isZero());
}

TEST_CASE("titles have true minus signs and make control characters visible") {
  CHECK(es::app::formulaTitle(es::math::parseExpression("king - 0.5*man")) == "king − 0.5·man");
  CHECK(es::app::formulaTitle(es::math::parseExpression("-king")) == "−king");
  es::math::Expression escape;
  escape.terms.push_back({1, "a\x1b[31m"});
  CHECK(es::app::formulaTitle(escape).find('\x1b') == std::string::npos);
}
