#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/command/command.h"
#include "base/error.h"

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

/// Something is asked besides opening a file.
[[nodiscard]] bool asksAnything(const Options& options);

/// Hands over all that is asked, in order: the lesson, the commands, the scripts; what is no command goes to
/// `fail`, and the rest goes on.
void forAllAsked(const Options& options, const std::function<void(Command)>& take,
                 const std::function<void(const Error&)>& fail);

/// Reads the arguments. Where the program is to end at once (help, version, a wrong argument) `exitCode` is
/// set, and what there was to say has been printed.
struct ParsedOptions {
  Options options;
  int exitCode = -1;
};
[[nodiscard]] ParsedOptions parseOptions(int argc, char** argv);

}  // namespace es::app
