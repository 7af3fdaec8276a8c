#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "catch.h"
#include "random_commands.h"

using namespace es::app;

TEST_CASE("every command reads back from its text as it was") {
  test::RandomCommands random(2024);
  for (std::size_t alternative = 0; alternative < std::variant_size_v<CommandVariant>; ++alternative) {
    for (int i = 0; i < 400; ++i) {
      const Command command = random.of(alternative);
      REQUIRE(command.index() == alternative);
      const std::string line = formatCommand(command);
      INFO(line);
      REQUIRE(parseCommand(line) == command);
      REQUIRE(line.starts_with(commandName(command)));
    }
  }
}

TEST_CASE("a script keeps every formatted command whole") {
  test::RandomCommands random(99);
  for (std::size_t alternative = 0; alternative < std::variant_size_v<CommandVariant>; ++alternative) {
    for (int i = 0; i < 100; ++i) {
      const Command command = random.of(alternative);
      const std::string line = formatCommand(command);
      const auto lines = scriptLines("# a comment\n" + line + "  # trailing\n\n");
      INFO(line);
      REQUIRE(lines.size() == 1);
      REQUIRE(lines[0].number == 2);
      REQUIRE(parseCommand(lines[0].text) == command);
    }
  }
}
