#include <limits>
#include <nlohmann/json.hpp>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::holds;
using test::run;
using Json = nlohmann::ordered_json;

namespace {

Json jsonOf(Document& document, const std::string& line) {
  const Command command = parseCommand(line);
  return Json::parse(answerJson(commandName(command), applyCommand(document, command)).dump());
}
std::string textOf(Document& document, const std::string& line) {
  return answerText(run(document, line));
}

}  // namespace

TEST_CASE("JSON has the fields that scripts rely on") {
  Document document = test::smallDocument();
  Json json = jsonOf(document, "info");
  CHECK(json["command"] == "info");
  CHECK(json["rows"] == 60);
  CHECK(json["dims"] == 8);
  CHECK(json["weights"] == 480);
  CHECK(json["model"].is_null());

  json = jsonOf(document, "neighbours king - man + woman 5");
  CHECK(json["command"] == "neighbors");
  CHECK(json["expression"] == "king - man + woman");
  CHECK(json["metric"] == "cosine");
  REQUIRE(json["answers"].size() == 5);  // the inputs are not among them
  CHECK(json["answers"][0]["word"] == "queen");
  CHECK(json["answers"][0]["row"] == 2);
  CHECK(json["answers"][0]["score"].get<double>() > 0.99);

  json = jsonOf(document, "rank king - man + woman queen");
  CHECK(json["rank"] == 1);
  CHECK(json["score"].is_number());

  json = jsonOf(document, "dot king : cat \"new york\"");
  CHECK(json["expression"] == "king");
  CHECK(json["answers"][1]["word"] == "new york");
  for (const char* field : {"dot", "cosine", "angle_degrees"}) CHECK(json["answers"][1][field].is_number());

  json = jsonOf(document, "slice random 18446744073709551615");
  CHECK(json["kind"] == "random");
  CHECK(json["seed"] == std::numeric_limits<std::uint64_t>::max());
  CHECK(json["basis_rows"].size() == 3);
  CHECK(json["basis_rows"][0].size() == 8);
  CHECK(json["variance_share"].is_number());
  CHECK(json["centred"] == false);
  CHECK(jsonOf(document, "slice pca")["seed"].is_null());
  CHECK(jsonOf(document, "slice fit king cat")["words"].size() == 2);
  CHECK(jsonOf(document, "slice axes king ; cat ; dog")["axes"][1] == "cat");

  json = jsonOf(document, "project cat");
  CHECK(json["answers"][0]["word"] == "cat");
  CHECK(json["answers"][0]["xyz"].size() == 3);
  CHECK(json["answers"][0]["length"].is_number());
  CHECK(json["answers"][0]["shown_share"].is_number());

  json = jsonOf(document, "softmax a=1 b=2 --temperature inf");
  CHECK(json["temperature"] == "inf");  // JSON has no number for it
  CHECK(json["labels"] == Json({"a", "b"}));
  CHECK(json["logits"] == Json({1.0, 2.0}));
  CHECK(json["probabilities"] == Json({0.5, 0.5}));
  CHECK(json["entropy"].is_number());

  CHECK(jsonOf(document, "show cat")["items"][0]["expression"].is_string());
  CHECK(jsonOf(document, "select")["selected"].is_null());
  CHECK(jsonOf(document, "clear") == Json({{"command", "clear"}, {"message", "cleared"}}));
  json = Json(answerJson("screenshot", ScreenshotAnswer{"a.png", 3, 4}));
  CHECK(json == Json({{"command", "screenshot"}, {"path", "a.png"}, {"width", 3}, {"height", 4}}));
  CHECK(answerJson("save", PathAnswer{"s"}) == Json({{"command", "save"}, {"path", "s"}}));
}

TEST_CASE("JSON is one line of valid UTF-8 whatever the words hold") {
  Document document = test::documentWith(test::makeTable(
      {"bad\xff\xfe", "\x1b[31mred", "quote\"\n", "\xe2\x80\x8fmark"}, es::math::RowMatrix::Identity(4, 4)));
  for (const char* line :
       {"neighbors \"bad\xff\xfe\" 5", "show \"bad\xff\xfe\"", "project \"\x1b[31mred\"",
        "dot \"\xe2\x80\x8fmark\" : \"bad\xff\xfe\" \"quote\\\"\n\"", "select \"bad\xff\xfe\""}) {
    const Command command = parseCommand(line);
    const Answer answer = applyCommand(document, command);
    const std::string json = answerJson(commandName(command), answer).dump();  // throws on broken UTF-8
    CHECK(json.find('\n') == std::string::npos);
    CHECK(Json::accept(json));
    CHECK(json.find('\x1b') == std::string::npos);
    CHECK(answerText(answer).find('\x1b') == std::string::npos);
  }
}

TEST_CASE("text answers are aligned and mark the inputs") {
  Document document = test::smallDocument();
  const std::string text = textOf(document, "neighbors king 12");
  CHECK(holds(text, "nearest to king (cosine)"));
  CHECK(holds(text, "king"));
  CHECK(holds(text, "1.000  (input)"));
  CHECK(holds(text, "\n 1  "));
  CHECK(holds(text, "\n12  "));
  CHECK(holds(textOf(document, "neighbors king --metric euclidean"), "smaller is nearer"));
  CHECK(holds(textOf(document, "dot king : king"), "+1.000"));
  CHECK(holds(textOf(document, "rank king queen --metric cosine"), " of 59 for king"));
  CHECK(holds(textOf(document, "slice pca"), "% of the variance"));
  CHECK(holds(textOf(document, "project cat"), "length"));
  CHECK(holds(textOf(document, "softmax yes=2 no=1"), "entropy"));
  CHECK(holds(textOf(document, "info"), "480"));
  CHECK(holds(textOf(document, "show cat"), "selected: king"));
  CHECK(textOf(document, "clear") == "cleared");
}

TEST_CASE("columns line up by characters, and very long words are cut") {
  Document document = test::documentWith(
      test::makeTable({"été", "ete", std::string(100'000, 'x')}, es::math::RowMatrix::Identity(3, 3)));
  const std::string text = textOf(document, "project été ete");
  const std::size_t first = text.find("été"), second = text.find("ete");
  CHECK(text.find("0.", first) - first ==
        text.find("0.", second) - second + 2);  // two bytes more, no column more
  CHECK(textOf(document, "project " + std::string(100'000, 'x')).size() < 400);
}
