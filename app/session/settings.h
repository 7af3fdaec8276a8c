#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/document/view_state.h"

namespace es::app {

/// What is kept from one start to the next, a JSON file in the user's configuration folder.
struct Settings {
  ViewState view;                   // camera excluded
  std::vector<std::string> recent;  // files that were opened or saved, the last one first; at most 10
  int windowWidth = 1440, windowHeight = 900;
};

/// A missing file gives the defaults silently; a broken, newer or unreadable one gives the defaults and a
/// notice, and a broken one is kept beside itself as *.broken before it is replaced. Values out of range are
/// clamped.
struct LoadedSettings {
  Settings settings;
  std::string notice;     // empty: nothing to say
  bool readOnly = false;  // written by a newer version: never overwritten
};
LoadedSettings loadSettings(const std::filesystem::path& file);
/// Puts a path at the front of the recent ones, each once.
void noteRecent(std::vector<std::string>& recent, const std::string& path);
/// For the person alone to read. Throws es::Error.
void saveSettings(const std::filesystem::path& file, const Settings& settings);

}  // namespace es::app
