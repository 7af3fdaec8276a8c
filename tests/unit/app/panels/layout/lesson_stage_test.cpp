#include "app/panels/layout/lesson_stage.h"

#include "catch.h"

using namespace es::app;

TEST_CASE("a step's subject is the page of its name, the bars, or the picture") {
  LessonAnswer lesson;
  CHECK_FALSE(subjectIsPage(lesson));
  lesson.stage = Stage::Picture;
  CHECK_FALSE(subjectIsPage(lesson));
  lesson.stage = Stage::Bars;
  CHECK(subjectIsPage(lesson));
  CHECK_FALSE(subjectPage(lesson));
  lesson.stage = Stage::Lens;
  CHECK(subjectPage(lesson) == Page::Lens);
  for (std::size_t stage = static_cast<std::size_t>(Stage::Line); stage < kStageNames.size(); ++stage) {
    lesson.stage = static_cast<Stage>(stage);
    REQUIRE(subjectPage(lesson));
    CHECK(pageName(*subjectPage(lesson)) == kStageNames[stage]);
  }
}

TEST_CASE("letters on a lesson's stage are 28 px in a window of 1080 lines, or the person's own") {
  LessonAnswer lesson;
  CHECK(fontSizeFor(lesson, 15, 1080) == 15);
  lesson.lesson = LessonTitle{"near", "Near", "", 3};
  CHECK(fontSizeFor(lesson, 15, 1080) == 28);
  CHECK(fontSizeFor(lesson, 15, 540) == 15);
  CHECK(fontSizeFor(lesson, 30, 1080) == 30);
  lesson.trying = true;
  CHECK(fontSizeFor(lesson, 15, 1080) == 15);
}
