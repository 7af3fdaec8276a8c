#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/command/command.h"
#include "base/atomic_file.h"

namespace es::app {

/// A command with where it came from, for the message when it fails: "lesson.es:12", or empty.
struct QueuedCommand {
  Command command;
  std::string origin{};
  bool mergeWithLast = false;
  bool quiet = false;  // nobody asked for it: its answer is not said

  /// What a script, a lesson or a session brings, wherever that comes from, replaces no file; what a person
  /// types has no origin and may.
  [[nodiscard]] base::Writing writing() const {
    return origin.empty() ? base::Writing::MayReplace : base::Writing::OnlyNew;
  }
};

/// Throws es::Error, naming the file, where the command would replace one and may not. Called before anything
/// is done for it; the writers themselves see to it that none is replaced meanwhile.
void requireMayWrite(const QueuedCommand& queued);

/// A line of a script that is no command.
struct ScriptError {
  std::string origin, message;
};

/// The text of a script. Throws es::Error when it cannot be read, is no text, or is larger than 4 MiB.
[[nodiscard]] std::string readScriptText(const std::filesystem::path& path);

/// The commands of a script file; lines that cannot be read are reported in `errors`, the rest kept. Throws
/// as readScriptText does.
[[nodiscard]] std::vector<QueuedCommand> readScript(const std::filesystem::path& path,
                                                    std::vector<ScriptError>& errors);

/// The first line of a session file, and the version that one claims, 0 when it claims none.
[[nodiscard]] std::string sessionVersionLine();
[[nodiscard]] int sessionVersion(std::string_view text);
constexpr int kSessionVersion = 1;

}  // namespace es::app
