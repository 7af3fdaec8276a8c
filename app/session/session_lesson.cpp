#include <fmt/format.h>

#include <algorithm>

#include "app/session/session.h"
#include "base/error.h"

namespace es::app {
namespace {

/// What the person had, as far as what is open now allows: other words or another model that they opened
/// meanwhile stay with what was asked of them. So does a model that the lesson opened, where none was open.
/// `lessons`: the lesson's picture, as long as the person tries; what is open in it, they did not open.
LessonPicture givenBack(LessonPicture persons, const LessonPicture& lessons, const LessonPicture& now) {
  const ModelState& model = now.document.model;
  const model::LanguageModel* before = persons.document.model.model.get();
  const bool sameWords = persons.document.space == now.document.space;
  const bool sameModel = before == model.model.get() || lessons.document.model.model == model.model;
  if (!sameWords || (before && !sameModel)) {
    persons.document = now.document;
  } else if (!before) {
    persons.document.model.model = model.model;
    persons.document.model.space = model.space;
  }
  persons.view = seenInRoom(persons.view, now.view);
  return persons;
}

/// The window as the stage has it, so that whoever takes over finds the page that they saw.
void enterStage(ViewState& view, std::optional<Stage> stage) {
  if (!stage) return;
  const auto* page = std::ranges::find(kPageNames, kStageNames[static_cast<std::size_t>(*stage)]);
  view.nextWord = stage == Stage::Bars;
  view.mode = Mode::Words;
  if (page == kPageNames.end()) return;
  view.page = static_cast<Page>(page - kPageNames.begin());
  view.mode = modeOf(view.page);
}

}  // namespace

void Session::show(LessonPicture picture) {
  document.commit(std::move(picture.document));
  followUp.drop();
  m_seen = seenNow();
  view = seenInRoom(picture.view, view);
  motion.follow(document.state(), false);
}

LessonPicture Session::ownPicture() const {
  const LessonPicture now{document.state(), view};
  const LessonPicture* persons = lesson.persons();
  return persons ? givenBack(*persons, lesson.own() ? *lesson.own() : now, now) : now;
}

bool Session::hasOwnWork() const {
  if (lesson.on()) return m_hadOwnWork;
  return document.canUndo() && document.revision() != m_untouchedRevision;
}

void Session::leaveLesson() {
  if (!lesson.on()) return;
  LessonPicture own = ownPicture();
  lesson.leave();
  show(std::move(own));
  if (!m_hadOwnWork) m_untouchedRevision = document.revision();
}

std::vector<QueuedCommand> Session::startLesson(const LessonCommand& command, Lesson found) {
  const int steps = command.step.value_or(1);
  if (steps > static_cast<int>(found.steps.size()))
    throw Error(fmt::format("the lesson {} has {} steps, not {}", command.name, found.steps.size(), steps));
  m_hadOwnWork = hasOwnWork();
  LessonPicture own = ownPicture();  // of lessons in a row what the first one's person has by now
  DocumentState opened = asOpened(own.document);
  lesson.leave();
  lesson.start(std::move(found), std::move(own));
  ViewState fresh;
  fresh.turning = view.turning;
  show({std::move(opened), fresh});
  std::vector<QueuedCommand> commands = freshStart(*lesson.lesson(), document.state().model);
  for (int step = 0; step < steps; ++step)
    commands.push_back({LessonCommand{LessonCommand::Move::Next, {}, {}}});
  return commands;
}

std::vector<QueuedCommand> Session::nextStep() {
  if (auto own = lesson.atEnd() ? std::nullopt : lesson.resume()) show(std::move(*own));
  std::vector<QueuedCommand> commands = lesson.next({document.state(), view});
  enterStage(view, lesson.answer().stage);
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
      return nextStep();
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
      leaveLesson();
      return {};
  }
  return {};
}

}  // namespace es::app
