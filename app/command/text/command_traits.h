#pragma once

#include <array>
#include <string>
#include <string_view>

namespace es::app {

class Arguments;  // text/arguments.h

/// What completion, `help` and --help print of a command.
struct CommandHelp {
  std::string_view name;     // "neighbors"
  std::string_view usage;    // "neighbors EXPR [K] [--metric cosine|euclidean|dot] [--keep-inputs]"
  std::string_view summary;  // "the words nearest to a formula's result"
};

struct OptionSpec {
  std::string_view name;  // "--metric"
  bool takesValue = false;
};

/// What a command acts on, and with that what undo does with it.
enum class CommandKind {
  Document,  // the state that is saved; what it changes is an undo step
  History,   // the undo steps: undo and redo
  View,      // how the document is looked at; saved, never undone
  Session    // files, lessons and the program itself; never undone
};

/// What the window's log does with the answer. Quiet: the panels or the picture show it anyway.
enum class InLog { Line, Quiet };

/// What must have ended before the window carries the command out: a file on its way to the disk, or a film.
enum class WaitsFor { Nothing, Writing, Film };

/// What holds for most commands.
struct UsualTraits {
  static constexpr std::string_view alias{};  // another spelling of the name, or empty
  static constexpr std::array<OptionSpec, 0> options{};
  static constexpr CommandKind kind = CommandKind::Document;
  static constexpr InLog inLog = InLog::Line;
  static constexpr bool coalesces = false;  // of several that wait one behind the other only the last matters
  static constexpr bool takesPath = false;  // what is typed behind the name is completed as a path
  static constexpr bool writesFile = false;  // to its `path`
  static constexpr WaitsFor waitsFor = WaitsFor::Nothing;
};

/// What the program knows of a command: specialised beside each command's struct, in the header of its
/// subject. Besides UsualTraits, each has:
///
///     static constexpr CommandHelp help{name, usage, summary};
///     static C parse(const Arguments& arguments);   // throws es::Error through Arguments::fail
///     static std::string format(const C& command);  // what follows the name, with the blank before it
template <class C>
struct CommandTraits;

void expectNoArguments(const Arguments& arguments);

/// Of a command that is only a name.
template <class C>
struct NameOnlyTraits : UsualTraits {
  static C parse(const Arguments& arguments) {
    expectNoArguments(arguments);
    return {};
  }
  static std::string format(const C& /*command*/) { return {}; }
};

}  // namespace es::app
