#include "app/document/caption.h"

#include "app/document/drawn_in.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::run;

TEST_CASE("the caption says what the picture shows") {
  Document document;
  CHECK(captionOf(document.state()).empty());
  document = test::smallDocument();
  const std::string opening = captionOf(document.state());
  CHECK(opening.ends_with(" words, each a point in 8 dimensions."));

  run(document, "neighbors king - man + woman");
  const std::string formula = captionOf(document.state());
  CHECK(formula.starts_with("king − man + woman lands nearest "));
  CHECK(formula.find("; this view shows ") != std::string::npos);
  CHECK(formula.ends_with(" % of the variance."));

  run(document, "neighbors king");
  CHECK(captionOf(document.state()).starts_with("Nearest to king: "));
  run(document, "metric euclidean");
  CHECK(captionOf(document.state()).find(" (distance ") != std::string::npos);

  run(document, "metric dot");  // long vectors win: the word need not lie near
  CHECK(captionOf(document.state()).starts_with("Largest dot products with king: "));
  run(document, "neighbors king - man + woman");
  CHECK(captionOf(document.state()).find("lands nearest") == std::string::npos);
  CHECK(captionOf(document.state()).find("has the largest dot product with king − man + woman; ") !=
        std::string::npos);
  run(document, "metric cosine");

  run(document, "clear");
  CHECK(captionOf(document.state()) == opening);
  run(document, "dot king - man : queen cat dog");
  CHECK(captionOf(document.state()).starts_with("Along king − man, "));
  CHECK(captionOf(document.state()).find('-') == std::string::npos);  // minus signs are true ones
  run(document, "dot king - man");
  CHECK(captionOf(document.state()) ==
        "Blue words have a positive dot product with king − man, red ones a negative one.");
  run(document, "pairs king - man : cat dog");
  CHECK(captionOf(document.state()).starts_with("king − man points the way of 1 further pair of words, "));
}

TEST_CASE("beside a page the scene draws, and the sentence tells of, what the page's mode is about") {
  Document document = test::smallDocument();
  const std::string opening = captionOf(document.state());
  run(document, "dot king - man : queen cat dog");
  run(document, "pairs king - man : cat dog");
  const std::string pairs = captionOf(document.state());
  for (const Mode mode : {Mode::Words, Mode::Directions}) {
    const DocumentState drawn = drawnIn(document.state(), mode);
    CHECK(drawn.pairs == document.state().pairs);
    CHECK(captionOf(drawn) == pairs);
  }
  for (const Mode mode : {Mode::Model, Mode::Labs}) {
    const DocumentState drawn = drawnIn(document.state(), mode);
    CHECK_FALSE(drawn.pairs);
    CHECK_FALSE(drawn.dots);
    CHECK(captionOf(drawn) == opening);
  }
  run(document, "neighbors king");
  for (const Mode mode : {Mode::Words, Mode::Directions, Mode::Model, Mode::Labs})
    CHECK(captionOf(drawnIn(document.state(), mode)).starts_with("Nearest to king: "));
}
