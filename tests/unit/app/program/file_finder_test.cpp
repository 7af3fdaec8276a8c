#include "app/program/file_finder.h"

#include <algorithm>
#include <fstream>

#include "catch.h"

using namespace es::app;
namespace fs = std::filesystem;

namespace {

fs::path folderOf(const char* name) {
  const fs::path folder = fs::path(ES_TEST_TMP) / "finder" / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("models of a Hugging Face cache go by their names, tables and sessions by their files'") {
  const fs::path hub = folderOf("hub"), documents = folderOf("documents");
  write(hub / "models--openai-community--gpt2/snapshots/abc/config.json", "{}");
  write(hub / "models--half--loaded/refs/main", "abc");
  write(documents / "lesson.es", "temperature 1\n");
  write(documents / "letter.txt", "dear reader\n");
  write(documents / "glove.6B.100d.txt", "the 1 2\n");
  write(documents / "deep/one.es", "temperature 1\n");
  write(documents / "deep/deeper/two.es", "temperature 1\n");
  write(documents / ".hidden/three.es", "temperature 1\n");
  const auto found = findFiles({hub, documents, documents / "not-there"}, {});
  const auto labels = [&] {
    std::vector<std::string> all;
    for (const OpenChoice& choice : found) all.push_back(choice.about + " " + choice.label);
    std::ranges::sort(all);
    return all;
  }();
  CHECK(labels == std::vector<std::string>{"model openai-community/gpt2", "session lesson.es", "session one.es",
                                           "words glove.6B.100d.txt"});
}

TEST_CASE("a search finds a bounded number of files and stops when it is asked to") {
  const fs::path folder = folderOf("many");
  for (int i = 0; i < 60; ++i) write(folder / (std::to_string(i) + ".es"), "");
  CHECK(findFiles({folder}, {}).size() == 40);
  std::stop_source stop;
  stop.request_stop();
  CHECK(findFiles({folder}, stop.get_token()).empty());
}
