// What `columns` says of the open table, and that a table is opened again with the options that it was opened
// with.
#include <nlohmann/json.hpp>

#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "app/document/model_script.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"
#include "test_folder.h"

using namespace es;
using namespace es::app;
using test::errorOf;
using test::holds;

namespace {

const char* const kText =
    "word,x1,x2,genre,year,born\n"
    "a,0.5,1.5,jazz,1950,2024-01-02\n"
    "b,0.25,2.5,rock,1960,2024-02-03\n"
    "c,1.25,3.5,jazz,NA,2023-12-31\n"
    "d,2.25,4.5,jazz,1940,\n"
    "e,3.25,5.5,rock,1955,2024-01-02\n";

}  // namespace

TEST_CASE("columns: kinds, ranges and the commonest values") {
  const TestFolder folder;
  Document document;
  applyCommand(document, OpenCommand{folder.write("table.csv", kText).string(), {}, {}});
  const auto all = std::get<ColumnsAnswer>(applyCommand(document, ColumnsCommand{}));
  CHECK(all.rows == 5);
  REQUIRE(all.columns.size() == 3);
  CHECK(all.columns[0].kind == "category");
  CHECK(all.columns[0].different == 2);
  REQUIRE(all.columns[0].commonest.size() == 2);
  CHECK(all.columns[0].commonest[0].text == "jazz");
  CHECK(all.columns[0].commonest[0].rows == 3);
  CHECK(all.columns[1].kind == "number");
  CHECK(all.columns[1].missing == 1);
  CHECK(all.columns[1].least == "1940");
  CHECK(all.columns[1].greatest == "1960");
  CHECK(all.columns[2].kind == "date");
  CHECK(all.columns[2].least == "2023-12-31");
  const auto one = std::get<ColumnsAnswer>(applyCommand(document, ColumnsCommand{"year"}));
  REQUIRE(one.columns.size() == 1);
  CHECK(one.columns[0].name == "year");
  CHECK(holds(errorOf([&] { applyCommand(document, ColumnsCommand{"yeer"}); }), {"year"}));
  CHECK_THROWS_AS(applyCommand(document, ColumnsCommand{"none"}), Error);
}

TEST_CASE("columns: a table without any says so, and so does none") {
  Document document;
  CHECK_THROWS_AS(applyCommand(document, ColumnsCommand{}), Error);
  const TestFolder folder;
  applyCommand(document, OpenCommand{folder.write("plain.txt", "a 1 2\nb 3 4\n").string(), {}, {}});
  const auto none = std::get<ColumnsAnswer>(applyCommand(document, ColumnsCommand{}));
  CHECK(none.columns.empty());
  CHECK(textOf(none).find("no columns") != std::string::npos);
}

TEST_CASE("the script of a table says the options that it was opened with") {
  const TestFolder folder;
  Document document;
  OpenCommand open{folder.write("table.csv", kText).string(), {}, {}};
  open.options.words = 3;
  open.options.text = "born";
  open.options.vector = "x2";
  applyCommand(document, open);
  const std::vector<Command> again = openingCommands(document.state());
  REQUIRE(again.size() == 1);
  CHECK(std::get<OpenCommand>(again[0]).options == open.options);
  CHECK(parseCommand(formatCommand(again[0])) == again[0]);
  Document second;
  applyCommand(second, again[0]);
  CHECK(second.state().space->table->size() == 3);
  CHECK(second.state().space->table->dims() == 1);
}
