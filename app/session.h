#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/slice_player.h"
#include "math/error.h"

namespace es::app {

/// A command with where it came from, for the message when it fails: "lesson.es:12", or empty.
struct QueuedCommand {
  Command command;
  std::string origin;
  bool mergeWithLast = false;
};

/// A line of a script that is no command.
struct ScriptError {
  std::string origin, message;
};

/// One sitting: the document, how it is looked at, and where its words are on the screen.
class Session {
 public:
  Document document;
  ViewState view;
  SlicePlayer space;
  float pictureAspect = 1.6F;  // width / height of the picture, for `camera frame`

  /// Carries out a command at once, on this thread. `screenshot`, `run` and `quit` belong to the caller
  /// (asserted).
  Answer execute(const Command& command, bool mergeWithLast = false);  // as in Document::commit
  /// Only the commands that are not the document's: view, camera, save, help.
  Answer executeOutside(const Command& command);

  /// Carries out firstCommands(file), a model and words side by side: the one is read while the others are.
  /// Errors go to `fail`. Where the file cannot be opened nothing is: answers would be of other words.
  void openFirst(const std::string& file, const std::function<void(const Error&)>& fail);

  /// The commands that make this state and view again, one a line, with a version line on top.
  std::string script() const;

 private:
  bool opens(const Command& command, const std::function<void(const Error&)>& fail);
  Answer moveCamera(const CameraCommand& command);
  Answer save(const SaveCommand& command) const;
};

/// What is opened at the start: the default words and the story model; with a file that is a table, the story
/// model and then that; with a file that is a model, only that. Where the story model did not come along it
/// is left out.
std::vector<QueuedCommand> firstCommands(const std::string& file);

/// `open default`, `open full` and `open story` name the words that came with the program, those that
/// scripts/get-words fetched, and the story model. Throws es::Error when they are not there.
Command withResolvedPath(Command command);

/// True for the files that `default`, `full` and `story` name.
bool cameWithProgram(const std::string& path);

/// The commands of a script file; lines that cannot be read are reported in `errors`, the rest kept. Throws
/// es::Error when the file cannot be read, is no text, or is larger than 4 MiB.
std::vector<QueuedCommand> readScript(const std::filesystem::path& path, std::vector<ScriptError>& errors);

/// The window's picture file when none was named: embedscope-001.png and so on, the first that is free.
std::filesystem::path freeScreenshotPath(const std::filesystem::path& folder);

}  // namespace es::app
