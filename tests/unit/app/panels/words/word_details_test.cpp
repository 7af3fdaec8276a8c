#include "app/panels/words/word_details.h"

#include "catch.h"

using es::app::lookText;

TEST_CASE("two words that look near are said to be near or not, with the cosine in all dimensions") {
  CHECK(lookText({"france", 0.03, 100}) == "looks near france; in all 100 dimensions it is not: cosine 0.03");
  CHECK(lookText({"france", -0.4, 12288}) ==
        "looks near france; in all 12288 dimensions it is not: cosine −0.40");
  CHECK(lookText({"france", 0.38, 100}) ==
        "looks near france; in all 100 dimensions only somewhat: cosine 0.38");
  CHECK(lookText({"france", 0.71, 100}) == "looks near france, and is, in all 100 dimensions: cosine 0.71");
}
