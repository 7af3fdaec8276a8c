#include "app/document/found_colorings.h"

#include <atomic>
#include <thread>

#include "catch.h"

using namespace es::app;
namespace base = es::base;

namespace {

ColorSpec topics(int count) {
  return {ColorKind::Topics, count, {}};
}

std::shared_ptr<const Coloring> coloringOf(const ColorSpec& spec) {
  auto coloring = std::make_shared<Coloring>();
  coloring->spec = spec;
  return coloring;
}

std::shared_ptr<const Coloring> findNow(FoundColorings& all, const ColorSpec& spec) {
  return all.obtain(
      spec, [&](const base::Progress&) { return coloringOf(spec); }, base::ignoreProgress());
}

/// Waits until somebody sets it.
void waitFor(const std::atomic<bool>& flag) {
  while (!flag) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a colouring is found once, by its kind and number") {
  FoundColorings all;
  CHECK_FALSE(all.get(topics(5)));
  const auto five = findNow(all, topics(5));
  CHECK(findNow(all, topics(5)) == five);
  CHECK(all.get(topics(5)) == five);
  CHECK(findNow(all, topics(6)) != five);
  CHECK(all.made() == 2);
}

TEST_CASE("who asks while it is being found gets the same, and sees how far it is") {
  FoundColorings all;
  std::atomic<bool> begun = false, seen = false;
  std::shared_ptr<const Coloring> first, second;
  std::thread finder([&] {
    first = all.obtain(
        topics(5),
        [&](const base::Progress& progress) {
          progress(0.5);
          begun = true;
          waitFor(seen);
          return coloringOf(topics(5));
        },
        base::ignoreProgress());
  });
  waitFor(begun);
  second = all.obtain(
      topics(5), [&](const base::Progress&) { return coloringOf(topics(5)); },
      [&](double share) { seen = seen || share == 0.5; });
  finder.join();
  CHECK(seen);
  CHECK(first == second);
  CHECK(all.made() == 1);
}

TEST_CASE("who waits for a search that is cancelled takes over, and may be cancelled too") {
  FoundColorings all;
  std::atomic<bool> begun = false, waited = false, cancelled = false;
  std::thread finder([&] {  // Catch2's assertions belong to one thread
    try {
      all.obtain(
          topics(5),
          [&](const base::Progress&) -> std::shared_ptr<const Coloring> {
            begun = true;
            waitFor(waited);
            throw es::Cancelled{};
          },
          base::ignoreProgress());
    } catch (const es::Cancelled&) {
      cancelled = true;
    }
  });
  waitFor(begun);
  CHECK_THROWS_AS(all.obtain(
                      topics(5), [](const base::Progress&) { return coloringOf(topics(5)); },
                      [](double) { throw es::Cancelled{}; }),
                  es::Cancelled);
  const auto found = all.obtain(
      topics(5), [](const base::Progress&) { return coloringOf(topics(5)); }, [&](double) { waited = true; });
  finder.join();
  CHECK(cancelled);
  CHECK(found == all.get(topics(5)));
  CHECK(all.made() == 1);
}

TEST_CASE("the last ones are kept, and the usual topics always") {
  FoundColorings all;
  const auto usual = findNow(all, topics(ColorSpec::kUsualTopics));
  for (int count = 1; count <= 20; ++count) findNow(all, topics(count));
  CHECK(all.get(topics(ColorSpec::kUsualTopics)) == usual);
  CHECK(all.get(topics(20)));
  CHECK_FALSE(all.get(topics(1)));

  const auto shown = all.get(topics(15));  // what is looked at stays, however many come after it
  REQUIRE(shown);
  for (int count = 31; count <= 50; ++count) {
    findNow(all, topics(count));
    CHECK(all.get(topics(15)) == shown);
  }
}
