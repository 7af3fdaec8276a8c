#include "app/lesson_run.h"

#include <utility>

#include "app/command/number_text.h"
#include "math/error.h"

namespace es::app {

LessonAnswer LessonRun::answer() const {
  LessonAnswer answer;
  answer.shelf = m_shelf;
  if (!on()) return answer;
  answer.lesson = m_lesson->titleLine();
  answer.step = m_step;
  if (m_step > 0) answer.caption = m_lesson->steps[static_cast<std::size_t>(m_step) - 1].caption;
  answer.trying = trying();
  answer.playing = m_playing;
  return answer;
}

void LessonRun::requireOn() const {
  if (!on()) throw Error("no lesson is on; `lesson` lists them, `lesson NAME` starts one");
}

void LessonRun::start(Lesson lesson) {
  leave();
  m_lesson = std::make_shared<const Lesson>(std::move(lesson));
}

void LessonRun::leave() {
  m_lesson.reset();
  m_step = 0;
  m_before.clear();
  m_own.reset();
  m_playing = false;
}

void LessonRun::play(bool on) {
  requireOn();
  m_playing = on && !atEnd();
}

std::vector<QueuedCommand> LessonRun::next(LessonPicture now) {
  requireOn();
  if (atEnd()) throw Error("this was the lesson's last step; lesson restart begins again");
  m_own.reset();
  m_before.push_back(std::move(now));
  return m_lesson->steps[static_cast<std::size_t>(m_step++)].commands;
}

LessonPicture LessonRun::back() {
  requireOn();
  if (m_step < 2) throw Error("this is the lesson's first step");
  m_own.reset();
  LessonPicture picture = std::move(m_before.back());
  m_before.pop_back();
  --m_step;
  return picture;
}

LessonPicture LessonRun::beginning() {
  requireOn();
  if (m_before.empty()) throw Error("the lesson is at its beginning");
  m_own.reset();
  LessonPicture picture = std::move(m_before.front());
  m_before.clear();
  m_step = 0;
  return picture;
}

void LessonRun::beginTrying(LessonPicture now) {
  requireOn();
  m_playing = false;
  if (!m_own) m_own = std::move(now);
}

std::optional<LessonPicture> LessonRun::resume() {
  requireOn();
  return std::exchange(m_own, std::nullopt);
}

std::vector<QueuedCommand> freshStart(const Lesson& lesson, bool modelIsOpen) {
  std::vector<Command> commands{ClearCommand{},
                                CompareCommand{},
                                MetricCommand{},
                                CentringCommand{},
                                SliceCommand{},
                                TemperatureCommand{},
                                SetCommand{"dock", "off"},
                                SetCommand{"dock-height", numberText(ViewState{}.dockHeight)}};
  if (lesson.needsModel && !modelIsOpen) commands.insert(commands.begin(), OpenCommand{"story", {}, {}});
  commands.push_back(CameraCommand{CameraCommand::Move::Reset, {}, {}, {}, {}, {}});
  std::vector<QueuedCommand> queued;
  queued.reserve(commands.size() + lesson.preparation.size());
  for (Command& command : commands) queued.push_back({std::move(command), {}, !queued.empty(), true});
  for (QueuedCommand one : lesson.preparation) {
    one.quiet = true;
    queued.push_back(std::move(one));
  }
  return queued;
}

}  // namespace es::app
