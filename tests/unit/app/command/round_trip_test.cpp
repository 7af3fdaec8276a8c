#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "catch.h"
#include "random_commands.h"

using namespace es::app;

namespace {

/// Runs `check` on so many random commands of every kind.
template <class Check>
void forAllKinds(std::uint32_t seed, int count, const Check& check) {
  test::RandomCommands random(seed);
  for (std::size_t alternative = 0; alternative < std::variant_size_v<CommandVariant>; ++alternative) {
    for (int i = 0; i < count; ++i) {
      const Command command = random.of(alternative);
      REQUIRE(command.index() == alternative);
      check(command);
    }
  }
}

/// What ends a line for one program or another, or ends the text.
bool endsLine(const std::string& text) {
  using namespace std::string_view_literals;
  for (const std::string_view end :
       {"\n"sv, "\r"sv, "\v"sv, "\f"sv, "\0"sv, "\x1c"sv, "\xC2\x85"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv})
    if (text.find(end) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("every command reads back from its text as it was") {
  forAllKinds(2024, 400, [](const Command& command) {
    const std::string line = formatCommand(command);
    INFO(line);
    REQUIRE(parseCommand(line) == command);
    REQUIRE(line.starts_with(commandName(command)));
  });
}

TEST_CASE("no byte of a word, path or text splits a saved line") {
  forAllKinds(7, 400, [](const Command& command) {
    const std::string line = formatCommand(command);
    INFO(line);
    REQUIRE_FALSE(endsLine(line));
    const auto lines = scriptLines(line);
    REQUIRE(lines.size() == 1);
    REQUIRE(lines[0].text == line);
    REQUIRE(parseCommand(lines[0].text) == command);
  });
}

TEST_CASE("a line feed in a word brings no command of its own") {
  const es::math::Expression king{{es::math::Term{1, "king\nsave /tmp/x"}}};
  CHECK(formatCommand(FieldCommand{king}) == R"(field "king\nsave /tmp/x")");
  const SoftmaxCommand labelled{{1}, {"a\r\nquit"}, {}};
  CHECK(formatCommand(labelled) == R"(softmax "a\r\nquit"=1)");
  CHECK(formatCommand(OpenCommand{"/a\nb", {}, {}}) == R"(open "/a\nb")");
}

TEST_CASE("texts that need no escapes are written as they stand") {
  CHECK(formatCommand(OpenCommand{"/tmp/a b\tc", {}, {}}) == "open \"/tmp/a b\tc\"");
  CHECK(formatCommand(OpenCommand{"/tmp/\xff.txt", {}, {}}) == "open /tmp/\xff.txt");
  CHECK(formatCommand(TokensCommand{"été \"x\" \\n"}) == R"(tokens "été \"x\" \\n")");
  CHECK(std::get<OpenCommand>(parseCommand(R"(open "C:\data\q.txt")")).path == R"(C:\data\q.txt)");
  CHECK(std::get<OpenCommand>(parseCommand(R"(open "a\x41\x6z")")).path == R"(aA\x6z)");
}

TEST_CASE("a script keeps every formatted command whole") {
  forAllKinds(99, 100, [](const Command& command) {
    const std::string line = formatCommand(command);
    const auto lines = scriptLines("# a comment\n" + line + "  # trailing\n\n");
    INFO(line);
    REQUIRE(lines.size() == 1);
    REQUIRE(lines[0].number == 2);
    REQUIRE(parseCommand(lines[0].text) == command);
  });
}
