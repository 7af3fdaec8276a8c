#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/command/command.h"

namespace es::app {

/// The language, one entry a command: what completion, `help` and --help print.
struct CommandHelp {
  std::string_view name;     // "neighbors"
  std::string_view usage;    // "neighbors EXPR [K] [--metric cosine|euclidean|dot] [--keep-inputs]"
  std::string_view summary;  // "the words nearest to a formula's result"
};
const std::vector<CommandHelp>& commandHelp();

/// Reads one line. Throws es::Error with one line: what was wrong and what would be right (usage included; an
/// unknown command names the closest one). Rules where words and numbers meet: a trailing integer after a
/// complete EXPR is K; `rank`'s last word is WORD; `show` and `hide` take several EXPR one after the other or
/// parted by `;`. `softmax` takes numbers, or LABEL=NUMBER. Lines longer than 1 MiB are refused.
Command parseCommand(std::string_view line);

/// A line that parses back to an equal command.
std::string formatCommand(const Command& command);

/// "neighbors" and so on, as export and copy take it.
std::string_view exportName(ExportKind kind);

/// The lines of a script that hold a command (comments and blank lines left out), each with its line number
/// from 1.
struct ScriptLine {
  int number = 0;
  std::string text;
};
std::vector<ScriptLine> scriptLines(std::string_view script);

}  // namespace es::app
