#include <cmath>
#include <limits>

#include "app/document/document.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;
using test::run;

namespace {

SoftmaxAnswer softmaxBy(Document& document, const std::string& line) {
  return std::get<SoftmaxAnswer>(run(document, line));
}

constexpr const char* kFilm =
    "softmax Dumbledore=-0.8 Flitwick=-5.0 Mcgonagall=0.5 Quirrell=1.5 Snape=3.4 Sprout=-2.3 Trelawney=2.5";

}  // namespace

TEST_CASE("the film's logits give the published table at every temperature") {
  const std::vector<std::pair<double, std::vector<double>>> table{
      {1, {.0092, .0001, .0338, .0918, .6136, .0021, .2495}},
      {2, {.0499, .0061, .0956, .1576, .4075, .0236, .2598}},
      {5, {.1075, .0464, .1394, .1702, .2489, .0796, .2079}},
      {10, {.1277, .0839, .1455, .1608, .1944, .1100, .1777}},
      {0, {0, 0, 0, 0, 1, 0, 0}}};
  Document document;
  run(document, kFilm);
  for (const auto& [temperature, expected] : table) {
    const SoftmaxAnswer answer = softmaxBy(document, "temperature " + std::to_string(temperature));
    REQUIRE(answer.probabilities.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      INFO("T = " << temperature << ", " << answer.labels[i]);
      CHECK(std::abs(answer.probabilities[i] - expected[i]) <= 0.00005001);
    }
  }
}

TEST_CASE("limits of temperature and logits") {
  Document document;
  CHECK(std::holds_alternative<MessageAnswer>(run(document, "temperature 3")));
  const SoftmaxAnswer uniform = softmaxBy(document, "softmax 1 2 3 4 --temperature inf");
  CHECK(uniform.labels == std::vector<std::string>{"1", "2", "3", "4"});
  CHECK(uniform.probabilities == std::vector<double>(4, 0.25));
  CHECK(uniform.entropy == Approx(std::log(4.0)));
  const SoftmaxAnswer extreme = softmaxBy(document, "softmax 1.7e308 -1.7e308 0 --temperature 1e-300");
  CHECK(extreme.probabilities == std::vector<double>{1, 0, 0});
  CHECK(extreme.entropy == 0);
  CHECK(holds(errorOf([&] { applyCommand(document, TemperatureCommand{-1}); }), "from 0"));
  CHECK(holds(errorOf([&] { applyCommand(document, TemperatureCommand{std::nan("")}); }), "from 0"));
  CHECK(holds(errorOf([&] { applyCommand(document, SoftmaxCommand{{1, std::nan("")}, {}, {}}); }), "finite"));
  CHECK(holds(errorOf([&] { applyCommand(document, SoftmaxCommand{{1, 2}, {"a"}, {}}); }), "label"));
  CHECK(std::holds_alternative<MessageAnswer>(run(document, "softmax")));
  CHECK(document.state().softmax == SoftmaxState{});
  CHECK(std::holds_alternative<MessageAnswer>(run(document, "temperature 3")));
}

TEST_CASE("logits are the dot products of a formula with words") {
  Document document = test::smallDocument();
  const DotAnswer dots = std::get<DotAnswer>(run(document, "dot king - man : queen cat \"new york\""));
  const SoftmaxAnswer softmax = softmaxBy(document, "logits king - man : queen Cat \"new york\"");
  REQUIRE(softmax.labels == std::vector<std::string>{"queen", "cat", "new york"});
  for (std::size_t i = 0; i < 3; ++i) CHECK(softmax.logits[i] == dots.items[i].dot);
  CHECK(document.state().softmax.source.has_value());
  run(document, "softmax 1 2");
  CHECK_FALSE(document.state().softmax.source.has_value());
}
