#include "app/figures/document_figures.h"

#include "catch.h"
#include "small_space.h"
#include "small_traces.h"

namespace {

using namespace es;
using namespace es::app;

DocumentState asked(const DocumentState& state, const std::string& formula) {
  NeighborsCommand command;
  command.expression = math::parseExpression(formula);
  return test::after(state, command);
}

DocumentState traced(DocumentState state, const std::string& text, unsigned seed) {
  state.model.traces.push_back(
      test::traceOf(text, {test::wanderingPath("king", state.space->table->vector(0), 3, seed)}));
  return state;
}

}  // namespace

TEST_CASE(
    "a document's figures are those that are made by themselves, in the order in which they are drawn") {
  DocumentState document = traced(asked(test::smallDocument(), "king - man + woman"), "the old king", 3);
  document.shown = {math::parseExpression("man"), document.neighbors->expression,
                    math::parseExpression("woman - man")};
  FigureCache cache;
  const auto figures = cache.of(document, PathLength::Directions);
  const std::vector<math::Expression> drawn = drawnExpressions(document);
  REQUIRE(figures->formulas.size() == 3);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    CHECK(figures->formulas[i].first == drawn[i]);
    const FormulaFigure alone = formulaFigure(drawn[i], *document.space->table);
    CHECK(figures->formulas[i].second->title == alone.title);
    CHECK(figures->formulas[i].second->result == alone.result);
    REQUIRE(figures->formulas[i].second->arrows.size() == alone.arrows.size());
    for (std::size_t arrow = 0; arrow < alone.arrows.size(); ++arrow)
      CHECK(figures->formulas[i].second->arrows[arrow].to == alone.arrows[arrow].to);
  }
  const TraceFigure alone =
      traceFigure(document.model, PathLength::Directions, document.space->table->dims());
  REQUIRE(figures->traces->paths.size() == 1);
  CHECK(figures->traces->paths[0].states == alone.paths[0].states);
  CHECK(FigureCache().of(DocumentState{}, PathLength::Vectors)->traces->paths.empty());
}

TEST_CASE("a figure is made once while what it is made of stays, whatever else changes") {
  FigureCache cache;
  DocumentState document = traced(asked(test::smallDocument(), "king - man + woman"), "the old king", 3);
  const auto first = cache.of(document, PathLength::Vectors);
  CHECK(cache.made() == 2);
  CHECK(cache.of(document, PathLength::Vectors) == first);
  SliceCommand slice;
  slice.spec.kind = SliceKind::Random;
  document = test::after(document, slice);  // figures lie in the space itself
  document.temperature = 2;
  document.selected = 7;
  CHECK(cache.of(document, PathLength::Vectors) == first);
  document.shown.push_back(math::parseExpression("man"));
  const auto second = cache.of(document, PathLength::Vectors);
  CHECK(cache.made() == 3);  // the new one alone
  CHECK(second->formulas.front().second == first->formulas.front().second);
  CHECK(second->traces == first->traces);
  document = traced(document, "the chess king", 4);
  const auto third = cache.of(document, PathLength::Vectors);
  CHECK(cache.made() == 4);
  CHECK(third->formulas.back().second == second->formulas.back().second);
  CHECK(third->traces->paths.size() == 2);
  CHECK(cache.of(document, PathLength::Directions)->traces != third->traces);
  CHECK(cache.made() == 5);
}

TEST_CASE("another table has figures of its own") {
  FigureCache cache;
  const DocumentState document = asked(test::smallDocument(), "king - man");
  DocumentState other = asked(test::smallDocument(150), "king - man");
  const auto first = cache.of(document, PathLength::Vectors);
  const auto second = cache.of(other, PathLength::Vectors);
  CHECK(cache.made() == 2);
  CHECK(second->formulas[0].second->result ==
        formulaFigure(other.neighbors->expression, *other.space->table).result);
  CHECK(first->formulas[0].second != second->formulas[0].second);
}
