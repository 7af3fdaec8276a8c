#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/command/text/command_traits.h"

namespace es::app {

/// The program itself: scripts, undo, help, the end.

struct RunCommand {
  std::string path;  // a script: one command a line, # starts a comment
  bool operator==(const RunCommand&) const = default;
};
template <>
struct CommandTraits<RunCommand> : UsualTraits {
  static constexpr CommandHelp help{"run", "run PATH", "runs a script: one command a line"};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr bool takesPath = true;
  static RunCommand parse(const Arguments& arguments);
  static std::string format(const RunCommand& command);
};

struct UndoCommand {
  bool operator==(const UndoCommand&) const = default;
};
template <>
struct CommandTraits<UndoCommand> : NameOnlyTraits<UndoCommand> {
  static constexpr CommandHelp help{"undo", "undo", "takes the last change back"};
  static constexpr CommandKind kind = CommandKind::History;
};

struct RedoCommand {
  bool operator==(const RedoCommand&) const = default;
};
template <>
struct CommandTraits<RedoCommand> : NameOnlyTraits<RedoCommand> {
  static constexpr CommandHelp help{"redo", "redo", "makes the change again that was taken back"};
  static constexpr CommandKind kind = CommandKind::History;
};

struct HelpCommand {
  std::string topic;  // a command's name, or empty
  bool operator==(const HelpCommand&) const = default;
};
template <>
struct CommandTraits<HelpCommand> : UsualTraits {
  static constexpr CommandHelp help{"help", "help [COMMAND|keys]",
                                    "all commands, or one, or the window's keys"};
  static constexpr CommandKind kind = CommandKind::Session;
  static HelpCommand parse(const Arguments& arguments);
  static std::string format(const HelpCommand& command);
};

struct QuitCommand {
  bool operator==(const QuitCommand&) const = default;
};
template <>
struct CommandTraits<QuitCommand> : NameOnlyTraits<QuitCommand> {
  static constexpr CommandHelp help{"quit", "quit", "ends the program"};
  static constexpr std::string_view alias = "exit";
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr WaitsFor waitsFor = WaitsFor::Film;
};

// ---- answers ----
struct MessageAnswer {  // of the commands that only change something: the change in words
  std::string text;
};

std::string textOf(const MessageAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const MessageAnswer& answer);

}  // namespace es::app
