#include "app/document/states.h"

#include <cctype>

#include "app/document/trace_compare.h"
#include "app/evaluate/evaluate.h"
#include "base/correction.h"
#include "base/error.h"
#include "catch.h"
#include "small_model.h"

using namespace es;
using namespace es::app;
using namespace es::app::test;

namespace {

Document tracedDocument() {
  Document document = modelDocument();
  ask<TraceAnswer>(document, R"(trace "man king" king)");
  ask<TraceAnswer>(document, R"(trace "woman king" king --also)");
  ask<TraceAnswer>(document, R"(trace "king queen" queen --also)");
  return document;
}

math::Vector endOf(const Document& document, std::size_t trace) {
  const TokenTrace& token = document.state().model.traces[trace]->tokens[0];
  return token.vectors.row(token.vectors.rows() - 1).transpose();
}

std::string refusal(Document& document, const std::string& line) {
  try {
    applyCommand(document, parseCommand(line));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::vector<std::string> names(const Document& document) {
  std::vector<std::string> found;
  for (const NamedState& state : namedStates(document.state().model)) found.push_back(state.name);
  return found;
}

}  // namespace

TEST_CASE("The ends of drawn paths are named by their words, in the order of drawing") {
  const Document document = tracedDocument();
  CHECK(names(document) == std::vector<std::string>{"@king-1", "@king-2", "@queen-1"});
  const auto states = namedStates(document.state().model);
  for (std::size_t i = 0; i < 3; ++i) CHECK(*states[i].place == endOf(document, i));
  Document all = modelDocument();
  ask<TraceAnswer>(all, R"(trace "king, queen king")");
  CHECK(names(all) == std::vector<std::string>{"@king-1", "@queen-1", "@king-2"});
}

TEST_CASE("A word's name is the whole word, whatever piece of it the token is") {
  const std::string text = "The Shrew's molehill, 12 [mask] caf\xC3\xA9";
  CHECK(wordAround(text, 4, 6) == "shrew's");
  CHECK(wordAround(text, 3, 9) == "shrew's");
  CHECK(wordAround(text, 16, 20) == "molehill");
  CHECK(wordAround(text, 20, 21).empty());
  CHECK(wordAround(text, 0, 0).empty());
  CHECK(wordAround(text, 22, 24) == "12");
  CHECK(wordAround(text, 25, 31) == "gap");
  CHECK(wordAround(text, 32, 37) == "caf\xC3\xA9");
  CHECK(wordAround("'tis", 0, 4) == "tis");
  CHECK(wordAround("ab", 5, 9).empty());
}

TEST_CASE("A state can be asked about like a word") {
  Document document = tracedDocument();
  const math::Vector end = endOf(document, 1);
  const auto near = ask<NeighborsAnswer>(document, "neighbors @king-2 5");
  CHECK(near.query == end);
  const model::EmbeddingTable& table = *document.state().space->table;
  double best = -2;
  for (math::Index row = 0; row < table.size(); ++row)
    best = std::max(best, math::cosine(end, table.vector(row)));
  CHECK(near.ranked.front().score == Approx(best));
  CHECK_FALSE(near.ranked.front().isInput);
  const auto added = ask<NeighborsAnswer>(document, "neighbors @KING-1 - king");
  const math::Vector king = table.vector(*table.vocabulary().find("king"));
  CHECK((added.query - (endOf(document, 0) - king)).norm() < 1e-5F);
  CHECK(math::formatExpression(added.expression) == "@king-1 - king");
  for (const Neighbor& neighbor : added.ranked) CHECK((neighbor.word != "king" || neighbor.isInput));
  const auto dots = ask<DotAnswer>(document, "dot @queen : king man");
  CHECK(math::formatExpression(dots.expression) == "@queen-1");
  CHECK(dots.items[0].dot == Approx(math::dot(endOf(document, 2), king)));
  const auto shown = ask<ShowAnswer>(document, "show @king-2 - @king-1");
  CHECK(shown.items.back().length == Approx((endOf(document, 1) - endOf(document, 0)).norm()));
  ask<ColorAnswer>(document, "color dot @king-1 - king");
  ask<SliceAnswer>(document, "slice axes @king-1 ; @king-2 ; queen");
  ask<SliceAnswer>(document, "slice question @king-1 - king : queen man");
}

TEST_CASE("A state that is not drawn is missed in one line, with those that are") {
  Document document = tracedDocument();
  const std::string misspelt = refusal(document, "neighbors @kng-1");
  CHECK(misspelt.find("@king-1") != std::string::npos);
  CHECK(misspelt.find('\n') == std::string::npos);
  CHECK(refusal(document, "neighbors @king-3").find("@king-") != std::string::npos);
  try {
    applyCommand(document, parseCommand("neighbors @quen-1"));
    FAIL("it is not drawn");
  } catch (const base::MistypedError& error) {
    CHECK(error.correction().wrong == "@quen-1");
    CHECK(error.correction().offers.front() == "@queen-1");
  }
  Document bare = modelDocument();
  CHECK(refusal(bare, "neighbors @king-1").find("trace") != std::string::npos);
  Document elsewhere = modelDocument({.amongWords = false});
  ask<TraceAnswer>(elsewhere, R"(trace "man king" king)");
  CHECK(refusal(elsewhere, "neighbors @king-1").find("space of the open words") != std::string::npos);
}

TEST_CASE("What speaks of a state goes with its path, all else stays") {
  Document document = tracedDocument();
  for (const char* line :
       {"neighbors @king-1", "show queen @king-2 - king", "dot @queen-1 : king", "color dot @king-2",
        "field @king-1", "logits @king-1 : man woman", "slice axes @king-1 ; man ; woman"})
    applyCommand(document, parseCommand(line));
  ask<TraceAnswer>(document, R"(trace "man king" king --also)");  // stands already
  CHECK(document.state().neighbors);
  ask<TraceAnswer>(document, R"(trace "the king" king)");  // another @king-1
  const DocumentState& state = document.state();
  CHECK_FALSE(state.neighbors);
  CHECK(state.shown == std::vector<math::Expression>{math::parseExpression("queen")});
  CHECK_FALSE(state.dots);
  CHECK(state.color == ColorSpec{});
  CHECK_FALSE(state.field);
  CHECK_FALSE(state.softmax.source);
  CHECK(state.softmax.logits.size() == 2);
  CHECK(state.sliceSpec == SliceSpec{});
  CHECK(refusal(document, "neighbors @king-2").find("@king-1") != std::string::npos);
}

TEST_CASE("A session draws the paths before it asks about their states") {
  Document document = tracedDocument();
  for (const char* line :
       {"neighbors @king-1 - king 4", "show @king-2", "dot @queen-1 : king", "slice fit path"})
    applyCommand(document, parseCommand(line));
  Document again = modelDocument();
  for (const Command& command : sessionCommands(document.state())) {
    if (std::holds_alternative<OpenCommand>(command)) continue;
    applyCommand(again, parseCommand(formatCommand(command)));
  }
  const DocumentState &a = document.state(), &b = again.state();
  CHECK(b.neighbors->expression == a.neighbors->expression);
  CHECK(b.neighbors->query == a.neighbors->query);
  CHECK(b.shown == a.shown);
  CHECK(b.dots->expression == a.dots->expression);
  CHECK(b.sliced->slice.axes == a.sliced->slice.axes);
}

TEST_CASE("The slice of the paths shows where they part, and follows them") {
  Document document = modelDocument();
  CHECK(refusal(document, "slice fit path").find("trace") != std::string::npos);
  document = tracedDocument();
  const auto answer = ask<SliceAnswer>(document, "slice fit path");
  CHECK(answer.spec.kind == SliceKind::Path);
  const math::Vector apart = endOf(document, 1) - endOf(document, 0);
  const auto shown = [&] { return math::shownShareOfDifference(document.state().sliced->slice, apart); };
  const double fitted = shown();
  applyCommand(document, parseCommand("slice pca"));
  CHECK(fitted > shown());
  applyCommand(document, parseCommand("slice fit path"));
  const auto before = document.state().sliced;
  applyCommand(document, parseCommand("slice fit path"));
  CHECK(document.state().sliced == before);
  ask<TraceAnswer>(document, R"(trace "man queen" queen --also)");
  CHECK(document.state().sliceSpec.kind == SliceKind::Path);
  CHECK(document.state().sliced != before);
  const TokenTrace& token = document.state().model.traces.back()->tokens[0];
  const Eigen::Vector3f place =
      math::projectOne(document.state().sliced->slice, token.vectors.bottomRows(1).transpose());
  CHECK(token.steps.back().xyz->at(0) == Approx(place.x()));
  applyCommand(document, parseCommand("trace"));
  CHECK(document.state().sliceSpec == SliceSpec{});
  const auto word = std::get<SliceCommand>(parseCommand("slice fit \"path\""));
  CHECK(word.spec.words == std::vector<std::string>{"path"});
  CHECK(parseCommand(formatCommand(word)) == Command(word));
}

TEST_CASE("The words at a path's end are the nearest that the text does not say and that are no marks") {
  Document document = tracedDocument();
  const TokenTrace& token = document.state().model.traces[0]->tokens[0];
  REQUIRE_FALSE(token.endWords.empty());
  CHECK(token.endWords.size() <= 6);
  double last = 2;
  for (const WordNear& near : token.endWords) {
    CHECK((near.word != "king" && near.word != "man"));
    CHECK(std::isalpha(static_cast<unsigned char>(near.word[0])) != 0);
    CHECK(near.cosine <= last);
    last = near.cosine;
  }
}

TEST_CASE("A path laid over another keeps the text before beside, with its bars") {
  Document document = modelDocument();
  ask<TraceAnswer>(document, R"(trace "man king" king)");
  CHECK_FALSE(document.state().model.beside);
  ask<TraceAnswer>(document, R"(trace "woman king" king --also)");
  REQUIRE(document.state().model.beside);
  CHECK(document.state().model.beside->text == "man king");
  CHECK(document.state().model.text->text == "woman king");
  ask<TraceAnswer>(document, R"(trace "queen king" king)");
  CHECK_FALSE(document.state().model.beside);
}

TEST_CASE("The words in which two texts differ are told, whatever marks and capitals they have") {
  const auto differing = [](const std::string& text, const std::string& other) {
    std::string found;
    for (const ComparedWord& word : comparedWords(text, other))
      if (word.differs) found += text.substr(word.begin, word.end - word.begin) + "|";
    return found;
  };
  CHECK(differing("the river bank", "he put his money in the bank") == "river|");
  CHECK(differing("he put his money in the bank", "the river bank") == "he|put|his|money|in|");
  CHECK(differing("The king, he said", "the king he said").empty());
  CHECK(differing("a  b c", "") == "a|b|c|");
  CHECK(differing("", "a b").empty());
  CHECK(differing("a b a", "b a b") == "a|");
}
