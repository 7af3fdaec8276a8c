// The table that ships: whole, and with every word that the lessons use.
#include <fstream>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

TEST_CASE("the default table opens with all its words") {
  const std::filesystem::path folder = std::filesystem::path(ES_SOURCE_DIR) / "assets/words";
  CHECK(std::filesystem::file_size(folder / "glove-100d.safetensors") < 9'000'000);
  const EmbeddingTable table = readTable(folder / "glove-100d.safetensors", {}, es::base::ignoreProgress());
  CHECK(table.size() >= 40'000);
  CHECK(table.dims() == 100);
  CHECK(table.source().format == "safetensors");
  CHECK(table.source().note.find("PDDL") != std::string::npos);
  CHECK(table.source().warnings.empty());
  CHECK(table.vocabulary().word(0) == "the");

  std::ifstream list(folder / "lesson_words.txt");
  std::size_t count = 0;
  for (std::string line; std::getline(list, line);) {
    if (line.starts_with('#')) continue;
    INFO(line);
    CHECK(table.vocabulary().find(line).has_value());
    ++count;
  }
  CHECK(count > 300);
  for (const char* word :
       {"aardvark", "bratwurst", "octopi", "octopuses", "flitwick", "mcgonagall", "nephew", "nine"})
    CHECK(table.vocabulary().find(word).has_value());
}

TEST_CASE("the default table gives the dot products that the lessons name") {
  const std::filesystem::path path =
      std::filesystem::path(ES_SOURCE_DIR) / "assets/words/glove-100d.safetensors";
  const EmbeddingTable table = readTable(path, {}, es::base::ignoreProgress());
  const auto vector = [&table](const char* word) {
    return table.vector(table.vocabulary().find(word).value());
  };
  const math::Vector plural = vector("cats") - vector("cat");
  CHECK(plural.dot(vector("students")) == Approx(3.672).margin(0.002));
  CHECK(plural.dot(vector("one")) == Approx(-3.657).margin(0.002));
  CHECK(plural.dot(vector("octopi")) == Approx(1.205).margin(0.002));
  CHECK(plural.dot(vector("nine")) == Approx(1.607).margin(0.002));
}
