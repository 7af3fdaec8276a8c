#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "catch.h"
#include "math/linear/similarity.h"
#include "small_table.h"

using namespace es::app;
using Catch::Matchers::WithinAbs;
using test::errorOf;
using test::holds;
using test::run;

namespace {

const std::string kLine = "pairs woman - man : king queen ; cat cats ; man dog";

PairsAnswer pairsBy(Document& document, const std::string& line) {
  return std::get<PairsAnswer>(run(document, line));
}

es::math::Vector difference(const Document& document, const std::string& from, const std::string& to) {
  const auto& table = *document.state().space->table;
  const auto rowOf = [&](const std::string& word) { return *table.vocabulary().find(word); };
  return table.vector(rowOf(to)) - table.vector(rowOf(from));
}

}  // namespace

TEST_CASE("each pair's difference is compared with the direction") {
  Document document = test::smallDocument();
  const PairsAnswer answer = pairsBy(document, kLine);
  REQUIRE(answer.items.size() == 3);
  const es::math::Vector direction = difference(document, "man", "woman");
  CHECK_THAT(answer.length, WithinAbs(es::math::length(direction), 1e-6));
  for (const PairItem& item : answer.items) {
    const es::math::Vector own = difference(document, item.from, item.to);
    CHECK_THAT(item.cosine, WithinAbs(es::math::cosine(own, direction), 1e-6));
    CHECK_THAT(item.dot, WithinAbs(es::math::dot(own, direction), 1e-5));
    CHECK_THAT(item.length, WithinAbs(es::math::length(own), 1e-6));
  }
  CHECK(answer.items[0].cosine > 0.99);  // queen = king - man + woman and a little
}

TEST_CASE("a pair is held out when neither word is in the formula") {
  Document document = test::smallDocument();
  const PairsAnswer answer = pairsBy(document, kLine);
  CHECK(answer.items[0].heldOut);
  CHECK(answer.items[1].heldOut);
  CHECK_FALSE(answer.items[2].heldOut);
  REQUIRE(answer.heldOutMean);
  CHECK_THAT(*answer.heldOutMean, WithinAbs((answer.items[0].cosine + answer.items[1].cosine) / 2, 1e-12));
  CHECK_FALSE(pairsBy(document, "pairs woman - man : man woman").heldOutMean);
}

TEST_CASE("pairs stand until they are taken away") {
  Document document = test::smallDocument();
  pairsBy(document, kLine);
  REQUIRE(document.state().pairs);
  const std::uint64_t revision = document.revision();
  pairsBy(document, kLine);  // the same once more is nothing new
  CHECK(document.state().pairs->items.size() == 3);
  CHECK(document.revision() == revision);
  pairsBy(document, "pairs");
  CHECK_FALSE(document.state().pairs);
  pairsBy(document, kLine);
  run(document, "field woman - man");
  run(document, "clear");
  CHECK_FALSE(document.state().pairs);
  CHECK_FALSE(document.state().field);
}

TEST_CASE("what is no pair is refused") {
  Document document = test::smallDocument();
  CHECK(holds(errorOf([&] { pairsBy(document, "pairs king - king : cat dog"); }), "no direction"));
  CHECK(holds(errorOf([&] { pairsBy(document, "pairs king : cat nowhere"); }), "nowhere"));
  CHECK(holds(errorOf([&] { pairsBy(document, "pairs king : cat dog king"); }), "two words"));
  CHECK_FALSE(document.state().pairs);
}

TEST_CASE("a field is a direction that stands, with what the slice shows of it") {
  Document document = test::smallDocument();
  const Answer answer = run(document, "field Woman - man");
  CHECK(document.state().field == es::math::parseExpression("woman - man"));
  const es::math::Vector direction = difference(document, "man", "woman");
  const double share = es::math::shownShare(document.state().sliced->slice, direction);
  CHECK(holds(std::get<MessageAnswer>(answer).text, std::to_string(std::lround(100 * share)) + " %"));
  CHECK(holds(errorOf([&] { run(document, "field zero"); }), "no direction"));
  run(document, "field");
  CHECK_FALSE(document.state().field);
}

TEST_CASE("a difference's share does not depend on the centring") {
  Document document = test::smallDocument();
  const std::string plain = std::get<MessageAnswer>(run(document, "field king - cat")).text;
  run(document, "slice random 3");
  const std::string before = std::get<MessageAnswer>(run(document, "field king - cat")).text;
  run(document, "centring on");
  CHECK(std::get<MessageAnswer>(run(document, "field king - cat")).text == before);
}

TEST_CASE("groups of words keep their group, and the answer before stays as ghosts") {
  Document document = test::smallDocument();
  const auto dots = std::get<DotAnswer>(run(document, "dot woman - man : king cat ; queen dog towers"));
  std::vector<int> groups;
  for (const DotItem& item : dots.items) groups.push_back(item.group);
  CHECK(groups == std::vector<int>{0, 0, 1, 1, 1});
  CHECK_FALSE(document.state().dotsBefore);
  run(document, "dot woman - man : king cat ; queen dog towers");
  CHECK_FALSE(document.state().dotsBefore);
  const auto first = document.state().dots;
  run(document, "dot cats - cat : king cat");
  CHECK(document.state().dotsBefore == first);
  const auto second = document.state().dots;
  run(document, "dot cats - cat : king ; cat");  // other groups are another answer
  CHECK(document.state().dotsBefore == second);
}

TEST_CASE("a session brings pairs and field back") {
  Document document = test::smallDocument();
  run(document, kLine);
  run(document, "field cats - cat");
  bool pairs = false, field = false;
  for (const Command& command : sessionCommands(document.state())) {
    if (const auto* one = std::get_if<PairsCommand>(&command)) pairs = formatCommand(*one) == kLine;
    if (const auto* one = std::get_if<FieldCommand>(&command))
      field = formatCommand(*one) == "field cats - cat";
  }
  CHECK(pairs);
  CHECK(field);
}

TEST_CASE("another table keeps what it has words for") {
  Document document = test::smallDocument();
  run(document, "pairs woman - man : king queen ; cat cats");
  run(document, "field king");
  run(document, "dot woman - man : king cats ; cat");
  const auto path = test::writeGlove(
      test::makeTable({"king", "queen", "woman", "man", "cat"}, es::math::RowMatrix::Identity(5, 5)),
      "fewer.txt");
  run(document, "open \"" + path.string() + "\"");
  REQUIRE(document.state().pairs);
  CHECK(document.state().pairs->items.size() == 1);
  CHECK_THAT(document.state().pairs->items[0].cosine, WithinAbs(0, 1e-9));
  CHECK(document.state().field == es::math::parseExpression("king"));
  REQUIRE(document.state().dots);
  REQUIRE(document.state().dots->items.size() == 2);
  CHECK(document.state().dots->items[1].group == 1);
}
