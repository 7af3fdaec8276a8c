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

fs::path assetPath(const char* name, const std::string& what) {
  std::string looked;
  for (const fs::path& folder : assetFolders()) {
    fs::path path = folder / name;
    if (isFile(path)) return path;
    looked += (looked.empty() ? "" : ", ") + path.string();
  }
  throw Error(what + "; looked for " + looked);
}

}  // namespace

std::vector<fs::path> lessonFolders() {
  std::vector<fs::path> folders{xdgFolder("XDG_DATA_HOME", ".local/share") / "embedscope/lessons"};
  for (const fs::path& assets : assetFolders()) folders.push_back(assets / "lessons");
  return folders;
}

fs::path defaultTablePath() {
  return assetPath(kTableName, "the default words are missing");
}

fs::path defaultModelPath() {
  return assetPath(kModelName, "the default story model is not there (open PATH opens another model)");
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

std::vector<std::string> pathCompletions(const std::string& typed, std::size_t count) {
  const std::size_t slash = typed.rfind('/');
  const std::string shownFolder = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
  const std::string begin = typed.substr(shownFolder.size());
  fs::path folder = shownFolder.empty() ? fs::path(".") : fs::path(shownFolder);
  if (shownFolder.starts_with("~/")) folder = home() / shownFolder.substr(2);
  std::vector<std::string> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    const bool hidden = name.starts_with('.') && !begin.starts_with('.');
    if (hidden || !name.starts_with(begin)) continue;
    found.push_back(shownFolder + name + (isFolder(at->path()) ? "/" : ""));
  }
  std::sort(found.begin(), found.end());
  if (found.size() > count) found.resize(count);
  return found;
}

}  // namespace es::app
