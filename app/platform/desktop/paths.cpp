#include "app/platform/desktop/paths.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/error.h"

namespace es::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTableName = "words/glove-100d.safetensors";
constexpr const char* kModelName = "story/story.safetensors";
constexpr const char* kReaderName = "story/reader.safetensors";
constexpr const char* kFullTableName = "words/glove-100d-full.safetensors";

fs::path fromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value ? fs::path(value) : fs::path();
}

fs::path home() {
  return fromEnvironment("HOME");
}

/// An XDG base folder: the variable where it is an absolute path (others must be ignored), else its default.
fs::path xdgFolder(const char* name, const char* inHome) {
  const fs::path given = fromEnvironment(name);
  return given.is_absolute() ? given : home() / inHome;
}

bool isFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool isFolder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

fs::path programFolder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

std::vector<fs::path> assetFolders() {
  std::vector<fs::path> folders;
  if (const fs::path given = fromEnvironment("EMBEDSCOPE_ASSETS"); !given.empty()) folders.push_back(given);
  if (const fs::path program = programFolder(); !program.empty())
    folders.push_back((program / "../share/embedscope").lexically_normal());
  folders.emplace_back(EMBEDSCOPE_SOURCE_ASSETS);
  return folders;
}

/// user-dirs.dirs holds lines such as XDG_PICTURES_DIR="$HOME/Pictures".
fs::path userFolder(const std::string& name, const char* usual) {
  std::ifstream in(xdgFolder("XDG_CONFIG_HOME", ".config") / "user-dirs.dirs");
  const std::string key = "XDG_" + name + "_DIR=\"";
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(key) || !line.ends_with('"') || line.size() == key.size()) continue;
    const std::string value = line.substr(key.size(), line.size() - key.size() - 1);
    if (value.starts_with("$HOME/")) return home() / value.substr(6);
    if (value.starts_with('/')) return value;
  }
  return home() / usual;
}

std::optional<fs::path> findAsset(const char* name) {
  for (const fs::path& folder : assetFolders())
    if (fs::path path = folder / name; isFile(path)) return path;
  return std::nullopt;
}

fs::path assetPath(const char* name, const std::string& what) {
  if (auto found = findAsset(name)) return *std::move(found);
  std::string looked;
  for (const fs::path& folder : assetFolders())
    looked += (looked.empty() ? "" : ", ") + (folder / name).string();
  throw Error(what + "; looked for " + looked);
}

}  // namespace

std::vector<fs::path> lessonFolders() {
  std::vector<fs::path> folders{xdgFolder("XDG_DATA_HOME", ".local/share") / "embedscope/lessons"};
  for (const fs::path& assets : assetFolders()) folders.push_back(assets / "lessons");
  return folders;
}

std::optional<fs::path> findDefaultTable() {
  return findAsset(kTableName);
}

std::optional<fs::path> findDefaultModel() {
  return findAsset(kModelName);
}

std::optional<fs::path> findReader() {
  return findAsset(kReaderName);
}

fs::path defaultTablePath() {
  return assetPath(kTableName, "the default words are missing");
}

fs::path defaultModelPath() {
  return assetPath(kModelName, "the default story model is not there (open PATH opens another model)");
}

fs::path readerPath() {
  return assetPath(kReaderName, "the reader did not come with this program (open PATH opens another model)");
}

std::optional<fs::path> fullTablePath() {
  const fs::path path = xdgFolder("XDG_DATA_HOME", ".local/share") / "embedscope" / kFullTableName;
  return isFile(path) ? std::optional(path) : std::nullopt;
}

fs::path cacheFolder() {
  return xdgFolder("XDG_CACHE_HOME", ".cache") / "embedscope";
}

fs::path settingsPath() {
  return xdgFolder("XDG_CONFIG_HOME", ".config") / "embedscope" / "settings.json";
}

fs::path lastSessionPath() {
  return xdgFolder("XDG_STATE_HOME", ".local/state") / "embedscope" / "last-session.es";
}

std::vector<fs::path> usualFolders() {
  const fs::path cache = xdgFolder("XDG_CACHE_HOME", ".cache");
  const fs::path hub = fromEnvironment("HF_HUB_CACHE"), face = fromEnvironment("HF_HOME");
  const fs::path llama = fromEnvironment("LLAMA_CACHE");
  std::vector<fs::path> folders{!hub.empty()    ? hub
                                : !face.empty() ? face / "hub"
                                                : cache / "huggingface/hub",
                                !llama.empty() ? llama : cache / "llama.cpp",
                                xdgFolder("XDG_DATA_HOME", ".local/share") / "embedscope",
                                userFolder("DOCUMENTS", "Documents"),
                                userFolder("DOWNLOAD", "Downloads"),
                                home() / "models"};
  std::error_code error;
  if (const fs::path here = fs::current_path(error); !error) folders.push_back(here);
  return folders;
}

fs::path screenshotFolder() {
  const fs::path pictures = userFolder("PICTURES", "Pictures");
  std::error_code error;
  // A desktop that lists the home folder itself as its place for pictures has none.
  if (isFolder(pictures) && !fs::equivalent(pictures, home(), error)) return pictures;
  const fs::path here = fs::current_path(error);
  return error ? home() : here;  // the folder that the program was started in may be gone by now
}

std::string_view typedFolder(std::string_view typed) {
  return typed.substr(0, typed.rfind('/') + 1);  // npos + 1 is 0
}

std::vector<std::string> pathsIn(const std::string& asTyped, const std::stop_token& stop) {
  fs::path folder = asTyped.empty() ? fs::path(".") : fs::path(asTyped);
  if (asTyped.starts_with("~/")) folder = home() / asTyped.substr(2);
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end && !stop.stop_requested(); at.increment(error)) {
    paths.push_back(asTyped + at->path().filename().string() + (isFolder(at->path()) ? "/" : ""));
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<std::string> pathCompletions(const std::vector<std::string>& paths, std::string_view typed,
                                         std::size_t count) {
  const std::size_t nameAt = typedFolder(typed).size();
  const bool hidden = typed.substr(nameAt).starts_with('.');
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    if (found.size() == count) break;
    if (path.starts_with(typed) && (hidden || path[nameAt] != '.')) found.push_back(path);
  }
  return found;
}

}  // namespace es::app
