#include "app/lesson/lesson.h"

#include <unistd.h>

#include <fstream>
#include <set>

#include "app/lesson/lesson_run.h"
#include "app/session/session.h"
#include "base/error.h"
#include "catch.h"
#include "small_space.h"

namespace {

using namespace es;
using namespace es::app;
using Catch::Matchers::Contains;

/// Each test's own, in each process: they may run side by side.
std::filesystem::path folder(const std::string& test) {
  const auto path = std::filesystem::path(ES_TEST_TMP) / "lessons" / (test + std::to_string(getpid()));
  std::filesystem::create_directories(path);
  return path;
}

std::filesystem::path write(const std::string& test, const std::string& name, const std::string& text) {
  const auto path = folder(test) / name;
  std::ofstream(path) << text;
  return path;
}

std::string failureOf(const std::string& text) {
  try {
    readLesson(write("broken", "broken.lesson", text));
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

constexpr const char* kTwoSteps =
    "#: title Two steps\n#: about Twice.\n#: needs model\nset labels 7\n\n#> First\n#> and on.\nshow a\n"
    "# a comment\nshow b\n#: pause 2.5\n#> Second.\nclear\n";

LessonPicture picture(double temperature) {
  LessonPicture picture;
  picture.document.temperature = temperature;
  return picture;
}

}  // namespace

TEST_CASE("what a script brings replaces no file, what is typed may") {
  const std::string path = write("writes", "there.es", "# mine\n").string();
  const QueuedCommand typed{SaveCommand{path}, {}}, brought{SaveCommand{path}, "x.es:3"};
  CHECK(typed.writing() == es::base::Writing::MayReplace);
  CHECK(brought.writing() == es::base::Writing::OnlyNew);
  CHECK_NOTHROW(requireMayWrite(typed));
  CHECK_THROWS_AS(requireMayWrite(brought), es::Error);
  CHECK_NOTHROW(requireMayWrite({SaveCommand{path + ".new"}, "x.es:3"}));
  CHECK_NOTHROW(requireMayWrite({OpenCommand{path, {}, {}}, "x.es:3"}));  // reads it
}

TEST_CASE("a lesson is read in steps") {
  const Lesson lesson = readLesson(write("read", "two.lesson", kTwoSteps));
  CHECK(lesson.name == "two");
  CHECK(lesson.title == "Two steps");
  CHECK(lesson.about == "Twice.");
  CHECK(lesson.needs == Lesson::Needs::Writer);
  REQUIRE(lesson.preparation.size() == 1);
  REQUIRE(lesson.steps.size() == 2);
  CHECK(lesson.steps[0].caption == "First and on.");
  CHECK(lesson.steps[0].pauseSec == 2.5);
  REQUIRE(lesson.steps[0].commands.size() == 2);
  CHECK(lesson.steps[0].commands[1].origin == "two.lesson:10");
  CHECK(lesson.steps[1].caption == "Second.");
  CHECK(lesson.steps[1].pauseSec == 5);
  CHECK(std::holds_alternative<ClearCommand>(lesson.steps[1].commands[0].command));
}

TEST_CASE("what is no lesson is refused with its line") {
  CHECK_THAT(failureOf("#> A step\nshow a\n"), Contains("needs a title"));
  CHECK_THAT(failureOf("#: title Nothing\n"), Contains("needs a step"));
  CHECK_THAT(failureOf("#: title X\n#: colour red\n#> Y\n"),
             Contains("broken.lesson:2") && Contains("colour"));
  CHECK_THAT(failureOf("#: title X\n#> Y\n\nshwo a\n"), Contains("broken.lesson:4") && Contains("show"));
  CHECK_THAT(failureOf("#: title X\n#: pause 3\n#> Y\n"), Contains("broken.lesson:2"));
  CHECK_THAT(failureOf("#: title X\n#> Y\n#: pause long\n"), Contains("0 to 600"));
  CHECK_THAT(failureOf("#: title X\n#: golden scene huge\n#> Y\n"),
             Contains("broken.lesson:2") && Contains("scene or page") && Contains("huge"));
  CHECK_THAT(failureOf("#: title X\n#: golden 5\n#> Y\n"), Contains("broken.lesson:2"));
  for (const char* place : {"0", "-1", "1.5", "first", "10000"}) {
    CHECK_THAT(failureOf("#: title X\n#: place " + std::string(place) + "\n#> Y\n"),
               Contains("broken.lesson:2") && Contains("from 1 to 9999") && Contains(place));
  }
  for (const char* line : {"3", "scene", "0 scene", "1 sideways", "one page"}) {
    CHECK_THAT(failureOf("#: title X\n#> Y\n#: picture " + std::string(line) + "\n"),
               Contains("broken.lesson:3") && Contains("picture"));
  }
  CHECK_THAT(failureOf("#: title X\n#: picture 2 page\n#> Y\nshow a\n"),
             Contains("broken.lesson:2") && Contains("step 2") && Contains("last step is 1"));
  CHECK_THAT(failureOf("#: title X\n#> Y\nlesson two\n"), Contains("starts no lesson"));
  CHECK_THAT(failureOf("#: title X\n#> Y\nquit\n"), Contains("ends no program"));
}

TEST_CASE("a stage holds until a step says another") {
  const Lesson lesson = readLesson(write("stages", "staged.lesson",
                                         "#: title S\n#> A\n#> B\n#: stage line\n\n#> C\nclear\n\n#> D\n"
                                         "#: stage picture\n\n#> E\n"));
  REQUIRE(lesson.steps.size() == 4);  // two lines are one caption
  CHECK(lesson.steps[0].stage == Stage::Line);
  CHECK(lesson.steps[1].stage == Stage::Line);
  CHECK(lesson.steps[2].stage == Stage::Picture);
  CHECK(lesson.steps[3].stage == Stage::Picture);
  CHECK_FALSE(readLesson(write("stages", "two.lesson", kTwoSteps)).steps[1].stage);
  LessonRun run;
  run.start(lesson, {});
  CHECK(run.answer().stage == Stage::Line);  // no other picture before the first step
  run.next(picture(1));
  run.next(picture(1));
  run.next(picture(1));
  CHECK(run.answer().stage == Stage::Picture);
  run.leave();
  CHECK_FALSE(run.answer().stage);
  CHECK_THAT(failureOf("#: title X\n#> Y\n#: stage lines\n"),
             Contains("broken.lesson:3") && Contains("did you mean line?"));
  CHECK_THAT(failureOf("#: title X\n#> Y\n#: stage qqqq\n"), Contains("picture, bars, line, pairs, matrix"));
  CHECK_THAT(failureOf("#: title X\n#: stage line\n#> Y\n"), Contains("broken.lesson:2"));
}

TEST_CASE("a step's longest motion takes less than three seconds in a lesson") {
  NeighborsAnswer answer;
  answer.expression = math::parseExpression("king - man + woman");
  answer.ranked.resize(12);  // ten answers and two of its own words
  LessonRun run;
  CHECK(run.pace() == 1);
  run.start(readLesson(write("pace", "two.lesson", kTwoSteps)), {});
  CHECK(SceneMotion::questionSec(answer) / run.pace() <= 3);
  CHECK(SceneMotion::kWalkSec / run.pace() <= 3);
  run.next(picture(1));
  run.beginTrying(picture(1));
  CHECK(run.pace() == 1);
}

TEST_CASE("a lesson may play by itself from its start on") {
  LessonRun run;
  run.start(
      readLesson(write("plays", "plays.lesson", "#: title P\n#: plays\n#> A\n#> and on\nclear\n#> B\n")), {});
  CHECK(run.playing());
  run.play(false);
  CHECK_FALSE(run.playing());
  run.start(readLesson(write("plays", "two.lesson", kTwoSteps)), {});
  CHECK_FALSE(run.playing());
  CHECK_THAT(failureOf("#: title X\n#: plays loud\n#> Y\n"), Contains("broken.lesson:2"));
}

TEST_CASE("a claim is held to its form and changes nothing") {
  const Lesson lesson = readLesson(
      write("claims", "claimed.lesson",
            "#: title C\n#> A\n#: claim rank a - b c | rank = 1 | score ~ 0.78\n#: claim info | rows > 2\n"));
  CHECK(lesson.steps[0].commands.empty());
  for (const char* line : {"rank a b", "rank a b | rank", "rank a b | rank = ", "rank a b | rank is 1",
                           "rank a b | rank = 1 |", "rnk a b | rank = 1", ""}) {
    CHECK_THAT(failureOf("#: title X\n#> Y\n#: claim " + std::string(line) + "\n"),
               Contains("broken.lesson:3"));
  }
  CHECK_THAT(failureOf("#: title X\n#: claim info | rows > 2\n#> Y\n"), Contains("broken.lesson:2"));
}

TEST_CASE("what a lesson's file says of its picture and its golden case is read with it") {
  const Lesson lesson = readLesson(write("pictured", "one.lesson",
                                         "#: title One\n#: place 30\n#: picture 2 page\n#: golden scene "
                                         "280x175\n#> A\n#> and on\nclear\n#> B\n"));
  CHECK(lesson.place == 30);
  CHECK(lesson.steps.size() == 2);
  CHECK(lesson.preparation.empty());
  CHECK_FALSE(readLesson(write("pictured", "two.lesson", kTwoSteps)).place);
}

TEST_CASE("the list goes by place, then by name, and the first folder's lesson counts") {
  std::filesystem::remove_all(folder("shelf"));
  const auto shelf = folder("shelf");
  write("shelf", "b.lesson", "#: title B\n#: place 20\n#> x\n");
  write("shelf", "c.lesson", "#: title C\n#: place 10\n#> x\n");
  write("shelf", "d.lesson", "#: title D\n#> x\n");
  write("shelf", "a.lesson", "#: title A\n#> x\n");
  write("shelf", "ab.lesson", "#: title AB\n#> x\n");
  write("shelf", "broken.lesson", "nonsense\n");
  const auto own = shelf / "own";
  std::filesystem::create_directories(own);
  std::ofstream(own / "a.lesson") << "#: title Own A\n#> x\n";
  const auto found = lessonTitles({own, shelf, shelf / "missing"});
  std::vector<std::string> titles;
  for (const LessonTitle& title : found) titles.push_back(title.title);
  CHECK(titles == std::vector<std::string>{"Own A", "C", "B", "AB", "D"});
  CHECK(findLesson({own, shelf}, "a").title == "Own A");
  CHECK_THROWS_WITH(findLesson({shelf}, "brokn"), Contains("did you mean"));
  CHECK_THROWS_WITH(findLesson({shelf}, "broken"), Contains("broken.lesson:1"));
}

TEST_CASE("the pictures that a lesson goes back to") {
  LessonRun run;
  CHECK_THROWS_WITH(run.next(picture(0)), Contains("no lesson is on"));
  run.start(readLesson(write("pictures", "two.lesson", kTwoSteps)), picture(0.5));
  CHECK(run.step() == 0);
  CHECK(run.next(picture(1)).size() == 2);
  CHECK_THROWS_WITH(run.back(), Contains("first step"));
  CHECK(run.next(picture(2)).size() == 1);
  CHECK(run.atEnd());
  CHECK_THROWS_WITH(run.next(picture(3)), Contains("last step"));
  CHECK(run.answer().caption == "Second.");

  run.beginTrying(picture(4));
  run.beginTrying(picture(5));  // what is tried meanwhile is not the lesson's
  CHECK(run.trying());
  const auto own = run.resume();
  REQUIRE(own);
  CHECK(own->document.temperature == 4);
  CHECK_FALSE(run.resume());

  CHECK(run.back().document.temperature == 2);  // the end of the first step
  CHECK(run.step() == 1);
  CHECK(run.beginning().document.temperature == 1);
  CHECK(run.step() == 0);
  run.start(readLesson(write("pictures", "two.lesson", kTwoSteps)), picture(7));
  REQUIRE(run.persons());
  CHECK(run.persons()->document.temperature == 0.5);  // of two lessons in a row what was before the first
  const auto persons = run.leave();
  REQUIRE(persons);
  CHECK(persons->document.temperature == 0.5);
  CHECK_FALSE(run.on());
  CHECK_FALSE(run.persons());
  CHECK_FALSE(run.leave());
}

TEST_CASE("every lesson that comes along can be read, and all that the film shows is there") {
  const std::filesystem::path shipped = std::filesystem::path(ES_SOURCE_DIR) / "assets/lessons";
  const auto shelf = lessonTitles({shipped});
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shipped))
    files += entry.path().extension() == ".lesson" ? 1 : 0;
  CHECK(shelf.size() == files);
  std::set<std::string> names;
  for (const LessonTitle& title : shelf) names.insert(title.name);
  for (const char* name :
       {"welcome",         "capitals",    "axes",      "bias",        "tokens",          "embedding-matrix",
        "parameters",      "slice",       "neighbors", "king-queen",  "mussolini",       "bratwurst",
        "plurality",       "gender",      "size",      "dot-product", "many-directions", "soak",
        "king-in-context", "mole",        "tower",     "bank",        "attention",       "unembedding",
        "softmax",         "temperature", "story"})
    CHECK(names.contains(name));
  int before = 0;
  for (const LessonTitle& title : shelf) {
    const int place = findLesson({shipped}, title.name).place.value_or(0);
    CHECK(place > before);
    before = place;
  }
}
