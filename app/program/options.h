#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command/lesson_commands.h"

namespace es::app {

/// The command line.
struct Options {
  std::string file;                   // a table or a model; empty: what came with the program
  std::vector<std::string> commands;  // -e, in order
  std::vector<std::string> scripts;   // --script, after the commands
  std::string lesson;                 // --lesson NAME, before the commands
  int lessonStep = 0;                 // --step K; 0: the first
  bool headless = false;
  bool json = false;
  bool freshSettings = false;             // neither read nor write the settings file
  int windowWidth = 0, windowHeight = 0;  // 0: from the settings
};

/// The command of --lesson and --step.
std::optional<LessonCommand> lessonAsked(const Options& options);

/// Reads the arguments. Where the program is to end at once (help, version, a wrong argument) `exitCode` is
/// set, and what there was to say has been printed.
struct ParsedOptions {
  Options options;
  int exitCode = -1;
};
ParsedOptions parseOptions(int argc, char** argv);

}  // namespace es::app
