#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/script_file.h"

namespace es::app {

/// What `open` takes a file for, by its content or, of a script without the first line of a session, by its
/// ending (.es, .lesson). Everything else is a table or a model, which their own readers tell. Looks at the
/// disk.
enum class FileKind { Data, Session, Lesson };
[[nodiscard]] FileKind fileKind(const std::filesystem::path& path);
/// The command names a file, and neither one of the program's own nor a format: it may be a session or a
/// lesson.
[[nodiscard]] bool mayOpenSession(const Command& command);

/// What is opened at the start: the default words and the story model; with a file that is a table, the story
/// model and then that; with one that is a model, a session or a lesson, only that. Where the story model did
/// not come along it is left out.
[[nodiscard]] std::vector<QueuedCommand> firstCommands(const std::string& file);

/// `open default`, `open full`, `open story` and `open reader` name the words that came with the program,
/// those that scripts/get-words fetched, the story model, and the model that reads both ways. Throws
/// es::Error when they are not there.
[[nodiscard]] Command withResolvedPath(Command command);

/// What `open` calls a file that came with the program: `default`, `full`, `story`, `reader`; nothing for
/// others.
[[nodiscard]] std::optional<std::string_view> assetName(const std::string& path);
[[nodiscard]] inline bool cameWithProgram(const std::string& path) {
  return assetName(path).has_value();
}

/// The window's file when none was named: embedscope-001.png and so on, the first that is free and promised
/// to nobody; from then on it is promised.
[[nodiscard]] std::filesystem::path freePath(const std::filesystem::path& folder, const std::string& ending,
                                             std::vector<std::string>& promised);

}  // namespace es::app
