#include "app/panels/widgets/word_list.h"

#include "catch.h"

using es::app::stateNameAt;

TEST_CASE("the name of a state that is being typed begins at its @, its number included") {
  for (const char* typed : {"@", "@k", "@king", "@king-", "@king-1", "@king-12"}) {
    CHECK(stateNameAt(typed) == 0);
    CHECK(stateNameAt("queen - " + std::string(typed)) == 8);
    CHECK(stateNameAt("2*(" + std::string(typed)) == 3);
    CHECK(stateNameAt("@man-1-" + std::string(typed)) == 7);
  }
  for (const char* typed :
       {"", "king", "a@b", "@king - ", "@king-m", "@king-1 - king", "@king;", "@king \"new"})
    CHECK_FALSE(stateNameAt(typed).has_value());
}
