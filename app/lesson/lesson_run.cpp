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

void LessonRun::start(Lesson lesson, LessonPicture now) {
  std::optional<LessonPicture> persons = leave();
  m_persons = persons ? std::move(persons) : std::move(now);
  m_lesson = std::make_shared<const Lesson>(std::move(lesson));
  m_playing = m_lesson->plays;
  say();
}

std::optional<LessonPicture> LessonRun::leave() {
  m_lesson.reset();
  m_step = 0;
  m_before.clear();
  m_own.reset();
  m_playing = false;
  say();
  return std::exchange(m_persons, std::nullopt);
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

DocumentState asOpened(const DocumentState& state) {
  DocumentState fresh;
  fresh.space = state.space;
  fresh.sliced = state.sliced;
  fresh.sliceSpec = state.sliceSpec;
  fresh.centred = state.centred;
  fresh.model.model = state.model.model;
  fresh.model.space = state.model.space;
  return fresh;
}

ViewState seenInRoom(const ViewState& seen, const ViewState& view) {
  ViewState both = seen;
  both.theme = view.theme;
  both.fontSize = view.fontSize;
  both.pointSize = view.pointSize;
  both.motion = view.motion;
  return both;
}

std::vector<QueuedCommand> freshStart(const Lesson& lesson, const ModelState& open) {
  std::vector<Command> commands{CentringCommand{}, SliceCommand{}};
  const bool writer = lesson.needs == Lesson::Needs::Writer;
  const bool fits = open.model && open.model->config().causal == writer && !open.model->source.untrained;
  if (lesson.needs != Lesson::Needs::Nothing && !fits)
    commands.insert(commands.begin(), OpenCommand{writer ? "story" : "reader", {}, {}});
  std::vector<QueuedCommand> queued;
  queued.reserve(commands.size() + lesson.preparation.size());
  for (Command& command : commands) queued.push_back({std::move(command), {}, true, true});
  for (QueuedCommand one : lesson.preparation) {
    one.quiet = true;
    queued.push_back(std::move(one));
  }
  return queued;
}

}  // namespace es::app
