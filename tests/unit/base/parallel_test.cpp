#include "base/parallel.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "catch.h"
#include "math/types.h"

using namespace es::base;

TEST_CASE("every part is done once") {
  for (const std::ptrdiff_t parts : {0, 1, 2, 3, 1000}) {
    std::vector<std::atomic<int>> done(static_cast<std::size_t>(parts));
    inParallel(parts, [&](std::ptrdiff_t part) { ++done[static_cast<std::size_t>(part)]; });
    for (const auto& times : done) CHECK(times == 1);
  }
}

TEST_CASE("what a part throws comes out, and the rest is left") {
  constexpr std::ptrdiff_t kParts =
      1'000'000'000'000;  // hours of work: only what is left undone ends in time
  std::atomic<std::ptrdiff_t> done = 0;
  const auto work = [&](std::ptrdiff_t part) {
    if (part == 3) throw std::runtime_error("part 3");
    ++done;
  };
  CHECK_THROWS_WITH(inParallel(kParts, work), "part 3");
  CHECK(done < kParts - 1);
}

TEST_CASE("work within work ends") {
  std::atomic<int> done = 0;
  inParallel(4, [&](std::ptrdiff_t) { inParallel(4, [&](std::ptrdiff_t) { ++done; }); });
  CHECK(done == 16);
}
