#include "app/session/settings.h"

#include <algorithm>

#include "catch.h"
#include "test_folder.h"

using namespace es::app;
namespace fs = std::filesystem;

TEST_CASE("settings survive the way to the file and back") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  Settings settings;
  settings.view.theme = Theme::Light;
  settings.view.turning = false;
  settings.view.labelCount = 7;
  settings.view.fontSize = 19.5;
  settings.view.barAxis = BarAxis::Log;
  settings.view.answers = false;
  settings.view.page = Page::Soak;
  settings.view.pageShare = 0.25;
  settings.view.pathLength = PathLength::Directions;
  settings.windowWidth = 1024;
  saveSettings(file, settings);
  const LoadedSettings loaded = loadSettings(file);
  CHECK(loaded.notice.empty());
  CHECK_FALSE(loaded.readOnly);
  CHECK(loaded.settings.view == settings.view);
  CHECK(loaded.settings.windowWidth == 1024);
}

TEST_CASE("every setting of the view is kept from one start to the next") {
  const auto another = [](const ViewSetting& setting) {
    const std::string now = setting.get(ViewState{});
    if (setting.values == "on|off") return std::string(now == "on" ? "off" : "on");
    const std::size_t last = setting.values.find_last_of("|-");  // before a list's last, or a range's end
    const std::string end = setting.values.substr(last + 1);
    return now == end ? setting.values.substr(0, last) : end;
  };
  for (const ViewSetting& setting : viewSettings()) {
    Settings settings;
    INFO(setting.name);
    REQUIRE(setting.set(settings.view, another(setting)).empty());
    REQUIRE(setting.get(settings.view) != setting.get(ViewState{}));
    const TestFolder folder;
    const fs::path file = folder.path("settings.json");
    saveSettings(file, settings);
    CHECK(loadSettings(file).settings.view == settings.view);
  }
}

TEST_CASE("motion that is turned off stays off") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  Settings settings;
  settings.view.motion = false;
  saveSettings(file, settings);
  CHECK_FALSE(loadSettings(file).settings.view.motion);
}

TEST_CASE("no settings are the defaults, and nothing is said") {
  const TestFolder folder;
  const LoadedSettings loaded = loadSettings(folder.path("settings.json"));
  CHECK(loaded.notice.empty());
  CHECK(loaded.settings.view == ViewState{});
}

TEST_CASE("broken settings are kept aside and said") {
  for (const char* text :
       {"", "{\"version\": 1, \"theme\":", "[1, 2]", "null", "\xFF\xFE{}", "{\"theme\": \"light\"}"}) {
    const TestFolder folder;
    const fs::path file = folder.path("settings.json");
    folder.write("settings.json", text);
    const LoadedSettings loaded = loadSettings(file);
    INFO(text);
    CHECK(loaded.settings.view == ViewState{});
    CHECK(loaded.notice.find(file.string()) != std::string::npos);
    CHECK(loaded.notice.find('\n') == std::string::npos);
    CHECK_FALSE(fs::exists(file));
    CHECK(readBytes(file.string() + ".broken") == text);
  }
}

TEST_CASE("settings of a newer version are read as far as they are known and never overwritten") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  folder.write("settings.json", R"({"version": 99, "theme": "light", "hologram": {}})");
  const LoadedSettings loaded = loadSettings(file);
  CHECK(loaded.readOnly);
  CHECK_FALSE(loaded.notice.empty());
  CHECK(loaded.settings.view.theme == Theme::Light);
  CHECK(fs::exists(file));
}

TEST_CASE("values out of range are clamped and those of a wrong kind left out") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  folder.write(
      "settings.json",
      R"({"version": 1, "font_size": 1e9, "labels": -5, "left_width": 300, "dock": true, "turn": 3, "window_width": 1,
          "axis": "cubic", "page": 3, "page_share": -1, "paths": "directions"})");
  const LoadedSettings loaded = loadSettings(file);
  CHECK(loaded.notice.empty());
  CHECK(loaded.settings.view.fontSize == 32);
  CHECK(loaded.settings.view.labelCount == 0);
  CHECK(loaded.settings.view.turning == ViewState{}.turning);
  CHECK(loaded.settings.windowWidth == 640);
  CHECK(loaded.settings.view.barAxis == BarAxis::Fixed);
  CHECK(loaded.settings.view.page == Page::Line);
  CHECK(loaded.settings.view.pageShare == 0);
  CHECK(loaded.settings.view.pathLength == PathLength::Directions);
}

TEST_CASE("a folder in the place of the settings is left alone") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  fs::create_directories(file);
  const LoadedSettings loaded = loadSettings(file);
  CHECK(loaded.readOnly);
  CHECK_FALSE(loaded.notice.empty());
  CHECK(fs::is_directory(file));
}

TEST_CASE("recent files are kept, each once, at most ten, for the person alone to read") {
  Settings settings;
  for (int i = 0; i < 12; ++i) noteRecent(settings.recent, "/data/" + std::to_string(i));
  noteRecent(settings.recent, "/data/5");
  REQUIRE(settings.recent.size() == 10);
  CHECK(settings.recent.front() == "/data/5");
  CHECK(settings.recent[1] == "/data/11");
  CHECK(std::ranges::count(settings.recent, "/data/5") == 1);
  const TestFolder folder;
  const fs::path file = folder.path("deep/er/settings.json");  // folders are made
  saveSettings(file, settings);
  CHECK(loadSettings(file).settings.recent == settings.recent);
  CHECK((fs::status(file).permissions() & fs::perms::mask) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  folder.write("deep/er/settings.json", R"({"version": 1, "recent": ["/a", 3, null, "/b"]})");
  CHECK(loadSettings(file).settings.recent == std::vector<std::string>{"/a", "/b"});
  folder.write("deep/er/settings.json", R"({"version": 1, "recent": "/a"})");
  CHECK(loadSettings(file).settings.recent.empty());
}

TEST_CASE("settings behind a link stay behind it") {
  const TestFolder folder;
  const fs::path file = folder.path("settings.json");
  const fs::path target = folder.write("dotfiles.json", "{}");
  fs::create_symlink(target, file);
  saveSettings(file, Settings{});
  CHECK(fs::is_symlink(file));
  CHECK(readBytes(target).size() > 10);
}
