#include <set>

#include "app/command/command_text.h"
#include "app/document/document.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/make_coloring.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

TopicsAnswer topicsBy(Document& document, const std::string& line) {
  return std::get<TopicsAnswer>(run(document, line));
}

}  // namespace

TEST_CASE("topics part all words, name themselves by their own, and change nothing") {
  Document document = test::smallDocument();
  const DocumentState before = document.state();
  const TopicsAnswer answer = topicsBy(document, "topics 3 --seed 7");
  CHECK(document.state() == before);
  CHECK_FALSE(document.canUndo());
  CHECK(answer.seed == 7);
  REQUIRE(answer.topics.size() == 3);
  es::math::Index rows = 0, last = answer.topics.front().rows;
  std::set<std::string> central;
  for (const FoundTopic& topic : answer.topics) {
    CHECK(topic.rows >= 1);
    CHECK(topic.rows <= last);  // the largest first
    rows += last = topic.rows;
    REQUIRE_FALSE(topic.words.empty());
    CHECK(topic.name.starts_with(topic.words.front()));
    for (const std::string& word : topic.words) CHECK(central.insert(word).second);  // of no other topic
  }
  CHECK(rows == before.space->table->size());
}

TEST_CASE("a seed gives the same topics again") {
  Document document = test::smallDocument();
  CHECK(
      holds(answerText(topicsBy(document, "topics 2")), answerText(topicsBy(document, "topics 2 --seed 1"))));
}

TEST_CASE("the number of topics is checked") {
  Document document = test::smallDocument();
  CHECK(holds(errorOf([&] { run(document, "topics 0"); }), "from 1 to 1,000"));
  CHECK(holds(errorOf([&] { run(document, "topics two"); }), "two"));
  CHECK(holds(errorOf([&] { run(document, "topics 2 3"); }), "topics"));
  // More than there are words: each has its own then.
  CHECK(topicsBy(document, "topics 1000").topics.size() <=
        static_cast<std::size_t>(document.state().space->table->size()));
  Document empty;
  CHECK(holds(errorOf([&] { run(empty, "topics"); }), "open"));
}

TEST_CASE("a topic's name holds no two forms of one word, and is short") {
  CHECK(topicName({"militants", "militant", "extremists", "rebels"}) == "militants extremists rebels");
  CHECK(topicName({"ship", "ships", "aboard"}) == "ship aboard");
  CHECK(topicName({"ships", "ship", "aboard"}) == "ships aboard");
  CHECK(topicName({"investigating", "investigations", "fbi"}, 2) == "investigating fbi");
  CHECK(topicName({"sugar", "coffee", "bread", "wine"}) == "sugar coffee bread");
  CHECK(topicName({"testimony", "investigation", "allegations"}) == "testimony investigation");
  CHECK(topicName({"a word of more letters than fit a name", "x"}) ==
        "a word of more letters than fit a name");
  CHECK(topicName({}).empty());
}
