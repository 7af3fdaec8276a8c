#include "app/panels/words/word_details.h"

#include "catch.h"

using namespace es::app;

TEST_CASE("two words that look near are said to be near or not, with the cosine in all dimensions") {
  CHECK(lookText({"france", 0.03, 100}) == "looks near france; in all 100 dimensions it is not: cosine 0.03");
  CHECK(lookText({"france", -0.4, 12288}) ==
        "looks near france; in all 12288 dimensions it is not: cosine −0.40");
  CHECK(lookText({"france", 0.38, 100}) ==
        "looks near france; in all 100 dimensions only somewhat: cosine 0.38");
  CHECK(lookText({"france", 0.71, 100}) == "looks near france, and is, in all 100 dimensions: cosine 0.71");
}

TEST_CASE("the card beside the pointer stays in the scene and off the label of its word") {
  const RectPx scene{0, 50, 1366, 700};
  const PointerCardSize card{290, 90, 18};
  for (float x = 5; x < 1360; x += 45) {
    for (float y = 60; y < 745; y += 45) {
      for (const float dx : {9.0F, -70.0F, -30.0F}) {  // at the right, at the left, above or below
        const RectPx label{x + dx, dx == -30 ? y + 10 : y - 9, 61, 18};
        const PanelBox box = besidePointer(scene, {x, y}, card, label);
        INFO(x << ", " << y << ", label " << dx);
        CHECK(box.x >= scene.x);
        CHECK(box.x + box.width <= scene.x + scene.width);
        const bool covers = box.x < label.x + label.width && label.x < box.x + box.width &&
                            box.y < label.y + label.height && label.y < box.y + box.height;
        CHECK_FALSE(covers);
      }
    }
  }
}
