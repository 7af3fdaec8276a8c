#include "base/number_text.h"

#include <clocale>
#include <cmath>
#include <limits>

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
