#include "app/platform/desktop/paths.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "environment.h"
#include "test_folder.h"

using namespace es::app;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "x";
}

}  // namespace

TEST_CASE("the default words come from the folder that is named, else from the source") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  {
    const Environment assets("EMBEDSCOPE_ASSETS", folder.string());
    CHECK(defaultTablePath() != folder / "words/glove-100d.safetensors");  // not there: the next place
    touch(folder / "words/glove-100d.safetensors");
    CHECK(defaultTablePath() == folder / "words/glove-100d.safetensors");
  }
  CHECK(fs::equivalent(defaultTablePath(), fs::path(ES_SOURCE_DIR) / "assets/words/glove-100d.safetensors"));
}

TEST_CASE("the story model lies beside the default words") {
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  const Environment assets("EMBEDSCOPE_ASSETS", folder.string());
  touch(folder / "story/story.safetensors");
  CHECK(defaultModelPath() == folder / "story/story.safetensors");
  touch(folder / "story/reader.safetensors");
  CHECK(readerPath() == folder / "story/reader.safetensors");
  CHECK(findReader() == readerPath());
}

TEST_CASE("XDG folders: the variable, or the default in the home folder; relative ones are ignored") {
  const TestFolder ownHome;
  const fs::path home = ownHome.path();
  const Environment inHome("HOME", home.string());
  const Environment config("XDG_CONFIG_HOME", "");
  const Environment data("XDG_DATA_HOME", "relative/folder");
  const Environment cache("XDG_CACHE_HOME", "");
  CHECK(cacheFolder() == home / ".cache/embedscope");
  CHECK(settingsPath() == home / ".config/embedscope/settings.json");
  CHECK_FALSE(fullTablePath());
  touch(home / ".local/share/embedscope/words/glove-100d-full.safetensors");
  REQUIRE(fullTablePath());
  CHECK(*fullTablePath() == home / ".local/share/embedscope/words/glove-100d-full.safetensors");
  const Environment elsewhere("XDG_CONFIG_HOME", "/somewhere");
  CHECK(settingsPath() == "/somewhere/embedscope/settings.json");
}

TEST_CASE("pictures go to the user's pictures folder, or here") {
  const TestFolder ownHome;
  const fs::path home = ownHome.path();
  const Environment inHome("HOME", home.string());
  const Environment config("XDG_CONFIG_HOME", (home / ".config").string());
  CHECK(screenshotFolder() == fs::current_path());
  fs::create_directories(home / "Pictures");
  CHECK(screenshotFolder() == home / "Pictures");
  fs::create_directories(home / "Bilder");
  fs::create_directories(home / ".config");
  std::ofstream(home / ".config/user-dirs.dirs") << "# made by a tool\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n";
  CHECK(screenshotFolder() == home / "Bilder");
  std::ofstream(home / ".config/user-dirs.dirs") << "XDG_PICTURES_DIR=\"$HOME/\"\n";
  CHECK(screenshotFolder() == fs::current_path());
}

TEST_CASE("pictures go home where the folder that the program was started in is gone") {
  const TestFolder ownHome;
  const fs::path home = ownHome.path(), before = fs::current_path();
  const Environment inHome("HOME", home.string());
  const Environment config("XDG_CONFIG_HOME", (home / ".config").string());
  const TestFolder ownFolder;
  const fs::path folder = ownFolder.path();
  fs::current_path(folder);
  fs::remove(folder);
  const fs::path found = screenshotFolder();
  const auto paths = pathsIn("", {});
  fs::current_path(before);
  CHECK(found == home);
  CHECK(paths.empty());
}

TEST_CASE("paths complete: sorted, folders with a slash, hidden ones only when asked for") {
  const TestFolder own;
  const fs::path folder = own.path();
  touch(folder / "glove.txt");
  touch(folder / "glove-big/x");
  touch(folder / ".glove");
  touch(folder / "other");
  const auto completions = [](const std::string& typed, std::size_t count) {
    return pathCompletions(pathsIn(std::string(typedFolder(typed)), {}), typed, count);
  };
  const std::string base = folder.string() + "/";
  CHECK(completions(base + "gl", 8) == std::vector<std::string>{base + "glove-big/", base + "glove.txt"});
  CHECK(completions(base + "gl", 1) == std::vector<std::string>{base + "glove-big/"});
  CHECK(completions(base, 8).size() == 3);
  CHECK(completions(base + ".g", 8) == std::vector<std::string>{base + ".glove"});
  CHECK(completions(base + "nothing/here", 8).empty());
  const Environment home("HOME", folder.string());
  CHECK(completions("~/oth", 8) == std::vector<std::string>{"~/other"});
  CHECK(typedFolder("here").empty());
  std::stop_source stop;
  stop.request_stop();
  CHECK(pathsIn(base, stop.get_token()).empty());
}
