#include "app/command/corrected.h"

#include "app/command/command_text.h"
#include "app/document/view_state.h"
#include "catch.h"

using namespace es::app;

namespace {

std::vector<std::string> corrected(const std::string& line, const es::base::Correction& correction) {
  std::vector<std::string> lines;
  for (const Suggestion& one : suggestionsFor(line, correction)) lines.push_back(formatCommand(one.command));
  return lines;
}

}  // namespace

TEST_CASE("an offer takes the place of the mistyped word, whole words only") {
  CHECK(corrected("neighbors kng - man", {"kng", {"king", "kong"}}) ==
        std::vector<std::string>{"neighbors king - man", "neighbors kong - man"});
  CHECK(corrected("show art ; cart ; art", {"art", {"arts"}}) ==
        std::vector<std::string>{"show arts ; cart ; arts"});
  CHECK(corrected("dot kng : cat kng", {"kng", {"king"}}) == std::vector<std::string>{"dot king : cat king"});
  CHECK(corrected("nieghbors tower", {"nieghbors", {"neighbors"}}) ==
        std::vector<std::string>{"neighbors tower"});
}

TEST_CASE("offers with blanks or signs are quoted, and quoted words replaced with their quotes") {
  CHECK(corrected("neighbors \"new yrok\"", {"new yrok", {"new york"}}) ==
        std::vector<std::string>{"neighbors \"new york\""});
  CHECK(corrected("neighbors sister", {"sister", {"sister-in-law"}}) ==
        std::vector<std::string>{"neighbors \"sister-in-law\""});
}

TEST_CASE("what would be no command is not offered, and nothing where nothing is known") {
  CHECK(corrected("hologram on", {"hologram", {"nothing"}}).empty());
  CHECK(corrected("neighbors king", {"", {"queen"}}).empty());
  CHECK(corrected("neighbors king", {"king", {}}).empty());
}

TEST_CASE("errors that know what may have been meant say so as data") {
  try {
    (void)parseCommand("nieghbors king");
    FAIL("it is no command");
  } catch (const es::Error& error) {
    const auto correction = es::base::correctionOf(error);
    CHECK(correction.wrong == "nieghbors");
    CHECK(correction.offers == std::vector<std::string>{"neighbors"});
  }
  CHECK(es::base::correctionOf(es::Error("plain")).offers.empty());
}

TEST_CASE("a mistyped setting, value or page is offered as a command to click") {
  for (const auto& [line, meant] :
       {std::pair{"set font-sizes 20", "set font-size 20"}, std::pair{"set page softmx", "set page softmax"},
        std::pair{"set mode modl", "set mode model"}}) {
    INFO(line);
    ViewState view;
    try {
      applyView(view, parseCommand(line));
      FAIL("it went through");
    } catch (const es::Error& error) {
      CHECK(corrected(line, es::base::correctionOf(error)) == std::vector<std::string>{meant});
    }
  }
}
