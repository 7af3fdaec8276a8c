#include <nlohmann/json.hpp>
#include <random>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;

namespace {

/// What two states are to a person: everything but the identity of shared parts.
void checkSame(const DocumentState& a, const DocumentState& b) {
  CHECK(a.sliceSpec == b.sliceSpec);
  CHECK(a.centred == b.centred);
  CHECK(a.metric == b.metric);
  CHECK(a.neighborCount == b.neighborCount);
  CHECK(a.shown == b.shown);
  CHECK(a.selected == b.selected);
  CHECK(a.softmax == b.softmax);
  CHECK(a.temperature == b.temperature);
  REQUIRE((a.space == nullptr) == (b.space == nullptr));
  if (a.sliced) CHECK(a.sliced->points == b.sliced->points);
  REQUIRE((a.neighbors == nullptr) == (b.neighbors == nullptr));
  if (a.neighbors) {
    CHECK(answerJson("neighbors", *a.neighbors) == answerJson("neighbors", *b.neighbors));
    CHECK(a.neighbors->keepInputs == b.neighbors->keepInputs);
    CHECK(a.neighbors->count == b.neighbors->count);
    CHECK(a.neighbors->query == b.neighbors->query);
    CHECK(a.neighbors->ranked.size() == b.neighbors->ranked.size());
    REQUIRE(a.neighbors->placed.size() == b.neighbors->placed.size());
    for (std::size_t i = 0; i < a.neighbors->placed.size(); ++i)
      CHECK(a.neighbors->placed[i].rank == b.neighbors->placed[i].rank);
  }
  REQUIRE((a.dots == nullptr) == (b.dots == nullptr));
  if (a.dots) CHECK(answerJson("dot", *a.dots) == answerJson("dot", *b.dots));
}

std::string sessionText(const DocumentState& state) {
  std::string text;
  for (const Command& command : sessionCommands(state)) text += formatCommand(command) + "\n";
  return text;
}

Document rebuilt(const std::string& session) {
  Document document;
  for (const ScriptLine& line : scriptLines(session)) applyCommand(document, parseCommand(line.text));
  return document;
}

/// One line of a random walk through the document's commands.
std::string randomLine(std::mt19937& generator) {
  const std::vector<std::string> lines{"neighbors king",
                                       "neighbors King - man + 0.1*woman 3",
                                       "neighbors # 7 --keep-inputs",
                                       "neighbors 5",
                                       "neighbors cat 12 --metric euclidean",
                                       "rank king cat --metric dot",
                                       "rank king tower",
                                       "rank # dogs",
                                       "metric cosine",
                                       "metric dot",
                                       "dot cats - cat : dog dogs #",
                                       "slice pca",
                                       "slice random 18446744073709551615",
                                       "slice axes king ; -man + cat ; été --oblique",
                                       "slice axes king ; man ; cat",
                                       "slice fit king # ##id c++",
                                       "centring on",
                                       "centring off",
                                       "show king king - man + woman",
                                       "show # ; -##id ; \"a:b\"",
                                       "show inf \"5\"",
                                       "hide",
                                       "hide king",
                                       "select cat",
                                       "select #",
                                       "select",
                                       "clear",
                                       "softmax a=0.1 \"x y\"=-3e-7 #=1.7e308",
                                       "softmax 1 2 3 --temperature 0.30000000000000004",
                                       "logits cats - cat : dog dogs \"c++\"",
                                       "temperature 0",
                                       "temperature inf",
                                       "temperature 2.718281828459045",
                                       "nosuchcommand",
                                       "neighbors cat - cat",
                                       "show nosuchword"};
  return lines[generator() % lines.size()];
}

}  // namespace

TEST_CASE("a session rebuilds any state that commands can make") {
  std::vector<std::string> words;
  const auto whole = test::smallTable();
  for (es::math::Index row = 0; row < whole.size(); ++row) {
    std::string word = whole.vocabulary().word(row);
    std::replace(word.begin(), word.end(), ' ', '_');
    words.push_back(word);
  }
  const auto path = test::writeGlove(test::makeTable(words, whole.rows()), "session words.txt");
  std::mt19937 generator(1);
  for (int walk = 0; walk < 60; ++walk) {
    Document document;
    applyCommand(document, OpenCommand{path.string(), {}, {}});
    for (int step = 0; step < 12; ++step) {
      try {
        applyCommand(document, parseCommand(randomLine(generator)));
      } catch (const es::Error&) {  // a refused line is part of the walk
      }
    }
    const std::string session = sessionText(document.state());
    INFO(session);
    const Document again = rebuilt(session);
    checkSame(document.state(), again.state());
    CHECK(sessionText(again.state()) == session);
  }
}

TEST_CASE("a session of nothing open keeps softmax, metric and centring") {
  Document document;
  for (const char* line : {"softmax a=1 b=2", "temperature 0.1", "metric dot", "centring on"})
    test::run(document, line);
  checkSame(document.state(), rebuilt(sessionText(document.state())).state());
}

TEST_CASE("a session names its table by an absolute path") {
  const auto path =
      test::writeGlove(test::makeTable({"a", "b"}, es::math::RowMatrix::Identity(2, 2)), "relative.txt");
  const auto relative = std::filesystem::relative(path);
  Document document;
  applyCommand(document, OpenCommand{relative.string(), {}, {}});
  const Command first = sessionCommands(document.state()).front();
  REQUIRE(std::holds_alternative<OpenCommand>(first));
  CHECK(std::filesystem::path(std::get<OpenCommand>(first).path).is_absolute());
}
