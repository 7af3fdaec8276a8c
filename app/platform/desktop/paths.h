#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// The default words, the default story model and its reader, where they are there: in $EMBEDSCOPE_ASSETS,
/// beside the installed program (../share/embedscope), or in the source folder it was built from. A program
/// without the models works, and has only no model open.
[[nodiscard]] std::optional<std::filesystem::path> findDefaultTable();
[[nodiscard]] std::optional<std::filesystem::path> findDefaultModel();
[[nodiscard]] std::optional<std::filesystem::path> findReader();
/// The same, by whom they are needed. Throw es::Error that lists where they looked.
[[nodiscard]] std::filesystem::path defaultTablePath();
[[nodiscard]] std::filesystem::path defaultModelPath();
[[nodiscard]] std::filesystem::path readerPath();

/// The table that scripts/get-words writes into the user's data folder, when it is there.
[[nodiscard]] std::optional<std::filesystem::path> fullTablePath();

/// Where lessons are: the user's own ($XDG_DATA_HOME/embedscope/lessons), then those of the program.
[[nodiscard]] std::vector<std::filesystem::path> lessonFolders();

[[nodiscard]] std::filesystem::path cacheFolder();      // $XDG_CACHE_HOME/embedscope
[[nodiscard]] std::filesystem::path settingsPath();     // $XDG_CONFIG_HOME/embedscope/settings.json
[[nodiscard]] std::filesystem::path lastSessionPath();  // $XDG_STATE_HOME/embedscope/last-session.es
/// Where models and tables of other programs usually are: the caches of Hugging Face and llama.cpp, the
/// user's documents and downloads, the current folder. Not all of them need be there.
[[nodiscard]] std::vector<std::filesystem::path> usualFolders();
std::filesystem::path
screenshotFolder();  // the user's pictures folder if there is one, else the current folder

/// The folder of a path as it has been typed, with its last slash; empty: the current one.
[[nodiscard]] std::string_view typedFolder(std::string_view typed);
/// What is in such a folder, as it would be typed (folders end in /), sorted; of one that cannot be read
/// nothing. `~` is the home folder. For a worker: it waits for the disk.
[[nodiscard]] std::vector<std::string> pathsIn(const std::string& typedFolder, const std::stop_token& stop);
/// Those of a folder's paths that begin with what has been typed, at most `count`; hidden ones only where a
/// dot has been.
[[nodiscard]] std::vector<std::string> pathCompletions(const std::vector<std::string>& paths,
                                                       std::string_view typed, std::size_t count);

}  // namespace es::app
