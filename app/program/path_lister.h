#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/background_job.h"

namespace es::app {

/// What is in the folders that are typed, listed once on a worker for as long as somebody looks: while a
/// frame asks for one, it stays as it was.
class PathLister {
 public:
  /// `wake`: called on the worker's thread when a folder has been listed.
  explicit PathLister(std::function<void()> wake) : m_wake(std::move(wake)) {}

  /// Once a frame: takes what has been listed, and forgets what was not asked for since the last call. True:
  /// something has come.
  bool follow();
  /// As pathCompletions; none while the folder is being listed.
  [[nodiscard]] std::vector<std::string> completions(const std::string& typed, std::size_t count);
  /// Whether there is such a file; nothing: not known yet.
  [[nodiscard]] std::optional<bool> fileIsThere(const std::string& path);
  [[nodiscard]] bool working() const { return m_listing.running(); }
  /// How many folders have been listed since it began.
  [[nodiscard]] int listed() const { return m_listedCount; }

 private:
  /// Null: not listed yet; it will be.
  const std::vector<std::string>* pathsOf(const std::string& typed);

  std::function<void()> m_wake;
  std::map<std::string, std::vector<std::string>> m_listed;  // by the folder as it was typed
  std::string m_folder;                                      // of m_listing
  base::BackgroundJob<std::vector<std::string>> m_listing;
  bool m_asked = false;
  int m_listedCount = 0;
};

}  // namespace es::app
