#include "app/command/command_text.h"
#include "catch.h"

using namespace es::app;

TEST_CASE("a script's lines keep their numbers, without comments and blanks") {
  const auto lines =
      scriptLines("\xEF\xBB\xBF# title\r\nopen a.txt\r\n\r\n  neighbors tower 3 # ten is many\n#end");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].number == 2);
  CHECK(lines[0].text == "open a.txt");
  CHECK(lines[1].number == 4);
  CHECK(lines[1].text == "neighbors tower 3");
}

TEST_CASE("words with # are no comments") {
  CHECK(scriptLines("show ##id c# \"# x\" ; \"#\"")[0].text == "show ##id c# \"# x\" ; \"#\"");
  CHECK(scriptLines("show \"a\\\" # b\"")[0].text == "show \"a\\\" # b\"");
  CHECK(scriptLines("").empty());
  CHECK(scriptLines("\n\n#\n   # x").empty());
}
