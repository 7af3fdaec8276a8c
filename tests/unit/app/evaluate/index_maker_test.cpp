#include "app/evaluate/index_maker.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "app/evaluate/evaluate.h"
#include "app/evaluate/space_search.h"
#include "base/progress.h"
#include "catch.h"
#include "small_table.h"

using namespace es;
using namespace es::app;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr math::Index kDims = 100;

DocumentState stateOf(math::Index count, unsigned seed) {
  std::mt19937 bits(seed);
  math::RowMatrix rows = math::RowMatrix::NullaryExpr(
      count, kDims, [&] { return static_cast<float>(bits()) / 4294967296.0F - 0.5F; });
  std::vector<std::string> words;
  for (math::Index row = 0; row < count; ++row) words.push_back("w" + std::to_string(row));
  return test::stateWith(test::makeTable(std::move(words), std::move(rows)));
}

DocumentState asked(const DocumentState& state) {
  NeighborsCommand question;
  question.expression = math::parseExpression("w7 - w8 + w9");
  return evaluate(state, question, es::base::ignoreProgress()).state;
}

void waitFor(const IndexMaker& maker) {
  while (maker.share()) std::this_thread::sleep_for(1ms);
}

fs::path folder(const std::string& name) {
  const fs::path path = fs::temp_directory_path() / ("embedscope-maker-" + name);
  fs::remove_all(path);
  return path;
}

}  // namespace

TEST_CASE("the screen is made after the first question, and answers stay what they were") {
  IndexMaker maker(std::nullopt);
  std::atomic<int> woken = 0;
  maker.setWake([&] { ++woken; });
  const DocumentState state = stateOf(20'000, 1);
  maker.follow(state);
  CHECK_FALSE(maker.share());
  const DocumentState before = asked(state);
  const double workBefore = searchWork(*state.space);
  maker.follow(before);
  waitFor(maker);
  REQUIRE(state.space->index->get());
  CHECK(woken > 0);
  CHECK(maker.takeWarning().empty());
  CHECK(searchWork(*state.space) < workBefore);
  const DocumentState after = asked(state);
  REQUIRE(before.neighbors->ranked.size() >= 10);
  const auto sameWord = [](const Neighbor& a, const Neighbor& b) {
    return a.row == b.row && a.score == b.score;
  };
  CHECK(std::ranges::equal(before.neighbors->ranked, after.neighbors->ranked, sameWord));
  maker.follow(after);
  CHECK_FALSE(maker.share());  // nothing is made twice
}

TEST_CASE("several questions at once have the answers of each alone, with the screen and without") {
  const DocumentState state = asked(stateOf(20'000, 2));
  const math::RowMatrix queries = state.space->table->rows().middleRows(5, 9) * 1.5F;
  const auto alone = [&] {
    std::vector<std::vector<math::Hit>> answers;
    for (math::Index i = 0; i < queries.rows(); ++i)
      answers.push_back(nearestRows(*state.space, math::Vector(queries.row(i)), 4, math::Metric::Euclidean));
    return answers;
  };
  const auto together = [&] { return nearestRowsOfMany(*state.space, queries, 4, math::Metric::Euclidean); };
  const auto before = together();
  CHECK((before == alone()));
  IndexMaker maker(std::nullopt);
  maker.follow(state);
  waitFor(maker);
  REQUIRE(state.space->index->get());
  CHECK((together() == before));
  CHECK((alone() == before));
}

TEST_CASE("a small table gets no int8 index, a large one is kept for the next sitting") {
  const fs::path cache = folder("cache");
  IndexMaker maker{model::Int8IndexCache(cache)};
  const DocumentState small = asked(stateOf(5'000, 3));
  maker.follow(small);
  waitFor(maker);
  CHECK_FALSE(small.space->index->get());
  const DocumentState middle = asked(stateOf(20'000, 3));
  maker.follow(middle);
  waitFor(maker);
  CHECK(middle.space->index->get());
  CHECK_FALSE(fs::exists(cache));

  const DocumentState large = asked(stateOf(170'000, 3));
  maker.follow(large);
  waitFor(maker);
  REQUIRE(large.space->index->get());
  REQUIRE(fs::exists(cache));
  const DocumentState again = asked(stateOf(170'000, 3));
  IndexMaker next{model::Int8IndexCache(cache)};
  next.follow(again);
  waitFor(next);
  const auto made = large.space->index->get(), read = again.space->index->get();
  REQUIRE(read);
  CHECK(std::ranges::equal(made->scales(), read->scales()));
  fs::remove_all(cache);
}

TEST_CASE("whatever else goes wrong in the making is one line, and questions are answered all the same") {
  IndexMaker maker(std::nullopt);
  std::atomic<bool> first = true;
  maker.setWake([&] {
    if (first.exchange(false)) throw std::runtime_error("no thread\nto be had");
  });
  const DocumentState state = asked(stateOf(20'000, 6));
  maker.follow(state);
  waitFor(maker);
  CHECK(maker.takeWarning() == "no thread to be had");
  CHECK_FALSE(first);
  CHECK(asked(state).neighbors->ranked.size() >= 10);
}

TEST_CASE("another table ends the work for the one before; a cache that cannot be written is said once") {
  const fs::path blocker = fs::temp_directory_path() / "embedscope-maker-blocker";
  { std::ofstream(blocker) << "a file"; }
  IndexMaker maker{model::Int8IndexCache(blocker / "screens")};
  maker.follow(asked(stateOf(20'000, 4)));
  const DocumentState second = asked(stateOf(170'000, 5));
  maker.follow(second);
  waitFor(maker);
  CHECK(second.space->index->get());
  CHECK(test::holds(maker.takeWarning(), "not kept"));
  CHECK(maker.takeWarning().empty());
  maker.follow(DocumentState{});
  CHECK_FALSE(maker.share());
  fs::remove(blocker);
}
