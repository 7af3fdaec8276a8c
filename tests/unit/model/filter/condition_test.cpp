// Conditions as a person types them: what they mean, what is wrong with them, and that they come back.
#include "model/filter/condition.h"

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "catch.h"

using namespace es;
using namespace es::model;

namespace {

std::string errorOf(const std::string& text) {
  try {
    static_cast<void>(parseCondition(text));
  } catch (const Error& error) {
    return error.what();
  }
  FAIL(text << " was read");
  return {};
}

}  // namespace

TEST_CASE("a condition's parts bind as and before or, not before both") {
  const Condition all = parseCondition("a = 1 or not b = 2 and c = 3");
  REQUIRE(all.kind == Condition::Kind::Or);
  REQUIRE(all.parts.size() == 2);
  CHECK(all.parts[0] == testOf("a", Comparison::Equal, "1"));
  REQUIRE(all.parts[1].kind == Condition::Kind::And);
  CHECK(all.parts[1].parts[0].kind == Condition::Kind::Not);
  const Condition grouped = parseCondition("(a = 1 or b = 2) and c = 3");
  CHECK(grouped.kind == Condition::Kind::And);
  CHECK(grouped.parts[0].kind == Condition::Kind::Or);
}

TEST_CASE("names and values stand bare or in quotes, operators in any letters and with or without blanks") {
  CHECK(parseCondition("year>1990") == testOf("year", Comparison::Greater, "1990"));
  CHECK(parseCondition("year >= -1.5e3") == testOf("year", Comparison::AtLeast, "-1.5e3"));
  CHECK(parseCondition("\"release year\" == 2000") == testOf("release year", Comparison::Equal, "2000"));
  CHECK(parseCondition("genre <> \"hip hop\"") == testOf("genre", Comparison::NotEqual, "hip hop"));
  CHECK(parseCondition("word CONTAINS über") == testOf("word", Comparison::Contains, "über"));
  CHECK(parseCondition(R"(word matches "^\d+\s$")") == testOf("word", Comparison::Matches, R"(^\d+\s$)"));
  CHECK(parseCondition("\"and\" = \"or\"") == testOf("and", Comparison::Equal, "or"));
  CHECK(parseCondition("born is missing") == testOf("born", Comparison::Missing));
  CHECK(parseCondition("born is not missing").kind == Condition::Kind::Not);
  CHECK(parseCondition("born < 2024-03-01 AND x != 1").parts[0].value == "2024-03-01");
}

TEST_CASE("what is wrong with a condition is said in one line, with what was expected") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "a condition is missing; such as year > 1990"},
      {"   ", "a condition is missing"},
      {"year", "after \"year\" a comparison is missing: = != < <= > >= contains matches, or is missing"},
      {"year 1990", "after \"year\" a comparison is missing"},
      {"year >", "after \"year\" > a value is missing"},
      {"year > and x = 1", "after \"year\" > a value is missing"},
      {"year => 1990", "=> compares nothing; there are = != < <="},
      {"year ! 1", "! compares nothing"},
      {"> 1990", "a column's name is missing before >"},
      {"and = 1", "a column's name is missing before \"and\"; a column of that name stands in quotes"},
      {"not", "a column's name is missing at the end"},
      {"a = 1 and", "a column's name is missing at the end"},
      {"a = 1 b = 2", "and or or is missing before \"b\""},
      {"city = New York", "a text of several words needs quotes: \"New York\""},
      {"(a = 1", "a bracket is not closed"},
      {"(a = 1 b", "a bracket is not closed before \"b\""},
      {"a = 1)", "a bracket is closed that was not opened"},
      {"()", "a column's name is missing before"},
      {"a = \"x", "a quote is not closed"},
      {"a is big", "expected missing or not missing, found \"big\""},
      {"a is", "expected missing or not missing"},
      {"a = 1 > 2", "a column's name is missing before >"},
      {std::string(65, '(') + "a = 1" + std::string(65, ')'), "more than 64 brackets"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    const std::string line = errorOf(text);
    INFO(line);
    CHECK(line.find(expected) != std::string::npos);
    CHECK(line.find('\n') == std::string::npos);
  }
}

TEST_CASE("a condition comes back from its own line") {
  for (const char* text :
       {"year > 1990", "a = 1 or b = 2 and not c = 3", "(a = 1 or b = 2) and (c = 3 or d = 4)",
        "not (a = 1 and b = 2)", "not not a = 1", "((a = 1 and b = 2) and c = 3) or d is not missing",
        R"("release year" < 5 and "not" != "and")", R"(word matches "\\d \"x\" \n")",
        R"(a = "" or b = "--x")", R"(a contains "(")", "\"über alles\" = \"\\xFF\"", "a = (b = 1)"}) {
    INFO(text);
    if (std::string(text) == "a = (b = 1)") {
      CHECK_THROWS_AS(parseCondition(text), Error);
      continue;
    }
    const Condition condition = parseCondition(text);
    INFO(formatCondition(condition));
    CHECK(parseCondition(formatCondition(condition)) == condition);
  }
}

TEST_CASE("no bytes of any kind are more than an error") {
  const std::string alphabet = "a1 =<>!()\"\\\nnotandoris";
  std::uint32_t bits = 7;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int i = 0; i < 14; ++i) {
      bits = bits * 1664525U + 1013904223U;
      text += alphabet[(bits >> 16U) % alphabet.size()];
    }
    try {
      const Condition condition = parseCondition(text);
      REQUIRE(parseCondition(formatCondition(condition)) == condition);
    } catch (const Error& error) {
      REQUIRE(std::string(error.what()).find('\n') == std::string::npos);
    }
  }
}
