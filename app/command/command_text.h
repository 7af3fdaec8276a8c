#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/command/command.h"
#include "app/command/text/script.h"

namespace es::app {

/// The language: commands as lines of text, and what CommandTraits says of each.

/// In the order of the Command variant: what completion, `help` and --help print.
[[nodiscard]] const std::vector<CommandHelp>& commandHelp();
/// Of the command of this name or alias. Throws es::Error, with the closest name, where there is none.
[[nodiscard]] const CommandHelp& helpNamed(std::string_view name);
/// The command's name as in commandHelp().
[[nodiscard]] std::string_view commandName(const Command& command);

/// What the program decides by (text/command_traits.h).
struct CommandFacts {
  CommandKind kind = CommandKind::Document;
  InLog inLog = InLog::Line;
  bool coalesces = false;
  bool takesPath = false;
  WaitsFor waitsFor = WaitsFor::Nothing;
};
[[nodiscard]] const CommandFacts& factsOf(const Command& command);
/// Of the command of this name or alias; null: there is none.
[[nodiscard]] const CommandFacts* factsNamed(std::string_view name);

/// The file that a command writes; null: it writes none.
[[nodiscard]] const std::string* writtenPath(const Command& command);

/// Reads one line. Throws es::Error with one line: what was wrong and what would be right (usage included; an
/// unknown command names the closest one). Rules where words and numbers meet: a trailing integer after a
/// complete EXPR is K; `rank`'s last word is WORD; `show` and `hide` take several EXPR one after the other or
/// parted by `;`. `softmax` takes numbers, or LABEL=NUMBER. Lines longer than 1 MiB are refused.
[[nodiscard]] Command parseCommand(std::string_view line);

/// One line that parses back to an equal command, whatever bytes its words, paths and texts hold.
[[nodiscard]] std::string formatCommand(const Command& command);

}  // namespace es::app
