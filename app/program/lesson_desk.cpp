#include "app/program/lesson_desk.h"

#include "app/platform/desktop/paths.h"

namespace es::app {

LessonDesk::LessonDesk(WindowState& state, CommandDesk& commands)
    : m_state(state), m_commands(commands), m_pictures(lessonFolders(), Window::wake) {
  m_list.start([](const std::stop_token&) { return lessonTitles(lessonFolders()); }, Window::wake);
}

void LessonDesk::deliver() {
  if (m_list.ready())
    m_state.log.attempt("the list of lessons", [this] { m_state.session.lesson.setTitles(m_list.take()); });
}

bool LessonDesk::moves() const {
  const Session& session = m_state.session;
  if (!session.lesson.on() || session.lesson.trying()) return false;
  return m_commands.waiting() || m_commands.working() || session.motion.moving() || session.space.moving();
}

void LessonDesk::advance(double stepSec) {
  const LessonRun& lesson = m_state.session.lesson;
  m_sinceTurnSec += stepSec;
  if (m_taught != m_commands.taught()) m_restSec = 0;
  m_taught = m_commands.taught();
  if (!lesson.playing() || moves()) return;
  m_restSec += stepSec;
  const double pause =
      lesson.step() == 0 ? 0 : lesson.lesson()->steps[static_cast<std::size_t>(lesson.step()) - 1].pauseSec;
  if (m_restSec < pause) return;
  const auto move = lesson.atEnd() ? LessonCommand::Move::Play : LessonCommand::Move::Next;  // or it ends
  m_commands.enqueue(LessonCommand{move, {}, {}});
  if (move == LessonCommand::Move::Next) m_sinceTurnSec = 0;
  m_restSec = 0;
}

}  // namespace es::app
