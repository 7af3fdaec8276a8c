#include "app/document/caption.h"

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
