#include "app/lesson/lesson_run.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace es::app {

void LessonRun::say() {
  LessonAnswer said;
  said.titles = std::move(m_said.titles);
  if (on()) {
    said.lesson = m_lesson->titleLine();
    said.step = m_step;
    if (m_step > 0) said.caption = m_lesson->steps[static_cast<std::size_t>(m_step) - 1].caption;
    said.stage = m_lesson->steps[static_cast<std::size_t>(std::max(m_step, 1)) - 1].stage;
    said.trying = trying();
    said.playing = m_playing;
  }
  m_said = std::move(said);
}

void LessonRun::requireOn() const {
  if (!on()) throw Error("no lesson is on; `lesson` lists them, `lesson NAME` starts one");
}

void LessonRun::start(Lesson lesson) {
  leave();
  m_lesson = std::make_shared<const Lesson>(std::move(lesson));
  say();
}

void LessonRun::leave() {
  m_lesson.reset();
  m_step = 0;
  m_before.clear();
  m_own.reset();
  m_playing = false;
  say();
}

void LessonRun::play(bool on) {
  requireOn();
  m_playing = on && !atEnd();
  say();
}

std::vector<QueuedCommand> LessonRun::next(LessonPicture now) {
  requireOn();
  if (atEnd()) throw Error("this was the lesson's last step; lesson restart begins again");
  m_own.reset();
  m_before.push_back(std::move(now));
  ++m_step;
  say();
  return m_lesson->steps[static_cast<std::size_t>(m_step) - 1].commands;
}

LessonPicture LessonRun::back() {
  requireOn();
  if (m_step < 2) throw Error("this is the lesson's first step");
  m_own.reset();
  LessonPicture picture = std::move(m_before.back());
  m_before.pop_back();
  --m_step;
  say();
  return picture;
}

LessonPicture LessonRun::beginning() {
  requireOn();
  if (m_before.empty()) throw Error("the lesson is at its beginning");
  m_own.reset();
  LessonPicture picture = std::move(m_before.front());
  m_before.clear();
  m_step = 0;
  say();
  return picture;
}

void LessonRun::beginTrying(LessonPicture now) {
  requireOn();
  m_playing = false;
  if (!m_own) m_own = std::move(now);
  say();
}

std::optional<LessonPicture> LessonRun::resume() {
  requireOn();
  std::optional<LessonPicture> own = std::exchange(m_own, std::nullopt);
  say();
  return own;
}

std::vector<QueuedCommand> freshStart(const Lesson& lesson, bool modelIsOpen) {
  std::vector<Command> commands{ClearCommand{},
                                CompareCommand{},
                                MetricCommand{},
                                CentringCommand{},
                                SliceCommand{},
                                TemperatureCommand{},
                                SoftmaxCommand{},
                                SetCommand{"mode", "words"},
                                SetCommand{"page-share", "0"}};
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
