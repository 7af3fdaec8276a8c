#include "base/number_text.h"

#include <clocale>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace es::base;

TEST_CASE("numbers read and print the same under every locale") {
  // Where a comma locale is installed it must change nothing; elsewhere the plain checks remain.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  CHECK(numberFromText("-0.5") == -0.5);
  CHECK(numberFromText("+1e3") == 1000.0);
  CHECK(numberText(0.1) == "0.1");
  CHECK(fixedText(1.25, 1).find(',') == std::string::npos);
  std::setlocale(LC_ALL, "C");
}

TEST_CASE("what is not wholly a number is none") {
  for (const char* text : {"", " 1", "1 ", "1,5", "nan", "-nan", "1e999", "0x10", "--1", "+-1", "one"}) {
    INFO(text);
    CHECK_FALSE(numberFromText(text));
  }
  CHECK(numberFromText("inf") == std::numeric_limits<double>::infinity());
  for (const char* text : {"", "-1", "1.0", "18446744073709551616", "+1"}) CHECK_FALSE(countFromText(text));
}

TEST_CASE("number texts") {
  CHECK(groupedText(0) == "0");
  CHECK(groupedText(999) == "999");
  CHECK(groupedText(40213) == "40,213");
  CHECK(groupedText(617558016) == "617,558,016");
  CHECK(fixedText(-0.0001, 3) == "0.000");
  CHECK(fixedText(1e38, 3) == "1.000e+38");
  CHECK(signedText(3.6724, 3) == "+3.672");
  CHECK(signedText(-2.2171, 3) == "-2.217");
  CHECK(shortestDouble(0.847F) == 0.847);
  CHECK(std::isinf(shortestDouble(std::numeric_limits<float>::infinity())));
}

TEST_CASE("a double that is a float is shown as short as the float, any other as it is") {
  CHECK(shortestDouble(static_cast<double>(0.847F)) == 0.847);
  CHECK(shortestDouble(0.1 + 0.2) == 0.1 + 0.2);
  CHECK(shortestDouble(1e60) == 1e60);
  CHECK(shortestDouble(-0.0) == 0.0);
}

TEST_CASE("numbers for people have a real minus sign") {
  CHECK(shownText(0.7834) == "0.783");
  CHECK(shownText(-2.2171) == "\u22122.217");
  CHECK(shownText(-0.0001) == "0.000");
  CHECK(shownText(89.6, 0) == "90");
  CHECK(shownSignedText(3.6724) == "+3.672");
  CHECK(shownSignedText(-2.2171) == "\u22122.217");
  CHECK(shownSignedText(0.0001) == "0.000");
  CHECK(shownSignedText(0) == "0.000");
  CHECK(shownNumber("-6.5e-09") == "\u22126.5×10⁻⁹");
  CHECK(shownNumber("6.53e+73") == "6.53×10⁷³");
  CHECK(shownNumber("1.0e+00") == "1.0×10⁰");
  CHECK(shownNumber("-inf") == "\u2212inf");
  CHECK(shownText(-2.5e9) == "\u22122.500×10⁹");
}

TEST_CASE("percentages have two figures that matter, and only all is 100 %") {
  const std::vector<std::pair<double, std::string>> cases{
      {0, "0 %"},        {1, "100 %"},           {1.0000000002, "100 %"}, {0.6136, "61 %"},
      {0.0613, "6.1 %"}, {0.000034, "0.0034 %"}, {0.0996, "10 %"},        {0.00996, "1.0 %"},
      {0.5, "50 %"},     {0.996, "99.6 %"},      {0.99999, "99.999 %"},   {1e-12, "<0.000001 %"},
      {0.994, "99 %"},   {0.25, "25 %"},         {3.4e-8, "0.0000034 %"}};
  for (const auto& [share, text] : cases) {
    INFO(share);
    CHECK(percentText(share) == text);
  }
  CHECK(percentText(1 - 1e-15) == ">99.99999 %");
  CHECK(percentText(0.61356, 4) == "61.36 %");
}

TEST_CASE("percentages are as near as their figures allow, and never out of order") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> exponent(-7, 0);
  for (int i = 0; i < 4000; ++i) {
    const double share = std::pow(10, exponent(random));
    const std::string text = percentText(share);
    const double shown = *numberFromText(text.substr(0, text.find(' ')));
    INFO(share << " " << text);
    CHECK(shown == Approx(100 * share).epsilon(0.0501));
    CHECK(shown < 100);
  }
}

TEST_CASE("a printed quotient comes out as the printed result") {
  std::mt19937 random(2);
  std::normal_distribution<double> logit(0, 3);
  for (int i = 0; i < 3000; ++i) {
    std::vector<double> powers;
    double sum = 0;
    for (int k = 0; k < 2 + i % 9; ++k) sum += powers.emplace_back(std::exp(logit(random)));
    const double above = powers.front();
    const QuotientText shown = quotientText(above, sum);
    INFO(shown.above << " / " << shown.below << " = " << shown.result);
    const auto number = [](std::string text) {  // back to ASCII
      const std::vector<std::pair<std::string, std::string>> ascii{
          {"\u2212", "-"}, {"×10", "e"}, {"⁻", "-"}, {"⁰", "0"}, {"¹", "1"}, {"²", "2"}, {"³", "3"},
          {"⁴", "4"},      {"⁵", "5"},   {"⁶", "6"}, {"⁷", "7"}, {"⁸", "8"}, {"⁹", "9"}};
      for (const auto& [shownAs, plain] : ascii)
        for (std::size_t at = 0; (at = text.find(shownAs)) != std::string::npos;)
          text.replace(at, shownAs.size(), plain);
      return *numberFromText(text);
    };
    CHECK(percentText(number(shown.above) / number(shown.below), 4) == shown.result);
    CHECK(shown.result == percentText(above / sum, 4));
    CHECK(number(shown.above) == Approx(above).epsilon(0.001));
  }
  CHECK(quotientText(std::exp(3.4), 48.8337).above == "29.96");
}
