#include "app/program/file_finder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/language_model/language_model.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFound = 40;
constexpr int kMostLooks = 4000;  // names in all: a full folder of downloads must not take long

/// Names of a folder, sorted; of one that cannot be read none.
std::vector<fs::path> entriesOf(const fs::path& folder, int& looksLeft) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::directory_iterator end; !error && at != end && looksLeft > 0; at.increment(error)) {
    --looksLeft;
    if (!at->path().filename().string().starts_with('.')) entries.push_back(at->path());
  }
  std::ranges::sort(entries);
  return entries;
}

bool isFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool isFolder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// A model's folder has its configuration beside its weights.
bool isModelFolder(const fs::path& folder) {
  return isFile(folder / "config.json") && model::isModel(folder);
}

/// "models--openai-community--gpt2" of a Hugging Face cache is openai-community/gpt2.
std::string modelName(std::string folder) {
  folder.erase(0, std::string("models--").size());
  const std::size_t parts = folder.find("--");
  if (parts != std::string::npos) folder.replace(parts, 2, "/");
  return folder;
}

class Search {
 public:
  explicit Search(std::stop_token stop) : m_stop(std::move(stop)) {}

  void look(const fs::path& folder, int deeper) {
    for (const fs::path& path : entriesOf(folder, m_looksLeft)) {
      if (m_stop.stop_requested() || m_found.size() >= kMostFound) return;
      if (!isFolder(path)) {
        lookAtFile(path);
      } else if (path.filename().string().starts_with("models--")) {
        lookAtCached(path);
      } else if (isModelFolder(path)) {
        m_found.push_back({path.string(), path.filename().string(), "model"});
      } else if (deeper > 0) {
        look(path, deeper - 1);
      }
    }
  }

  std::vector<OpenChoice> take() { return std::move(m_found); }

 private:
  void lookAtFile(const fs::path& path) {
    const std::string ending = path.extension().string(), name = path.filename().string();
    const bool words = ending == ".safetensors" || ending == ".vec" || name.starts_with("glove.");
    const bool mayBeModel = ending == ".bin" || ending == ".safetensors";
    if (ending == ".es" || ending == ".lesson") {
      m_found.push_back(choiceOf(path.string()));
    } else if (mayBeModel && isFile(path) && model::isModel(path)) {
      m_found.push_back({path.string(), name, "model"});
    } else if (words && isFile(path)) {
      m_found.push_back({path.string(), name, "words"});
    }
  }

  void lookAtCached(const fs::path& folder) {
    for (const fs::path& snapshot : entriesOf(folder / "snapshots", m_looksLeft)) {
      if (!isModelFolder(snapshot)) continue;
      m_found.push_back({snapshot.string(), modelName(folder.filename().string()), "model"});
      return;
    }
  }

  std::stop_token m_stop;
  std::vector<OpenChoice> m_found;
  int m_looksLeft = kMostLooks;
};

}  // namespace

OpenChoice choiceOf(const std::string& path) {
  const fs::path file(path);
  const std::string ending = file.extension().string();
  std::string name = file.filename().string();
  if (name.empty()) name = path;
  const char* about = ending == ".es" ? "session" : ending == ".lesson" ? "lesson" : "";
  return {path, std::move(name), about};
}

std::vector<OpenChoice> findFiles(const std::vector<fs::path>& folders, const std::stop_token& stop) {
  Search search(stop);
  for (const fs::path& folder : folders) search.look(folder, 1);
  return search.take();
}

}  // namespace es::app
