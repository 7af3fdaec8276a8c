#include <fmt/format.h>

#include "app/session/session.h"
#include "base/error.h"

namespace es::app {
namespace {

/// How a lesson's picture is looked at; what is the room's (theme, size of letters) stays.
void lookAs(ViewState& view, const ViewState& lessons) {
  view.camera = lessons.camera;
  view.turning = lessons.turning;
  view.page = lessons.page;
  view.mode = lessons.mode;
  view.pageShare = lessons.pageShare;
  view.barAxis = lessons.barAxis;
  view.pathLength = lessons.pathLength;
  view.labelCount = lessons.labelCount;
}

}  // namespace

void Session::show(LessonPicture picture) {
  document.commit(std::move(picture.document));
  followUp.drop();
  m_seen = {document.state().space, document.state().sliced, {}};
  lookAs(view, picture.view);
  motion.follow(document.state(), false);
}

std::vector<QueuedCommand> Session::startLesson(const LessonCommand& command, Lesson found) {
  const int steps = command.step.value_or(1);
  if (steps > static_cast<int>(found.steps.size()))
    throw Error(fmt::format("the lesson {} has {} steps, not {}", command.name, found.steps.size(), steps));
  lesson.start(std::move(found));
  std::vector<QueuedCommand> commands = freshStart(*lesson.lesson(), document.state().model.model != nullptr);
  for (int step = 0; step < steps; ++step)
    commands.push_back({LessonCommand{LessonCommand::Move::Next, {}, {}}});
  return commands;
}

std::vector<QueuedCommand> Session::teach(const LessonCommand& command, LessonFiles files) {
  using Move = LessonCommand::Move;
  followUp.beginScript();
  const LessonPicture now{document.state(), view};
  switch (command.move) {
    case Move::List:
      lesson.setTitles(std::move(files.titles));
      return {};
    case Move::Start:
      return startLesson(command, std::move(files.lesson.value()));
    case Move::Next:
      motion.finish();
      if (auto own = lesson.atEnd() ? std::nullopt : lesson.resume()) show(std::move(*own));
      return lesson.next({document.state(), view});
    case Move::Back:
      show(lesson.back());
      return {};
    case Move::Restart:
      show(lesson.beginning());
      return {{LessonCommand{Move::Next, {}, {}}}};
    case Move::Try:
      lesson.beginTrying(now);
      return {};
    case Move::Resume:
      if (auto own = lesson.resume()) show(std::move(*own));
      return {};
    case Move::Play:
      lesson.play(!lesson.playing());
      return {};
    case Move::Leave:
      lesson.leave();
      return {};
  }
  return {};
}

}  // namespace es::app
