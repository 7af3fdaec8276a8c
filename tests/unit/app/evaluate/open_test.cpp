#include <fstream>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

/// The small table's words without blanks, with some left out, in `dims` dimensions.
std::string gloveFile(const std::string& name, const std::vector<std::string>& leftOut,
                      es::math::Index dims = 8) {
  const auto whole = test::smallTable();
  std::vector<std::string> words;
  std::vector<es::math::Index> rows;
  for (es::math::Index row = 0; row < whole.size(); ++row) {
    const std::string& word = whole.vocabulary().word(row);
    const bool skip = word.find(' ') != std::string::npos ||
                      std::find(leftOut.begin(), leftOut.end(), word) != leftOut.end();
    if (skip) continue;
    words.push_back(word);
    rows.push_back(row);
  }
  es::math::RowMatrix matrix(static_cast<es::math::Index>(rows.size()), dims);
  es::math::Index next = 0;
  for (const es::math::Index row : rows) matrix.row(next++) = whole.rows().row(row).head(dims);
  return test::writeGlove(test::makeTable(words, matrix), name).string();
}

}  // namespace

TEST_CASE("open reads, slices, and says what it found") {
  Document document;
  const auto answer =
      std::get<OpenAnswer>(applyCommand(document, OpenCommand{gloveFile("open.txt", {}), {}, {}}));
  CHECK(answer.rows == 59);
  CHECK(answer.dims == 8);
  CHECK(answer.format == "glove-text");
  CHECK(document.state().sliced->points.rows() == 59);
  const auto info = std::get<InfoAnswer>(run(document, "info"));
  CHECK(info.weights == 59 * 8);
  CHECK(info.memoryBytes > 59 * 8 * 4);
  CHECK(info.path == answer.path);
}

TEST_CASE("progress rises from 0 to 1 while opening") {
  std::vector<double> shares;
  const es::base::Progress note = [&](double share) { shares.push_back(share); };
  (void)evaluate({}, OpenCommand{gloveFile("progress.txt", {}), {}, {}}, note);
  REQUIRE(shares.size() >= 3);
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.front() >= 0);
  CHECK(shares.back() == 1);
}

TEST_CASE("opening can be cancelled at every report") {
  const OpenCommand open{gloveFile("cancel.txt", {}), {}, {}};
  int reports = 0;
  (void)evaluate({}, open, [&](double) { ++reports; });
  for (int stopAt = 1; stopAt <= reports; ++stopAt) {
    int count = 0;
    const es::base::Progress stopping = [&](double) {
      if (++count == stopAt) throw es::Cancelled{};
    };
    CHECK_THROWS_AS(evaluate({}, open, stopping), es::Cancelled);
  }
}

TEST_CASE("a new table keeps what it has words for") {
  Document document = test::smallDocument();
  for (const char* line :
       {"centring on", "metric dot", "temperature 3", "neighbors king - man + woman 4", "dot cat : dog tower",
        "show cat tower", "select cat", "logits king : queen man", "slice fit king queen cat"})
    run(document, line);
  applyCommand(document, OpenCommand{gloveFile("keeps.txt", {"tower", "the"}), {}, {}});
  const DocumentState& state = document.state();
  CHECK(state.centred);
  CHECK(state.metric == es::math::Metric::Dot);
  CHECK(state.temperature == 3);
  CHECK(state.sliceSpec.kind == SliceKind::Fit);
  REQUIRE(state.neighbors);
  CHECK(state.neighbors->expression.terms.size() == 3);
  CHECK(state.neighbors->ranked.front().row < state.space->table->size());
  CHECK(state.neighbors->count == 4);
  REQUIRE(state.dots);
  REQUIRE(state.dots->items.size() == 1);
  CHECK(state.shown.size() == 1);
  REQUIRE(state.selected);
  CHECK(state.space->table->vocabulary().word(*state.selected) == "cat");
  CHECK(state.softmax.source);
}

TEST_CASE("a new table drops what it cannot hold, and says so") {
  Document document = test::smallDocument();
  for (const char* line : {"neighbors king - man", "dot king : dog", "show king dog", "select king",
                           "logits king : dog", "slice fit king"})
    run(document, line);
  const auto logits = document.state().softmax.logits;
  const auto answer =
      std::get<OpenAnswer>(applyCommand(document, OpenCommand{gloveFile("drops.txt", {"king"}, 2), {}, {}}));
  const DocumentState& state = document.state();
  CHECK_FALSE(state.neighbors);
  CHECK_FALSE(state.dots);
  CHECK(state.shown.size() == 1);
  CHECK_FALSE(state.selected);
  CHECK_FALSE(state.softmax.source);
  CHECK(state.softmax.logits == logits);
  CHECK(state.sliceSpec == SliceSpec{});
  CHECK(answer.warnings.size() >= 3);
  document.undo();
  CHECK(document.state().neighbors);
}

TEST_CASE("a file that cannot be opened leaves everything as it was") {
  Document document = test::smallDocument();
  const DocumentState before = document.state();
  errorOf([&] { applyCommand(document, OpenCommand{"/nowhere/words.txt", {}, {}}); });
  errorOf([&] { applyCommand(document, OpenCommand{ES_TEST_TMP, {}, {}}); });
  CHECK(document.state() == before);
}
