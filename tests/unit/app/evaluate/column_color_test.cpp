// `color COLUMN`: which colour each row has, what the legend says, and that it is saved, undone and moved.
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "app/document/columns/column_legend.h"
#include "app/document/shown_coloring.h"
#include "app/evaluate/evaluate.h"
#include "app/look/cloud_colors.h"
#include "catch.h"
#include "small_table.h"
#include "test_folder.h"

using namespace es;
using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

/// 60 rows: 20 genres, of which g0 is the commonest; years; one date missing; titles that are all different.
std::string songs() {
  std::string text = "word,x1,x2,genre,year,born,title\n";
  for (int row = 0; row < 60; ++row) {
    const int genre = row < 20 ? row : (row < 40 ? 0 : row % 7);
    text += "w" + std::to_string(row) + ",0." + std::to_string(row + 1) + ",1.5,g" + std::to_string(genre) +
            "," + (row == 3 ? "" : std::to_string(1950 + row)) + "," +
            (row == 5 ? "" : "2024-01-" + std::to_string(10 + row % 20)) + ",title " + std::to_string(row) +
            "\n";
  }
  return text;
}

Document opened(const TestFolder& folder, const std::string& text, const std::string& name = "songs.csv") {
  Document document;
  applyCommand(document, OpenCommand{folder.write(name, text).string(), {}, {}});
  return document;
}

ColorAnswer colorBy(Document& document, const std::string& line) {
  return std::get<ColorAnswer>(run(document, line));
}

const Coloring& shownIn(const Document& document) {
  const auto coloring = shownColoring(document.state(), ViewState{});
  REQUIRE(coloring);
  return *coloring;
}

}  // namespace

TEST_CASE("the twelve commonest categories have colours, the others share one, and every row is counted") {
  const TestFolder folder;
  Document document = opened(folder, songs());
  const ColorAnswer answer = colorBy(document, "color genre");
  REQUIRE(answer.legend.size() == kCategoryHues);
  CHECK(answer.legend[0].name == "g0");
  REQUIRE(answer.column.has_value());
  CHECK(answer.column->kind == "category");
  CHECK(answer.column->otherNames == 8);
  math::Index rows = answer.column->otherRows + answer.column->missing;
  for (std::size_t i = 0; i < answer.legend.size(); ++i) {
    rows += answer.legend[i].rows;
    if (i > 0) CHECK(answer.legend[i].rows <= answer.legend[i - 1].rows);
  }
  CHECK(rows == 60);
  const Coloring& coloring = shownIn(document);
  std::map<int, int> counts;
  for (const std::uint8_t one : coloring.classes) ++counts[one];
  CHECK(counts[0] == answer.legend[0].rows);
  CHECK(counts[kOtherClass] == answer.column->otherRows);
  // The colour of a row is that of its own category.
  CHECK(coloring.classes[25] == 0);
  CHECK(coloring.classes[0] == 0);
}

TEST_CASE("a scale holds for the largest and the smallest numbers that there are") {
  for (const auto& [least, greatest] :
       {std::pair{"-1.6e308", "1.6e308"}, {"0", "5e-324"}, {"1e-310", "2e-310"}}) {
    const TestFolder folder;
    std::string text = "word,x1,x2,size\n";
    for (int row = 0; row < 300; ++row)
      text += "w" + std::to_string(row) + ",0.5,1.5," + (row % 2 == 0 ? least : greatest) + "\n";
    Document document = opened(folder, text);
    const ColorAnswer answer = colorBy(document, "color size");
    const Coloring& coloring = shownIn(document);
    for (const std::uint8_t one : coloring.classes) CHECK(one < kScaleSteps);
    if (std::string_view(greatest) != "5e-324") {
      CHECK(coloring.classes[0] == 0);
      CHECK(coloring.classes[1] == kScaleSteps - 1);
    }
    for (const auto& entry : answer.legend) CHECK_FALSE(entry.name.empty());
  }
}

TEST_CASE(
    "numbers and dates have a scale between their least and greatest, and no value is a class of its own") {
  const TestFolder folder;
  Document document = opened(folder, songs());
  const ColorAnswer years = colorBy(document, "color year");
  REQUIRE(years.column.has_value());
  CHECK(years.column->kind == "number");
  CHECK(years.column->least == "1950");
  CHECK(years.column->greatest == "2009");
  CHECK(years.column->missing == 1);
  CHECK(years.legend.size() == 5);
  const Coloring& coloring = shownIn(document);
  CHECK(coloring.classes[0] == 0);
  CHECK(coloring.classes[59] == kScaleSteps - 1);
  CHECK(coloring.classes[3] == kMissingScaleClass);
  for (std::size_t row = 5; row < 59; ++row) CHECK(coloring.classes[row] <= coloring.classes[row + 1]);
  const ColorAnswer dates = colorBy(document, "color born");
  CHECK(dates.column->kind == "date");
  CHECK(dates.column->least == "2024-01-10");
  CHECK(dates.column->greatest == "2024-01-29");
}

TEST_CASE("a few values far out do not take the scale from all others") {
  const TestFolder folder;
  std::string text = "word,x1,x2,price\n";
  for (int row = 0; row < 400; ++row)
    text += "w" + std::to_string(row) + ",1,2," + (row == 7 ? "1000000" : std::to_string(row)) + "\n";
  Document document = opened(folder, text);
  const ColorAnswer answer = colorBy(document, "color price");
  CHECK(answer.column->least == "4");
  CHECK(answer.column->greatest == "396");
  CHECK(answer.column->beyond == 8);
  CHECK(holds(answerText(Answer{answer}), "8 words beyond"));
  CHECK(shownIn(document).classes[7] == kScaleSteps - 1);
}

TEST_CASE("a column that colours nothing is refused in one line that says what there is") {
  const TestFolder folder;
  Document document = opened(folder, songs());
  const DocumentState before = document.state();
  CHECK(holds(errorOf([&] { run(document, "color gendre"); }), "did you mean genre?"));
  CHECK(holds(errorOf([&] { run(document, "color title"); }), "categories, numbers and dates colour points"));
  CHECK(holds(errorOf([&] { run(document, "color release year"); }), "stands in quotes"));
  CHECK(document.state() == before);
  Document plain = test::smallDocument();
  CHECK(holds(errorOf([&] { run(plain, "color genre"); }), "the table has words and vectors only"));
}

TEST_CASE("colours by a column are saved, undone, and kept by another table that has the column") {
  const TestFolder folder;
  Document document = opened(folder, songs());
  run(document, "color genre");
  const std::vector<Command> script = sessionCommands(document.state());
  Document again;
  for (const Command& command : script) applyCommand(again, parseCommand(formatCommand(command)));
  CHECK(again.state().color == document.state().color);
  CHECK(again.state().coloring->classes == document.state().coloring->classes);
  document.undo();
  CHECK_FALSE(document.state().coloring);
  document.redo();
  CHECK(document.state().coloring->column.has_value());
  applyCommand(
      document,
      OpenCommand{folder.write("other.csv", "word,x1,x2,genre\na,1,2,u\nb,2,1,u\n").string(), {}, {}});
  CHECK(shownIn(document).column->entries.front().name == "u");
  const auto gone = std::get<OpenAnswer>(
      applyCommand(document, OpenCommand{folder.write("plain.txt", "a 1 2\nb 3 4\n").string(), {}, {}}));
  CHECK(document.state().color.kind == ColorKind::ByItself);
  REQUIRE_FALSE(gone.warnings.empty());
  CHECK(holds(gone.warnings.back(), "no column \"genre\""));
}

TEST_CASE("a column named like one of the other ways to colour stands in quotes") {
  CHECK(formatCommand(parseCommand("color \"topics\"")) == "color \"topics\"");
  CHECK(formatCommand(parseCommand("color \"release year\"")) == "color \"release year\"");
  CHECK(std::get<ColorCommand>(parseCommand("color genre")).spec.column == "genre");
  CHECK(std::get<ColorCommand>(parseCommand("color topics")).spec.kind == ColorKind::Topics);
}

TEST_CASE("a legend's numbers have the places that their range needs") {
  ColumnLegend legend;
  legend.kind = model::ColumnKind::Number;
  legend.least = 0.001;
  legend.greatest = 0.0042;
  CHECK(legendValueText(legend, 0.00123456) == "0.00123");
  legend.greatest = 90000;
  CHECK(legendValueText(legend, 1990) == "1990");
  CHECK(legendValueText(legend, 1234.567) == "1235");
}
