#include "model/files/json_text.h"

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "catch.h"
#include "table_files.h"

using namespace es::model;
using namespace es::model::test;
using nlohmann::json;

namespace {

const JsonPlace kPlace{"file", "header"};

/// Any value, of at most so many levels more.
json randomValue(std::mt19937& random, int levels) {
  const auto below = [&](unsigned count) { return static_cast<unsigned>(random() % count); };
  switch (below(levels > 0 ? 8 : 6)) {
    case 0:
      return nullptr;
    case 1:
      return below(2) == 0;
    case 2:
      return -static_cast<std::int64_t>(below(1000));
    case 3:
      return std::uint64_t{1} << below(64);
    case 4:
      return static_cast<double>(random()) / 7;
    case 5:
      return std::string(below(9), static_cast<char>('a' + below(26))) + "\"\n\xC3\xA9";
    case 6: {
      json list = json::array();
      for (unsigned left = below(5); left > 0; --left) list.push_back(randomValue(random, levels - 1));
      return list;
    }
    default: {
      json object = json::object();
      for (unsigned left = below(5); left > 0; --left)
        object["k" + std::to_string(left)] = randomValue(random, levels - 1);
      return object;
    }
  }
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

std::string refusal(const std::string& text, const JsonLimits& limits = {}) {
  return errorOf([&] { parseJson(kPlace, text, limits); });
}

}  // namespace

TEST_CASE("JSON is read as the library reads it") {
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    const std::string text = randomValue(random, 6).dump(i % 3 - 1);
    INFO(text);
    CHECK(parseJson(kPlace, text) == json::parse(text));
    const std::string cut = text.substr(0, text.size() - 1);
    if (!json::accept(cut)) CHECK(isOneLineWith(refusal(cut), {"file", "header, byte ", "valid JSON"}));
  }
}

TEST_CASE("JSON: what is refused") {
  CHECK(isOneLineWith(refusal(R"({"a":1,"b":[{"a":2,"c":3,"a":4}]})"), {"every key once", "\"a\" twice"}));
  CHECK(refusal(R"([{"a":1},{"a":1}])").empty());
  CHECK(refusal(nested(9), {8}).empty());  // the innermost has nothing in it
  CHECK(isOneLineWith(refusal(nested(10), {8}), {"at most 8 levels", "deeper"}));
  CHECK(isOneLineWith(refusal("[[1]]", {1}), {"at most 1 levels"}));
  CHECK(isOneLineWith(refusal("[1e999]"), {"numbers within their range"}));
  CHECK(isOneLineWith(refusal("[1,]", {8, 100}), {"byte 103", "valid JSON", "\"]\""}));
  CHECK(isOneLineWith(refusal(""), {"byte 0", "valid JSON", "its end"}));
}
