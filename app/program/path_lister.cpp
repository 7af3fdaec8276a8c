#include "app/program/path_lister.h"

#include <algorithm>
#include <utility>

#include "app/platform/desktop/paths.h"

namespace es::app {

bool PathLister::follow() {
  if (!std::exchange(m_asked, false)) m_listed.clear();
  if (!m_listing.ready()) return false;
  m_listed[m_folder] = m_listing.take();
  ++m_listedCount;
  return true;
}

const std::vector<std::string>* PathLister::pathsOf(const std::string& typed) {
  m_asked = true;
  const std::string folder(typedFolder(typed));
  const auto found = m_listed.find(folder);
  if (found != m_listed.end()) return &found->second;
  if (!m_listing.running()) {
    m_folder = folder;
    m_listing.start([folder](const std::stop_token& stop) { return pathsIn(folder, stop); }, m_wake);
  }
  return nullptr;
}

std::vector<std::string> PathLister::completions(const std::string& typed, std::size_t count) {
  const std::vector<std::string>* paths = pathsOf(typed);
  return paths ? pathCompletions(*paths, typed, count) : std::vector<std::string>{};
}

std::optional<bool> PathLister::fileIsThere(const std::string& path) {
  const std::vector<std::string>* paths = pathsOf(path);
  return paths ? std::optional(std::ranges::binary_search(*paths, path)) : std::nullopt;
}

}  // namespace es::app
