#include "app/command/command_text.h"
#include "app/document/directions_state.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

DirectionsAnswer directionsBy(Document& document, const std::string& line) {
  return std::get<DirectionsAnswer>(run(document, line));
}

}  // namespace

TEST_CASE("directions need no table") {
  Document document;
  const DirectionsAnswer answer = directionsBy(document, "directions 300 20 --seed 4");
  CHECK(answer.count == 300);
  CHECK(answer.dims == 20);
  CHECK(answer.seed == 4);
  CHECK(answer.pairs == 300 * 299 / 2);
  CHECK(answer.rounds == 0);
  CHECK(answer.histogram.size() == 720);
  CHECK(answer.smallestDegrees < answer.meanDegrees);
  CHECK(answer.largestDegrees > answer.meanDegrees);
}

TEST_CASE("rounds go on from where the directions stand") {
  Document together, apart;
  const DirectionsAnswer first = directionsBy(together, "directions 200 16 --seed 4");
  const DirectionsAnswer whole = directionsBy(together, "directions 200 16 --seed 4 --rounds 5");
  directionsBy(apart, "directions 200 16 --seed 4 --rounds 2");
  const DirectionsAnswer later = directionsBy(apart, "directions --rounds 3");
  CHECK(later.rounds == 5);
  CHECK(later.histogram == whole.histogram);  // a session may save them as one
  CHECK(whole.smallestDegrees > first.smallestDegrees);
  CHECK(whole.largestDegrees < first.largestDegrees);
  CHECK(directionsBy(apart, "directions").histogram == whole.histogram);
}

TEST_CASE("a session brings the directions back") {
  Document document;
  directionsBy(document, "directions 50 10 --seed 4 --rounds 2");
  const std::vector<Command> commands = sessionCommands(document.state());
  const auto found = std::ranges::find_if(
      commands, [](const Command& one) { return std::holds_alternative<DirectionsCommand>(one); });
  REQUIRE(found != commands.end());
  CHECK(formatCommand(*found) == "directions 50 10 --seed 4 --rounds 2");
}

TEST_CASE("directions that cannot be are refused before they take memory") {
  Document document;
  CHECK(holds(errorOf([&] { directionsBy(document, "directions"); }), "directions 10000 100"));
  CHECK(holds(errorOf([&] { directionsBy(document, "directions --rounds 3"); }), "no directions stand"));
  CHECK(holds(errorOf([&] { directionsBy(document, "directions 1 5"); }), "2"));
  CHECK(holds(errorOf([&] { directionsBy(document, "directions 100000 1000000"); }), "memory"));
  CHECK(holds(errorOf([&] { applyCommand(document, DirectionsCommand{1, 5, 1, 0}); }), "at least 2"));
  CHECK(holds(errorOf([&] { applyCommand(document, DirectionsCommand{5, 0, 1, 0}); }), "at least 1"));
  CHECK_FALSE(document.state().directions);
}

TEST_CASE("many directions are work for a worker") {
  const DocumentState empty;
  const DirectionsCommand many{10'000, 100, 1, 0};
  CHECK(estimatedWork(empty, many) > 1e9);
  CHECK(estimatedWork(empty, DirectionsCommand{{}, {}, {}, 0}) < 1e6);
}

TEST_CASE("directions report their progress and can be cancelled") {
  Document document;
  double last = 0;
  bool rises = true;
  applyCommand(document, DirectionsCommand{600, 20, 1, 2}, [&](double share) {
    rises = rises && share >= last - 1e-12 && share <= 1 + 1e-12;
    last = share;
  });
  CHECK(last > 0.9);
  CHECK(rises);
  const auto cancel = [](double share) {
    if (share > 0.5) throw es::Cancelled();
  };
  CHECK_THROWS_AS(applyCommand(document, DirectionsCommand{600, 20, 2, 2}, cancel), es::Cancelled);
  CHECK(document.state().directions->answer.seed == 1);
}
