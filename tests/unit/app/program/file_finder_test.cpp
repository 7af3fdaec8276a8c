#include "app/program/file_finder.h"

#include <algorithm>

#include "catch.h"
#include "test_folder.h"

using namespace es::app;

TEST_CASE("models of a Hugging Face cache go by their names, tables and sessions by their files'") {
  const TestFolder hub, documents;
  hub.write("models--openai-community--gpt2/snapshots/abc/config.json", "{}");
  hub.write("models--half--loaded/refs/main", "abc");
  documents.write("lesson.es", "temperature 1\n");
  documents.write("letter.txt", "dear reader\n");
  documents.write("glove.6B.100d.txt", "the 1 2\n");
  documents.write("deep/one.es", "temperature 1\n");
  documents.write("deep/deeper/two.es", "temperature 1\n");
  documents.write(".hidden/three.es", "temperature 1\n");
  const auto found = findFiles({hub.path(), documents.path(), documents.path("not-there")}, {});
  const auto labels = [&] {
    std::vector<std::string> all;
    for (const OpenChoice& choice : found) all.push_back(choice.about + " " + choice.label);
    std::ranges::sort(all);
    return all;
  }();
  CHECK(labels == std::vector<std::string>{"model openai-community/gpt2", "session lesson.es",
                                           "session one.es", "words glove.6B.100d.txt"});
}

TEST_CASE("a search finds a bounded number of files and stops when it is asked to") {
  const TestFolder folder;
  for (int i = 0; i < 60; ++i) folder.write(std::to_string(i) + ".es", "");
  CHECK(findFiles({folder.path()}, {}).size() == 40);
  std::stop_source stop;
  stop.request_stop();
  CHECK(findFiles({folder.path()}, stop.get_token()).empty());
}
