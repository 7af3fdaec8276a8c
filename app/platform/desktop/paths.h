#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace es::app {

/// The default words: $EMBEDSCOPE_ASSETS, beside the installed program (../share/embedscope), or the source
/// folder it was built from. Throws es::Error that lists where it looked.
[[nodiscard]] std::filesystem::path defaultTablePath();

/// The default story model, looked for in the same places. Throws es::Error that lists them: a program
/// without it works, and has only no model open.
[[nodiscard]] std::filesystem::path defaultModelPath();

/// The table that scripts/get-words writes into the user's data folder, when it is there.
[[nodiscard]] std::optional<std::filesystem::path> fullTablePath();

/// Where lessons are: the user's own ($XDG_DATA_HOME/embedscope/lessons), then those of the program.
[[nodiscard]] std::vector<std::filesystem::path> lessonFolders();

[[nodiscard]] std::filesystem::path cacheFolder();   // $XDG_CACHE_HOME/embedscope
[[nodiscard]] std::filesystem::path settingsPath();  // $XDG_CONFIG_HOME/embedscope/settings.json
[[nodiscard]] std::filesystem::path lastSessionPath();  // $XDG_STATE_HOME/embedscope/last-session.es
/// Where models and tables of other programs usually are: the caches of Hugging Face and llama.cpp, the
/// user's documents and downloads, the current folder. Not all of them need be there.
[[nodiscard]] std::vector<std::filesystem::path> usualFolders();
std::filesystem::path
screenshotFolder();  // the user's pictures folder if there is one, else the current folder

/// Paths that begin with what has been typed (folders end in /), sorted, at most `count`. `~` is the home
/// folder.
[[nodiscard]] std::vector<std::string> pathCompletions(const std::string& typed, std::size_t count);

}  // namespace es::app
