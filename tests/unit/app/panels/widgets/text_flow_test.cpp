#include "app/panels/widgets/text_flow.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "app/panels/widgets/token_boxes.h"
#include "catch.h"

using namespace es::app;
using es::model::TokenPiece;

namespace {

std::vector<FlowItem> boxes(const std::vector<float>& widths, float lead) {
  std::vector<FlowItem> items;
  for (const float width : widths) items.push_back({width, lead, false, 0});
  return items;
}

std::vector<TokenPiece> pieces(const std::vector<std::size_t>& ends) {
  std::vector<TokenPiece> cut;
  std::size_t from = 0;
  for (const std::size_t end : ends) {
    cut.push_back({7, from, end});
    from = end;
  }
  return cut;
}

}  // namespace

TEST_CASE("a line is full when the next box does not fit, and begins without a gap") {
  const auto places = flowLayout(boxes({30, 30, 30, 10}, 5), 65);
  REQUIRE(places.size() == 4);
  CHECK(places[0].xPx == 0);
  CHECK(places[1].xPx == 35);
  CHECK(places[1].row == 0);  // 65 wide: fits exactly
  CHECK(places[2].xPx == 0);
  CHECK(places[2].row == 1);
  CHECK(places[3].xPx == 35);
  CHECK(places[3].row == 1);
}

TEST_CASE("the pieces of a word stay on one line") {
  std::vector<FlowItem> items = boxes({40, 30, 30}, 4);
  items[2].joined = true;
  items[2].leadPx = 0;
  const auto places = flowLayout(items, 100);
  CHECK(places[1].row == 1);  // it would fit, but not with its second half
  CHECK(places[2].row == 1);
  CHECK(places[2].xPx == 30);
}

TEST_CASE("a word wider than a line is broken, never cut") {
  std::vector<FlowItem> items = boxes({60, 60, 60}, 0);
  items[1].joined = items[2].joined = true;
  const auto places = flowLayout(items, 130);
  CHECK(places[1].row == 0);
  CHECK(places[2].row == 1);
  for (std::size_t i = 0; i < places.size(); ++i) CHECK(places[i].xPx + items[i].widthPx <= 130);
}

TEST_CASE("line ends in the text end lines") {
  std::vector<FlowItem> items = boxes({10, 10, 10}, 3);
  items[1].breaks = 2;
  const auto places = flowLayout(items, 100);
  CHECK(places[1].row == 2);
  CHECK(places[1].xPx == 0);
  CHECK(places[2].row == 2);
}

TEST_CASE("no two items of a line overlap, whatever their widths") {
  std::vector<FlowItem> items;
  for (int i = 0; i < 500; ++i) {
    FlowItem item{static_cast<float>((i * 37) % 61), static_cast<float>(i % 7), i % 3 == 1, 0};
    if (i % 41 == 40) item.breaks = 1;
    items.push_back(item);
  }
  const auto places = flowLayout(items, 200);
  REQUIRE(places.size() == items.size());
  for (std::size_t i = 1; i < places.size(); ++i) {
    CHECK(places[i].row >= places[i - 1].row);
    if (places[i].row == places[i - 1].row) CHECK(places[i].xPx >= places[i - 1].xPx + items[i - 1].widthPx);
    CHECK(places[i].xPx + items[i].widthPx <= 200);
  }
}

TEST_CASE("pieces are joined inside a word only") {
  const std::string text = "an aardvark, no";
  const auto cut = pieces({2, 5, 11, 12, 15});  // "an" " aa" "rdvark" "," " no"
  CHECK_FALSE(joinsPrevious(text, cut, 0));
  CHECK_FALSE(joinsPrevious(text, cut, 1));
  CHECK(joinsPrevious(text, cut, 2));
  CHECK_FALSE(joinsPrevious(text, cut, 3));
  CHECK_FALSE(joinsPrevious(text, cut, 4));
}

TEST_CASE("bytes of one character are one word, the mark of a beginning joins nothing") {
  const std::string text = "\xC3\xA9t";
  std::vector<TokenPiece> cut{{1, 0, 0}, {2, 0, 1}, {3, 1, 2}, {4, 2, 3}};
  CHECK_FALSE(joinsPrevious(text, cut, 1));
  CHECK(joinsPrevious(text, cut, 2));
  CHECK(joinsPrevious(text, cut, 3));
}

TEST_CASE("lines are broken at spaces, never within a number or a word") {
  const auto broken = [](std::string_view text, float width) {
    return brokenAtSpaces(text, width, [](std::string_view line) { return static_cast<float>(line.size()); });
  };
  CHECK(broken("they are 79.5 apart", 11) == "they are\n79.5 apart");
  CHECK(broken("they are 79.5 apart", 100) == "they are 79.5 apart");
  CHECK(broken("1,999,000 pairs", 5) == "1,999,000\npairs");
  CHECK(broken("one\ntwo three", 9) == "one\ntwo three");
  CHECK(broken("one\ntwo three", 8) == "one\ntwo\nthree");
  CHECK(broken("", 5).empty());
  CHECK(broken("two  spaces ", 100) == "two  spaces ");
}

TEST_CASE("balanced lines are no more than there must be, fit, and leave no word alone at the end") {
  const auto width = [](std::string_view part) { return static_cast<float>(part.size()); };
  const std::string text =
      "king minus man plus woman lands nearest queen and this view shows five percent of it all";
  for (float room = 12; room < 90; room += 1) {
    const std::string plain = brokenAtSpaces(text, room, width),
                      balanced = balancedAtSpaces(text, room, width);
    CHECK(std::ranges::count(balanced, '\n') == std::ranges::count(plain, '\n'));
    std::vector<std::size_t> lines;
    for (std::size_t from = 0; from <= balanced.size();) {
      const std::size_t end = std::min(balanced.find('\n', from), balanced.size());
      lines.push_back(end - from);
      CHECK(static_cast<float>(end - from) <= room);
      from = end + 1;
    }
    if (lines.size() == 2) CHECK(lines.back() * 2 > lines.front());
    std::string same = balanced;
    std::ranges::replace(same, '\n', ' ');
    CHECK(same == text);
  }
}

TEST_CASE("the columns of a line are told by two blanks, with their place and whether they are numbers") {
  const auto columns = columnsOf("  queen   0.783  −2  new york");
  REQUIRE(columns.size() == 4);
  CHECK(columns[0].text == "queen");
  CHECK(columns[0].at == 2);
  CHECK_FALSE(columns[0].number);
  CHECK(columns[1].text == "0.783");
  CHECK(columns[1].at == 10);
  CHECK(columns[1].number);
  CHECK(columns[2].number);
  CHECK(columns[2].characters == 2);  // a minus sign is one
  CHECK(columns[3].text == "new york");
  CHECK(columns[3].at == 21);
  CHECK(columnsOf("   ").empty());
}
