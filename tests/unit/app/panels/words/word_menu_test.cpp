#include "app/panels/words/word_menu.h"

#include "app/command/command_text.h"
#include "catch.h"
#include "small_space.h"

using namespace es::app;

namespace {

std::string lineOf(const DocumentState& state, const std::string& word, std::size_t choice) {
  const auto row = state.space->table->vocabulary().find(word);
  REQUIRE(row);
  const std::vector<WordChoice> choices = wordChoices(state, *row);
  REQUIRE(choice < choices.size());
  REQUIRE_FALSE(choices[choice].commands.empty());
  return formatCommand(choices[choice].commands.back());
}

}  // namespace

TEST_CASE("the menu of a word adds it to the formula that stands, takes it off, pins and centres it") {
  DocumentState state = es::test::smallDocument();
  CHECK(lineOf(state, "woman", 0) == "neighbors woman");
  CHECK(lineOf(state, "woman", 1) == "neighbors woman");
  CHECK(lineOf(state, "woman", 3) == "show woman");
  auto asked = std::make_shared<NeighborsAnswer>();
  asked->expression = es::math::parseExpression("king - man");
  state.neighbors = asked;
  CHECK(lineOf(state, "woman", 1) == "neighbors king - man + woman");
  CHECK(lineOf(state, "woman", 2) == "neighbors king - man - woman");
  CHECK(lineOf(state, "man", 1) == "neighbors king");  // it cancels out
  CHECK(lineOf(state, "king", 1) == "neighbors 2*king - man");
  CHECK(
      formatCommand(wordChoices(state, *state.space->table->vocabulary().find("king"))[4].commands.front()) ==
      "select king");  // one sees which word it is
  const std::string centre = lineOf(state, "king", 4);
  CHECK(centre.starts_with("camera target "));
  const auto row = *state.space->table->vocabulary().find("king");
  const auto command = std::get<CameraCommand>(parseCommand(centre));
  REQUIRE(command.target);
  for (int axis = 0; axis < 3; ++axis)
    CHECK((*command.target)[static_cast<std::size_t>(axis)] == Approx(state.sliced->points(row, axis)));
}
