#include "app/panels/layout/messages.h"

#include "app/panels/words/answer_card.h"
#include "catch.h"

using namespace es;
using namespace es::app;

TEST_CASE("what an error offers becomes suggestions, and the error loses them") {
  const Suggestions found =
      suggestionsOf(R"(no word "kinng" in glove (40,038 words); did you mean king, kinney, kong?)");
  CHECK(found.said == R"(no word "kinng" in glove (40,038 words))");
  CHECK(found.instead == "kinng");
  CHECK(found.offers == std::vector<std::string>{"king", "kinney", "kong"});
}

TEST_CASE("an error without an offer stays whole") {
  const Suggestions found = suggestionsOf("no words are open; try: open PATH");
  CHECK(found.said == "no words are open; try: open PATH");
  CHECK(found.offers.empty());
  CHECK(found.instead.empty());
}

TEST_CASE("a longer bar is nearer in every metric") {
  CHECK(nearness(math::Metric::Cosine, 0.8, 0.8) == 0.8);
  CHECK(nearness(math::Metric::Cosine, -0.2, 0.8) == 0);
  CHECK(nearness(math::Metric::Dot, 10, 20) == 0.5);
  CHECK(nearness(math::Metric::Dot, -1, -0.5) == 0);
  CHECK(nearness(math::Metric::Euclidean, 2, 2) == 1);
  CHECK(nearness(math::Metric::Euclidean, 4, 2) == 0.5);
  CHECK(nearness(math::Metric::Euclidean, 0, 0) == 1);  // the word itself
  for (double distance = 1; distance < 9; ++distance) {
    CHECK(nearness(math::Metric::Euclidean, distance, 1) >
          nearness(math::Metric::Euclidean, distance + 1, 1));
  }
}
