#include "math/formula/expression.h"

#include <cmath>
#include <limits>
#include <random>

#include "base/error.h"
#include "catch.h"
#include "math_support.h"

using namespace es::math;

namespace {

Expression terms(std::vector<Term> list) {
  return {std::move(list)};
}

template <typename Work>
std::string errorFrom(const Work& work) {
  try {
    work();
  } catch (const es::Error& error) {
    return error.what();
  }
  return "no error";
}
std::string errorOf(std::string_view text) {
  return errorFrom([&] { parseExpression(text); });
}
std::string errorOfSeveral(std::string_view text) {
  return errorFrom([&] { parseExpressions(text); });
}

std::string nested(std::size_t depth) {
  return std::string(depth, '(') + "cat" + std::string(depth, ')');
}

}  // namespace

TEST_CASE("formulas as people write them") {
  CHECK(parseExpression("tower") == terms({{1, "tower"}}));
  CHECK(parseExpression("  king - man+woman\t") == terms({{1, "king"}, {-1, "man"}, {1, "woman"}}));
  CHECK(parseExpression("king -man") == terms({{1, "king"}, {-1, "man"}}));
  CHECK(parseExpression("-cat") == terms({{-1, "cat"}}));
  CHECK(parseExpression("+cat") == terms({{1, "cat"}}));
  CHECK(parseExpression("-2*cat - (-dog)") == terms({{-2, "cat"}, {1, "dog"}}));
  CHECK(parseExpression("0.5*(cat + dog)") == terms({{0.5, "cat"}, {0.5, "dog"}}));
  CHECK(parseExpression("(cat+dog)*0.5") == terms({{0.5, "cat"}, {0.5, "dog"}}));
  CHECK(parseExpression("2*3*cat") == terms({{6, "cat"}}));
  CHECK(parseExpression("2 * (a - (b - 3*c*0.5)) - d") == terms({{2, "a"}, {-2, "b"}, {3, "c"}, {-1, "d"}}));
  CHECK(parseExpression("cat + cat") == terms({{1, "cat"}, {1, "cat"}}));
  CHECK(parseExpression("0*cat") == terms({{0, "cat"}}));
  CHECK(parseExpression("gro\xC3\x9F's/x.y_\\") == terms({{1, "gro\xC3\x9F's/x.y_\\"}}));
}

TEST_CASE("a number is a factor only beside a multiplication sign") {
  CHECK(parseExpression("1990") == terms({{1, "1990"}}));
  CHECK(parseExpression("1990 - 2") == terms({{1, "1990"}, {-1, "2"}}));
  CHECK(parseExpression("2*1990s") == terms({{2, "1990s"}}));
  CHECK(parseExpression("2*\"1990\"") == terms({{2, "1990"}}));
  CHECK(parseExpression(".5*cat") == terms({{0.5, "cat"}}));
  CHECK(parseExpression("1e-3*cat") == terms({{1e-3, "cat"}}));
  CHECK(parseExpression("cat*2.5E+1") == terms({{25, "cat"}}));
  CHECK(parseExpression("1e - 3*cat") == terms({{1, "1e"}, {-3, "cat"}}));
  CHECK(parseExpression("2*inf") == terms({{2, "inf"}}));
  CHECK(parseExpression("nan") == terms({{1, "nan"}}));
}

TEST_CASE("quoted words") {
  CHECK(parseExpression("\"new york\"") == terms({{1, "new york"}}));
  CHECK(parseExpression("\"sister-in-law\" - \"a\\\"b\\\\c\"") ==
        terms({{1, "sister-in-law"}, {-1, "a\"b\\c"}}));
  CHECK(quoteWord("cat") == "cat");
  CHECK(quoteWord("new york") == "\"new york\"");
  CHECK(quoteWord("a\"b\\c") == R"("a\"b\\c")");
  CHECK(quoteWord("") == "\"\"");
  for (const char* word : {"*", ":", ";", "(", ")", "+", "-", "a\tb"})
    CHECK(quoteWord(word) == std::string("\"").append(word).append("\""));
  CHECK(quoteWord("a\nb") == R"("a\nb")");
  CHECK(quoteWord("\x1b[31m") == R"("\x1B[31m")");
  CHECK(parseExpression(R"("a\nb\x00\r")") == terms({{1, std::string("a\nb\0\r", 5)}}));
}

TEST_CASE("several formulas after one another") {
  const auto list = parseExpressions("king \"new york\" king - man + woman");
  REQUIRE(list.size() == 3);
  CHECK(list[0] == terms({{1, "king"}}));
  CHECK(list[1] == terms({{1, "new york"}}));
  CHECK(list[2] == terms({{1, "king"}, {-1, "man"}, {1, "woman"}}));
  CHECK(parseExpressions("a; -b; 2*c") ==
        std::vector{terms({{1, "a"}}), terms({{-1, "b"}}), terms({{2, "c"}})});
  CHECK(parseExpressions("cat*2 dog 2*(a+b) (c)").size() == 4);
  CHECK(parseExpressions("2 3") == std::vector{terms({{1, "2"}}), terms({{1, "3"}})});
}

TEST_CASE("errors say in people's words what is wrong") {
  CHECK(errorOf("") == "the formula is empty: type a word or a sum of words, such as king - man + woman");
  CHECK(errorOf("  ") == errorOf(""));
  CHECK(errorOf("king - ") == "a word is missing at the end of the formula");
  CHECK(errorOf("king woman") == "a + or a - is missing before 'woman'");
  CHECK(errorOf("cat * dog") == "a word cannot be multiplied by a word: a number belongs before the *");
  CHECK(errorOf("(a+b)*(c)") == errorOf("cat * dog"));
  CHECK(errorOf("2*3") == "a number alone has no direction: 2*king has");
  CHECK(errorOf("(cat") == "a bracket is not closed");
  CHECK(errorOf("(cat dog)") == "a + or a - is missing before 'dog'");
  CHECK(errorOf("cat)") == "a bracket is closed that was not opened");
  CHECK(errorOf("a ; b") == "a formula has only words, numbers, + - * and brackets; it goes on with ';'");
  CHECK(errorOf("\"new york") == "a quote is not closed");
  CHECK(errorOf(R"(x + "a\q")").starts_with("inside quotes a backslash stands before "));
  CHECK(errorOf("\xC3\xA4\xC3\xB6 +") == errorOf("king - "));
  CHECK(errorOf("cat --dog") == "a word is missing before '-'");
  CHECK(errorOfSeveral("a ; ; b") == "a word is missing before ';'");
  CHECK(errorOfSeveral("a : b").ends_with("it goes on with ':'"));
  CHECK(errorOfSeveral("") == errorOf(""));
}

TEST_CASE("an error is one line of bounded length whatever was typed") {
  for (const std::string& text :
       {"cat \"" + std::string(5000, 'x') + "\n\"", "cat " + std::string(5000, '\x01'),
        std::string("cat \"\xE2\x82\xAC\n\r\"")}) {
    const std::string error = errorOf(text);
    CHECK(error.find('\n') == std::string::npos);
    CHECK(error.size() < 200);
  }
}

TEST_CASE("absurd factors are refused") {
  const std::string expected = "is too large or too small";
  for (const char* text : {"1e31*cat", "1e-31*cat", "1e999*cat", "cat*1e-999"})
    CHECK(errorOf(text).find(expected) != std::string::npos);
  CHECK(errorOf("dog + 1e20*1e20*cat").find("before cat") != std::string::npos);
  CHECK(errorOf("1e-20*(1e-20*cat)").find("before cat") != std::string::npos);
  CHECK(parseExpression("1e30*cat - 1e-30*dog") == terms({{1e30, "cat"}, {-1e-30, "dog"}}));
}

TEST_CASE("parentheses nest 64 deep and no deeper") {
  CHECK(parseExpression(nested(64)) == terms({{1, "cat"}}));
  CHECK(errorOf(nested(65)) == "more than 64 brackets inside each other");
  CHECK(errorOf(std::string(1'000'000, '(')) == errorOf(nested(65)));
}

TEST_CASE("a formatted formula parses back to the same terms") {
  std::mt19937 bits(5);
  std::uniform_real_distribution<double> exponent(-29, 29);
  const std::string alphabet =
      "ab1.e+-*()\"\\ ;:\t'\xC3\xA9\n\r\v\x1b\x7f\xE2\x80\xA8\xC2\x85\xFFxn" + std::string("0\0", 2);
  for (int round = 0; round < 3000; ++round) {
    Expression expression;
    for (auto left = 1 + bits() % 5; left > 0; --left) {
      std::string word(bits() % 5, ' ');
      for (char& c : word) c = alphabet[bits() % alphabet.size()];
      const double sign = bits() % 2 == 0 ? 1 : -1;
      const double size = bits() % 3 == 0 ? 1 : bits() % 7 == 0 ? 0 : std::pow(10, exponent(bits));
      expression.terms.push_back({sign * size, word});
    }
    const std::string text = formatExpression(expression);
    INFO(text);
    CHECK(text.find_first_of(std::string("\n\r\v\0", 4)) == std::string::npos);  // one line
    CHECK(parseExpression(text) == expression);
    CHECK(parseExpressions(text) == std::vector{expression});
  }
}

TEST_CASE("formatted formulas read well") {
  CHECK(formatExpression(parseExpression("king-man+woman")) == "king - man + woman");
  CHECK(formatExpression(parseExpression("-(cat + 2*\"new york\")*0.5")) == "-0.5*cat - \"new york\"");
  CHECK(formatExpression(parseExpression("2*\"1990\" + 1990")) == "2*\"1990\" + 1990");
  CHECK(formatExpression(parseExpression("1e-7*cat")) == "0.0000001*cat");
}

TEST_CASE("the value of a formula is linear in its words") {
  const RowMatrix words = test::randomRows(3, 50, 9);
  const auto value = [&](const char* text) { return evaluate(parseExpression(text), words); };
  const Vector direct = words.row(0) - words.row(1) + words.row(2);
  CHECK((value("a - b + c") - direct).norm() < 1e-6F);
  CHECK((value("2*(a - b + c)*0.25") - 0.5F * direct).norm() < 1e-6F);
  CHECK((value("a - (b - c)") - direct).norm() < 1e-6F);
}

TEST_CASE("a formula is summed in double and does not leave the range of float") {
  const RowMatrix rows = RowMatrix::Constant(3, 4, 3e38F);
  CHECK(evaluate(parseExpression("a - b + c"), rows) == Vector::Constant(4, 3e38F));
  CHECK(evaluate(parseExpression("a + b - c"), rows) == Vector::Constant(4, 3e38F));
  const std::string error = errorFrom([&] { evaluate(parseExpression("a + b + c"), rows); });
  CHECK(error == "the vector of a + b + c does not fit single precision: use smaller factors");
}

TEST_CASE("The name of a state has its number joined to it, all else stays a difference") {
  const auto words = [](std::string_view text) {
    std::vector<std::string> found;
    for (const auto& term : parseExpression(text).terms)
      found.push_back((term.factor < 0 ? "-" : "") + term.word);
    return found;
  };
  using Words = std::vector<std::string>;
  CHECK(words("@king-1") == Words{"@king-1"});
  CHECK(words("@king-12 - king") == Words{"@king-12", "-king"});
  CHECK(words("2*(@king-1-@bank-2)") == Words{"@king-1", "-@bank-2"});
  CHECK(words("@king-man") == Words{"@king", "-man"});
  CHECK(words("@king -1") == Words{"@king", "-1"});
  CHECK(words("@king-1st") == Words{"@king", "-1st"});
  CHECK(words("@-1") == Words{"@", "-1"});
  CHECK(words("king-1") == Words{"king", "-1"});
  CHECK(formatExpression(parseExpression("@king-1 - king")) == "@king-1 - king");
  CHECK(quoteWord("@king-1") == "@king-1");
  CHECK(quoteWord("@king-1-2") == "\"@king-1-2\"");
  CHECK(parseExpressions("@king-1 @king-2").size() == 2);
}

TEST_CASE("Terms are the same where their states lie in the same place") {
  const auto at = [](float x) { return std::make_shared<const Vector>(Vector::Constant(3, x)); };
  const Term word{1, "@a-1"}, here{1, "@a-1", at(1)}, again{1, "@a-1", at(1)}, there{1, "@a-1", at(2)};
  CHECK(here == again);
  CHECK_FALSE(here == there);
  CHECK_FALSE(here == word);
}
