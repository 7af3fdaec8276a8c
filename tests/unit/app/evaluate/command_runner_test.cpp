#include "app/evaluate/command_runner.h"

#include <atomic>
#include <chrono>
#include <new>
#include <thread>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_model.h"
#include "small_table.h"

using namespace es::app;
using namespace std::chrono_literals;
using test::holds;

namespace {

/// Large enough that its neighbours and slices are long work: 60,000 x 100.
DocumentState largeState() {
  static const DocumentState state = [] {
    constexpr es::math::Index kRows = 60'000, kDims = 100;
    std::vector<std::string> words;
    for (es::math::Index row = 0; row < kRows; ++row) words.push_back("w" + std::to_string(row));
    es::math::RowMatrix matrix(kRows, kDims);
    std::uint32_t seed = 1;
    for (es::math::Index i = 0; i < matrix.size(); ++i) {
      seed = seed * 1664525U + 1013904223U;
      matrix.data()[i] = static_cast<float>(seed >> 8U) / 16777216.0F - 0.5F;
    }
    return test::stateWith(test::makeTable(std::move(words), std::move(matrix)));
  }();
  return state;
}

Document largeDocument() {
  Document document;
  document.commit(largeState());
  return document;
}

/// Delivers until nothing runs or waits.
std::vector<CommandResult> finish(CommandRunner& runner, Document& document) {
  std::vector<CommandResult> all;
  const auto giveUpAt = std::chrono::steady_clock::now() + 120s;
  while (true) {
    const bool busy = runner.busy();
    for (CommandResult& result : runner.deliver(document)) all.push_back(std::move(result));
    if (!busy && !runner.busy()) return all;
    REQUIRE(std::chrono::steady_clock::now() < giveUpAt);
    std::this_thread::sleep_for(1ms);
  }
}

class NoMemoryTokenizer final : public es::model::Tokenizer {
 public:
  int size() const override { return 1; }
  std::vector<es::model::TokenPiece> encode(std::string_view) const override { throw std::bad_alloc(); }
  std::string decode(std::span<const int>) const override { return {}; }
  std::string text(int) const override { return {}; }
  std::optional<std::string> word(int) const override { return {}; }
  bool isEnd(int) const override { return false; }
  std::optional<int> find(std::string_view) const override { return {}; }
};

Command line(const std::string& text) {
  return parseCommand(text);
}

}  // namespace

TEST_CASE("short commands are done on return") {
  Document document = test::smallDocument();
  CommandRunner runner;
  runner.submit(document, line("neighbors king"));
  CHECK(document.state().neighbors);
  CHECK_FALSE(runner.busy());
  runner.submit(document, line("undo"));
  CHECK_FALSE(document.state().neighbors);
  const auto results = runner.deliver(document);
  REQUIRE(results.size() == 2);
  CHECK(std::holds_alternative<NeighborsAnswer>(results[0].answer.value()));
  CHECK(results[1].answer);
  CHECK(runner.deliver(document).empty());
}

TEST_CASE("long commands run elsewhere and land in deliver") {
  Document document = largeDocument();
  CommandRunner runner;
  std::atomic<int> wakes = 0;
  runner.setWake([&] { ++wakes; });
  runner.submit(document, line("neighbors w5"));
  CHECK(runner.busy());
  REQUIRE(runner.running());
  CHECK(runner.running()->text == "looking for the nearest words");
  CHECK_FALSE(document.state().neighbors);
  const auto results = finish(runner, document);
  REQUIRE(results.size() == 1);
  CHECK(document.state().neighbors);
  CHECK(wakes == 1);
  CHECK_FALSE(runner.running());
}

TEST_CASE("commands keep their order, short behind long, undo in its turn") {
  Document document = largeDocument();
  CommandRunner runner;
  runner.submit(document, line("slice random 1"));
  runner.submit(document, line("temperature 2"));
  runner.submit(document, line("undo"));
  runner.submit(document, line("undo"));
  runner.submit(document, line("redo"));
  runner.submit(document, line("neighbors w1"));
  runner.submit(document, line("show nosuchword"));
  const auto results = finish(runner, document);
  REQUIRE(results.size() == 7);
  CHECK(results[0].command == line("slice random 1"));
  CHECK(results[5].command == line("neighbors w1"));
  CHECK(holds(results[6].error, "no word \"nosuchword\""));
  CHECK(document.state().temperature == 1);
  CHECK(document.state().sliceSpec.seed == 1);
  CHECK(document.state().neighbors);
}

TEST_CASE("what waits and is outdated is dropped, a drag's first step kept") {
  Document document = largeDocument();
  applyCommand(document, line("show w3"));
  CommandRunner runner;
  runner.submit(document, line("neighbors w1"));
  for (int seed = 1; seed <= 9; ++seed) runner.submit(document, line("slice random " + std::to_string(seed)));
  runner.submit(document, TemperatureCommand{2}, false);
  for (int i = 3; i <= 9; ++i) runner.submit(document, TemperatureCommand{static_cast<double>(i)}, true);
  const auto results = finish(runner, document);
  CHECK(results.size() == 3);
  CHECK(document.state().sliceSpec.seed == 9);
  CHECK(document.state().temperature == 9);
  document.undo();
  CHECK(document.state().temperature == 1);
  CHECK(document.state().sliceSpec.seed == 9);
  document.undo();
  document.undo();
  CHECK_FALSE(document.state().neighbors);
  CHECK(document.state().shown.size() == 1);
}

TEST_CASE("cancelling stops the running one; the next goes on") {
  Document document = largeDocument();
  const DocumentState before = document.state();
  CommandRunner runner;
  const auto path = test::writeGlove(*largeState().space->table, "large.txt");
  runner.submit(document, OpenCommand{path.string(), {}, {}});
  runner.submit(document, line("temperature 5"));
  runner.cancel();
  const auto results = finish(runner, document);
  REQUIRE(results.size() == 2);
  CHECK(results[0].cancelled);
  CHECK(results[0].error.empty());
  CHECK_FALSE(results[0].answer);
  CHECK(results[1].answer);
  CHECK(document.state().space == before.space);
  CHECK(document.state().temperature == 5);
  runner.cancel();  // nothing runs: nothing happens
  runner.submit(document, line("temperature 6"));
  CHECK(document.state().temperature == 6);
}

TEST_CASE("a result from an older document is computed again") {
  Document document = largeDocument();
  CommandRunner runner;
  runner.submit(document, line("neighbors w1"));
  applyCommand(document, line("metric dot"));  // not through the runner
  const auto results = finish(runner, document);
  REQUIRE(results.size() == 1);
  CHECK(document.state().metric == es::math::Metric::Dot);
  CHECK(document.state().neighbors->metric == es::math::Metric::Dot);
}

TEST_CASE("failures on the worker become one line") {
  Document document;
  CommandRunner runner;
  runner.submit(document, OpenCommand{"/nowhere/words.txt", {}, {}});
  const auto results = finish(runner, document);
  REQUIRE(results.size() == 1);
  CHECK_FALSE(results[0].error.empty());
  CHECK(results[0].error.find('\n') == std::string::npos);
  CHECK_FALSE(results[0].cancelled);
  CHECK_FALSE(document.state().space);
}

TEST_CASE("out of memory is one line too, on the worker and off it") {
  auto model = std::make_shared<es::model::LanguageModel>(*test::smallModel());
  model->tokenizer = std::make_shared<const NoMemoryTokenizer>();
  Document document;
  document.commit(test::withModel(test::stateWith(test::smallTable()), model));
  CommandRunner runner;
  for (const std::size_t bytes : {std::size_t{5}, std::size_t{60'000}}) {  // done at once; long work
    runner.submit(document, PredictCommand{std::string(bytes, 'a'), {}});
    CHECK(runner.running().has_value() == (bytes > 5));
    const auto results = finish(runner, document);
    REQUIRE(results.size() == 1);
    CHECK(results[0].error.starts_with("there is not enough memory"));
    CHECK_FALSE(results[0].answer);
  }
}

TEST_CASE("a runner that is destroyed while busy stops its worker") {
  Document document = largeDocument();
  for (int i = 0; i < 20; ++i) {
    CommandRunner runner;
    runner.submit(document, line("slice random " + std::to_string(i + 1)));
    runner.submit(document, line("neighbors w1"));
  }
  CHECK(document.state().sliceSpec == SliceSpec{});
}
