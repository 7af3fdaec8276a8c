#include "app/motion/scene_motion.h"

#include "app/motion/figure_motion.h"
#include "app/motion/slice_player.h"
#include "catch.h"
#include "small_space.h"

namespace {

using namespace es;
using namespace es::app;

math::Expression formula(const char* text) {
  return math::parseExpression(text);
}

/// Every arrow at rest.
void checkAtRest(const FormulaFigure& figure) {
  for (std::size_t i = 0; i < figure.arrows.size(); ++i) {
    const ArrowNow now = arrowNow(figure, i, SceneMotion::figureSec(3));
    CHECK(now.shown);
    CHECK(now.named);
    CHECK((now.from - figure.arrows[i].from).norm() < 1e-6F);
    CHECK((now.to - figure.arrows[i].to).norm() < 1e-6F);
  }
}

FormulaFigure figureOf(const char* text, const DocumentState& state) {
  return formulaFigure(formula(text), *state.space->table);
}

}  // namespace

TEST_CASE("a motion takes its time whatever the steps, and ends") {
  DocumentState state = test::smallDocument();
  SceneMotion coarse, fine;
  for (SceneMotion* motion : {&coarse, &fine}) motion->follow(state, true);
  CHECK_FALSE(coarse.moving());
  state.shown = {formula("king")};
  for (SceneMotion* motion : {&coarse, &fine}) motion->follow(state, true);
  CHECK(coarse.moving());
  coarse.advance(0.3);
  for (int i = 0; i < 30; ++i) fine.advance(0.01);
  CHECK(coarse.sinceSec(formula("king")) == Approx(fine.sinceSec(formula("king"))));
  CHECK(coarse.sinceSec(formula("queen")) > 1e6);  // not new
  coarse.advance(10);
  CHECK_FALSE(coarse.moving());
  CHECK(coarse.sinceSec(formula("king")) > 1e6);
}

TEST_CASE("what is not to move is there at once") {
  DocumentState state = test::smallDocument();
  SceneMotion motion;
  motion.follow(state, true);
  state.shown = {formula("king")};
  motion.follow(state, false);
  CHECK_FALSE(motion.moving());
  state.shown.push_back(formula("queen"));
  motion.follow(state, true);
  CHECK(motion.moving());
  CHECK(motion.sinceSec(formula("queen")) == 0);
  CHECK(motion.sinceSec(formula("king")) > 1e6);
  motion.finish();
  CHECK_FALSE(motion.moving());
}

TEST_CASE("the newest change plays once more") {
  DocumentState state = test::smallDocument();
  SceneMotion motion;
  motion.follow(state, true);
  state.shown = {formula("king")};
  motion.follow(state, true);
  motion.advance(10);
  motion.replay();
  CHECK(motion.moving());
  CHECK(motion.sinceSec(formula("king")) == 0);
}

TEST_CASE("the temperature goes from the old one to the new one, never beyond") {
  DocumentState state;
  SceneMotion motion;
  state.temperature = 8;
  motion.followNumbers(state, true);
  double last = motion.temperature();
  CHECK(last == 1);
  for (int i = 0; i < 20; ++i) {
    motion.advance(0.05);
    CHECK(motion.temperature() >= last);
    last = motion.temperature();
    CHECK(last <= 8);
  }
  CHECK(last == 8);
  state.temperature = 0;
  motion.followNumbers(state, true);
  motion.advance(0.3);
  CHECK(motion.temperature() > 0);
  motion.advance(1);
  CHECK(motion.temperature() == 0);
  state.temperature = 3;
  motion.followNumbers(state, false);
  CHECK(motion.temperature() == 3);
}

TEST_CASE("temperature 0 is shown as 0: at once without motion, and when a tween is over") {
  DocumentState state;
  for (const double before : {0.0, 0.37, 12.5}) {  // seconds that the motion has known
    SceneMotion motion;
    state.temperature = 5;
    motion.followNumbers(state, true);
    motion.advance(before);
    state.temperature = 0;
    motion.followNumbers(state, false);
    CHECK(motion.temperature() == 0);
  }
  SceneMotion motion;  // while a figure still grows
  DocumentState growing = test::smallDocument();
  motion.follow(growing, true);
  growing.shown = {formula("king - man + woman")};
  growing.temperature = 0;
  motion.follow(growing, true);
  motion.followNumbers(growing, false);
  CHECK(motion.moving());
  CHECK(motion.temperature() == 0);
  growing.temperature = 3;
  motion.followNumbers(growing, true);
  growing.temperature = 0;
  motion.advance(0.1);
  motion.followNumbers(growing, true);
  CHECK(motion.temperature() > 0);
  for (int step = 0; step < 7; ++step) motion.advance(SceneMotion::kNumberSec / 7);
  motion.advance(1e-9);
  CHECK(motion.moving());
  CHECK(motion.temperature() == 0);
  motion.finish();
  CHECK(motion.temperature() == 0);
}

TEST_CASE("logits under the same labels go from the old ones to the new ones, others are there at once") {
  DocumentState state;
  SceneMotion motion;
  state.softmax = {{"a", "b"}, {1, -2}, {}};
  motion.followNumbers(state, true);
  CHECK(motion.logits() == std::vector<double>{1, -2});  // there was nothing to come from
  motion.advance(1);
  state.softmax.logits = {3, -8};
  motion.followNumbers(state, true);
  CHECK(motion.logits() == std::vector<double>{1, -2});
  motion.advance(SceneMotion::kNumberSec / 2);
  CHECK(motion.logits()[0] == Approx(2));
  CHECK(motion.logits()[1] == Approx(-5));
  motion.advance(SceneMotion::kNumberSec);
  CHECK(motion.logits() == state.softmax.logits);
  state.softmax = {{"a", "c"}, {0, 0}, {}};
  motion.followNumbers(state, true);
  CHECK(motion.logits() == state.softmax.logits);
  state.softmax = {};
  motion.followNumbers(state, true);
  CHECK(motion.logits().empty());
}

TEST_CASE("a new slice of the same words is a change that plays, other words are none") {
  DocumentState state = test::smallDocument();
  SceneMotion motion;
  motion.follow(state, true);
  CHECK_FALSE(motion.moving());
  SliceCommand command;
  command.spec.kind = SliceKind::Random;
  state = test::after(state, command);
  motion.follow(state, true);
  CHECK(motion.turnSec() == 0);
  motion.advance(SlicePlayer::kTurnSec);
  CHECK_FALSE(motion.moving());
  motion.replay();
  CHECK(motion.turnSec() == 0);
}

TEST_CASE("a figure grows to what it is at rest") {
  const DocumentState state = test::smallDocument();
  checkAtRest(figureOf("king - man + woman", state));
  checkAtRest(figureOf("king - man", state));
  checkAtRest(figureOf("king + man", state));
  const FormulaFigure figure = figureOf("king - man + woman", state);
  for (std::size_t i = 0; i < figure.arrows.size(); ++i) CHECK_FALSE(arrowNow(figure, i, 0).shown);
}

TEST_CASE("the travelling difference keeps its length and direction") {
  const DocumentState state = test::smallDocument();
  for (const char* text : {"king - man + woman", "king - man"}) {
    const FormulaFigure figure = figureOf(text, state);
    for (std::size_t i = 0; i < figure.arrows.size(); ++i) {
      const FigureArrow& arrow = figure.arrows[i];
      if (arrow.role != ArrowRole::Difference || arrow.label.empty()) continue;
      const math::Vector whole = arrow.to - arrow.from;
      for (double t = 2 * SceneMotion::kGrowSec; t < 4; t += 0.1) {
        const ArrowNow now = arrowNow(figure, i, t);
        CHECK(((now.to - now.from) - whole).norm() < 1e-5F);
      }
    }
  }
}

TEST_CASE("a word that is marked beside a question starts nothing anew") {
  DocumentState state = test::smallDocument();
  auto asked = std::make_shared<NeighborsAnswer>();
  asked->expression = formula("king");
  asked->count = 1;
  state.neighbors = asked;
  SceneMotion motion;
  motion.follow(state, false);
  auto marked = std::make_shared<NeighborsAnswer>(*asked);
  marked->placed.emplace_back();
  state.neighbors = marked;
  motion.follow(state, true);
  CHECK_FALSE(motion.moving());
  auto other = std::make_shared<NeighborsAnswer>(*marked);
  other->expression = formula("queen");
  state.neighbors = other;
  motion.follow(state, true);
  CHECK(motion.moving());
}

namespace {

std::shared_ptr<const NeighborsAnswer> answers(const char* text, math::Metric metric,
                                               const std::vector<math::Index>& rows) {
  auto answer = std::make_shared<NeighborsAnswer>();
  answer->expression = formula(text);
  answer->metric = metric;
  answer->count = static_cast<int>(rows.size());
  for (const math::Index row : rows) {
    Neighbor neighbor;
    neighbor.row = row;
    answer->ranked.push_back(neighbor);
  }
  return answer;
}

}  // namespace

TEST_CASE("another metric, or more answers: arrows and answers stay, and only what is new lights up") {
  DocumentState state = test::smallDocument();
  SceneMotion motion;
  motion.follow(state, true);
  state.neighbors = answers("king - man", math::Metric::Cosine, {1, 2, 3});
  motion.follow(state, true);
  CHECK(motion.sinceSec(state.neighbors->expression) == 0);
  CHECK(motion.answerSec(*state.neighbors, 1, 0) < 0);  // its turn comes after the arrows
  motion.advance(60);
  state.neighbors = answers("king - man", math::Metric::Dot, {4, 2, 1, 5});
  motion.follow(state, true);
  CHECK(motion.sinceSec(state.neighbors->expression) > 1e6);
  CHECK(motion.answerSec(*state.neighbors, 2, 1) > 1e6);
  CHECK(motion.answerSec(*state.neighbors, 1, 2) > 1e6);
  CHECK(motion.answerSec(*state.neighbors, 4, 0) == 0);
  CHECK(motion.answerSec(*state.neighbors, 5, 3) < 0);
  motion.advance(60);
  state.neighbors = answers("king - man", math::Metric::Dot, {4, 2});
  motion.follow(state, true);
  CHECK_FALSE(motion.moving());  // fewer: nothing is new
}

TEST_CASE("what undo brings back stands at once") {
  DocumentState state = test::smallDocument();
  SceneMotion motion;
  motion.follow(state, true);
  const DocumentState before = state;
  state.neighbors = answers("king - man", math::Metric::Cosine, {1, 2, 3});
  motion.follow(state, true);
  motion.advance(60);
  const DocumentState asked = state;
  motion.followBack(before, true);
  motion.advance(60);
  motion.followBack(asked, true);
  CHECK(motion.sinceSec(asked.neighbors->expression) > 1e6);
  for (int place = 0; place < 3; ++place) CHECK(motion.answerSec(*asked.neighbors, place + 1, place) > 1e6);
  motion.follow(asked, true);  // the next frame finds nothing new
  CHECK(motion.sinceSec(asked.neighbors->expression) > 1e6);
}

TEST_CASE("a hundred answers light up in no more time than ten") {
  for (const std::size_t count : {1U, 10U, 25U, 100U})
    CHECK(SceneMotion::lightSec(count) * static_cast<double>(count) <= SceneMotion::kAllLitSec + 1e-9);
  CHECK(SceneMotion::lightSec(10) == Approx(SceneMotion::kLightSec));
}

TEST_CASE("without motion what is taken back is there at once") {
  const DocumentState before = test::smallDocument();
  DocumentState asked = before;
  auto answer = std::make_shared<NeighborsAnswer>();
  answer->expression = formula("king");
  asked.neighbors = answer;
  SceneMotion motion;
  motion.follow(asked, false);
  motion.followBack(before, true);
  CHECK(motion.moving());  // the cloud brightens
  motion.followBack(asked, false);
  CHECK_FALSE(motion.moving());
}
