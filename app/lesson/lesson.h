#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/command/lesson_commands.h"
#include "app/lesson/script_file.h"

namespace es::app {

/// One step of a lesson: what it says and the commands that make its picture from the step before.
struct LessonStep {
  std::string caption;
  double pauseSec = 0;  // how long it stands while the lesson plays by itself, after its motion has ended
  std::optional<Stage> stage;  // as it says or, where it says none, as the step before it
  std::vector<QueuedCommand> commands;
};

/// A named script in steps. The file is a script like every other (`--script` runs it); its comments say
/// where steps begin:
///
///     #: title King and queen
///     #: about What the step from man to woman does to king.
///     #: needs model          (the story model is opened where none is)
///     #: plays                (by itself, from its start on)
///     #: place 50             (in the list of lessons)
///     #: picture 2 scene      (scripts/gallery and tests/golden read this line and `golden`)
///     #> The caption of a step; further #> lines go on with it.
///     show king queen
///     #: stage picture        (what the step above is about: it fills the window, until a step says another)
///     #: pause 4              (of the step above; seconds, 5 where it is not said)
///     #: claim rank king - man + woman queen | rank = 1   (what the caption says, for the tests)
///
/// Commands before the first caption prepare the lesson. A lesson holds words, formulas and commands, never a
/// coordinate or a result.
struct Lesson {
  std::string name, title, about;
  enum class Needs { Nothing, Writer, Reader } needs = Needs::Nothing;  // the model it speaks to
  bool plays = false;                                                   // by itself from its start on
  std::optional<int> place;  // in the order of teaching; those without one stand behind
  std::vector<QueuedCommand> preparation;
  std::vector<LessonStep> steps;  // at least one

  [[nodiscard]] LessonTitle titleLine() const { return {name, title, about, static_cast<int>(steps.size())}; }
};

/// Reads NAME.lesson. Throws es::Error "FILE:LINE: ..." for what is no command, no directive, or missing.
Lesson readLesson(const std::filesystem::path& path);

/// All lessons of these folders, one folder after the other, each by place and then by name; of two of the
/// same name the first folder's. Broken ones are left out here and say why when they are started.
std::vector<LessonTitle> lessonTitles(const std::vector<std::filesystem::path>& folders);

/// The lesson of that name in the first folder that has it. Throws es::Error with the closest name.
Lesson findLesson(const std::vector<std::filesystem::path>& folders, const std::string& name);

/// What a command of lessons needs from the disk: of `lesson NAME` the lesson, of `lesson` the titles.
struct LessonFiles {
  std::optional<Lesson> lesson;
  std::vector<LessonTitle> titles;
};
constexpr bool readsLessons(LessonCommand::Move move) {
  return move == LessonCommand::Move::Start || move == LessonCommand::Move::List;
}
/// Reads them, on any thread. Throws as findLesson does.
LessonFiles readLessons(const std::vector<std::filesystem::path>& folders, const LessonCommand& command);

}  // namespace es::app
