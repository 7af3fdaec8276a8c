#include "app/program/command_desk.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/platform/desktop/paths.h"
#include "app/session/settings.h"
#include "base/absolute_path.h"
#include "base/correction.h"
#include "base/error_line.h"

namespace es::app {
namespace {

/// The file that an answer is about, and what it is called for people.
WrittenFile writtenFile(const Answer& answer) {
  if (const auto* picture = std::get_if<ScreenshotAnswer>(&answer)) return {"Picture", picture->path};
  if (const auto* film = std::get_if<RecordAnswer>(&answer)) return {"Film", film->path};
  if (const auto* table = std::get_if<ExportAnswer>(&answer)) return {"Table", table->path};
  if (const auto* session = std::get_if<PathAnswer>(&answer)) return {"Session", session->path};
  return {};
}

bool isRunners(const Command& command) {
  return isDocumentCommand(command) || factsOf(command).kind == CommandKind::History;
}

/// A word is selected to be looked at: whatever stands goes on standing.
bool takesOver(const Command& command) {
  return isDocumentCommand(command) && !std::holds_alternative<SelectCommand>(command);
}

}  // namespace

CommandDesk::CommandDesk(WindowState& state, FileDesk& files) : m_state(state), m_files(files) {
  m_runner.setWake(Window::wake);
}

void CommandDesk::enqueue(Command command, std::string origin, bool mergeWithLast) {
  m_state.log.attempt(origin, [&] { m_queue.push({std::move(command), origin, mergeWithLast}); });
}

void CommandDesk::enqueueOwn(const PanelCommand& command) {
  Session& session = m_state.session;
  if (takesOver(command.command) && session.lesson.on() && m_queue.empty())
    session.lesson.beginTrying({session.document.state(), session.view});
  enqueue(command.command, {}, command.continuesDrag);
}

void CommandDesk::deliver() {
  deliverAnswers();
  for (const CommandResult& result : m_files.deliver()) tell(result);
  if (m_reading.ready()) deliverRead();
}

void CommandDesk::deliverRead() {
  try {
    m_reading.take()();
  } catch (const Cancelled&) {
    m_state.log.say("cancelled: " + m_reading.text());
  } catch (const std::exception& failure) {
    fail(m_reading.origin(), m_reading.text(), failure);
  }
}

void CommandDesk::deliverAnswers() {
  for (const CommandResult& result : m_runner.deliver(m_state.session.document)) tell(result);
}

void CommandDesk::carryOut() {
  while (!m_reading.running()) {
    if (settlesView()) continue;
    if (m_queue.empty() || mustWait(m_queue.front().command)) return;
    attempt(m_queue.take());
  }
}

/// What fails is said, with what may have been meant.
void CommandDesk::attempt(const QueuedCommand& queued) {
  try {
    carryOut(queued);
  } catch (const std::exception& failure) {
    fail(queued.origin, formatCommand(queued.command), failure);
  }
}

void CommandDesk::fail(const std::string& origin, const std::string& line, const std::exception& failure) {
  m_state.log.fail(origin, base::errorLine(failure), suggestionsFor(line, base::correctionOf(failure)));
}

bool CommandDesk::mustWait(const Command& next) const {
  const bool alone = !isRunners(next) || mayOpenSession(next) || looksAtSlice(next);
  if (alone && m_runner.busy()) return true;  // what it is about, or replaces, is not there yet
  return m_files.keepsWaiting(next);
}

/// The last question's own picture, once nothing comes that may choose another, or somebody looks. True: it
/// was asked for.
bool CommandDesk::settlesView() {
  ViewFollowUp& followUp = m_state.session.followUp;
  if (followUp.due() == ViewFollowUp::Due::Nothing || m_runner.busy()) return false;
  if (!m_queue.empty() && !looksAtSlice(m_queue.front().command)) return false;
  m_runner.submit(m_state.session.document, m_state.session.dueCommand(), true);
  followUp.drop();
  deliverAnswers();
  return true;
}

void CommandDesk::carryOut(const QueuedCommand& queued) {
  requireMayWrite(queued);
  if (queued.origin.empty()) m_state.session.followUp.beginScript();
  m_state.session.followUp.asked(queued.command, m_state.session.view.bestView);
  const Command& command = queued.command;
  if (mayOpenSession(command)) {
    open(queued);
  } else if (isRunners(command)) {
    m_runner.submit(m_state.session.document, withResolvedPath(command), queued.mergeWithLast, queued.origin);
    deliverAnswers();
  } else if (const auto* screenshot = std::get_if<ScreenshotCommand>(&command)) {
    m_files.takeScreenshot(*screenshot, queued.writing());
  } else if (const auto* film = std::get_if<RecordCommand>(&command)) {
    m_files.record(*film, queued.writing());
  } else if (const auto* numbers = std::get_if<ExportCommand>(&command)) {
    m_files.exportNumbers(*numbers, queued.writing());
  } else if (const auto* saved = std::get_if<SaveCommand>(&command)) {
    m_files.save(*saved, queued.writing());
  } else if (const auto* copied = std::get_if<CopyCommand>(&command)) {
    m_files.copy(*copied);
  } else {
    carryOutInWindow(queued);
  }
}

void CommandDesk::carryOutInWindow(const QueuedCommand& queued) {
  if (std::holds_alternative<QuitCommand>(queued.command)) return m_state.window.close();
  if (const auto* script = std::get_if<RunCommand>(&queued.command)) return runScript(queued, script->path);
  if (const auto* lesson = std::get_if<LessonCommand>(&queued.command)) {
    if (!readsLessons(lesson->move)) return teach(*lesson, {});
    return m_reading.start(queued, [this, command = *lesson](const base::Progress& /*progress*/) {
      return [this, command, files = readLessons(lessonFolders(), command)] { teach(command, files); };
    });
  }
  Session& session = m_state.session;
  const CameraPose seen = session.view.camera;
  session.camera.finish(session.view);
  const Answer answer = session.executeOutside(queued.command, queued.writing());
  if (queued.origin.empty()) report(queued.command, answer);  // of a script only what fails is said
  const auto* camera = std::get_if<CameraCommand>(&queued.command);
  if (camera && camera->move != CameraCommand::Move::None) session.camera.glideFrom(seen, session.view);
}

void CommandDesk::open(const QueuedCommand& queued) {
  m_reading.start(queued, [this, queued](const base::Progress& progress) -> ReadingJob::Continuation {
    const std::string path = std::get<OpenCommand>(queued.command).path;
    const FileKind kind = fileKind(path);
    if (kind == FileKind::Session)
      return [this, queued, opened = readSession(path, progress)] { replaceBy(queued.command, opened); };
    if (kind == FileKind::Lesson) {
      return [this, path, lesson = readLesson(path)] {
        teach({LessonCommand::Move::Start, lesson.name, {}}, {lesson, {}});
        noteFile(path);
      };
    }
    return [this, queued] {
      m_runner.submit(m_state.session.document, queued.command, queued.mergeWithLast, queued.origin);
    };
  });
}

void CommandDesk::replaceBy(const Command& command, OpenedSession opened) {
  const std::string path = base::absolutePath(opened.path);
  for (const ScriptError& error : opened.errors) m_state.log.fail(error.origin, error.message);
  opened.errors.clear();
  const Answer answer = m_state.session.replaceBy(std::move(opened));
  report(command, answer);
  m_state.window.setTitle("Embedscope: " + std::filesystem::path(path).filename().string());
  const bool lastSitting = path == lastSessionPath().string();
  m_state.sessionPath = lastSitting ? std::string() : path;
  if (!lastSitting) noteFile(path);
}

void CommandDesk::noteFile(const std::string& path) {
  noteRecent(m_state.recent, base::absolutePath(path));
}

void CommandDesk::runScript(const QueuedCommand& whose, const std::string& path) {
  m_reading.start(whose, [this, path](const base::Progress& /*progress*/) {
    std::vector<ScriptError> errors;
    std::vector<QueuedCommand> commands = readScript(path, errors);
    return [this, path, errors = std::move(errors), commands = std::move(commands)] {
      for (const ScriptError& error : errors) m_state.log.fail(error.origin, error.message);
      m_state.log.say(fmt::format("{}: {} commands", path, commands.size()));
      m_state.session.followUp.beginScript();
      m_queue.insertFirst(commands, path);
    };
  });
}

/// The camera of a picture that the lesson goes back to is glided to.
void CommandDesk::teach(const LessonCommand& command, LessonFiles files) {
  Session& session = m_state.session;
  const CameraPose seen = session.view.camera;
  session.camera.finish(session.view);
  ++m_taught;
  m_queue.insertFirst(session.teach(command, std::move(files)), "lesson");
  if (command.move == LessonCommand::Move::List) m_state.panels.showLessons = true;
  if (command.move == LessonCommand::Move::Start) m_state.panels.showLessons = false;
  if (session.view.camera != seen) session.camera.glideFrom(seen, session.view);
}

std::optional<RunningCommand> CommandDesk::running() const {
  if (const auto running = m_runner.running()) return running;
  if (const auto reading = m_reading.progress()) return reading;
  return m_files.running();
}

void CommandDesk::cancel() {
  if (m_runner.running()) return m_runner.cancel();
  if (m_reading.progress()) return m_reading.cancel();
  m_files.cancelFilm();
}

void CommandDesk::tell(const CommandResult& result) {
  if (result.cancelled) {
    m_state.log.say("cancelled: " + formatCommand(result.command));
  } else if (result.answer) {
    const bool back = factsOf(result.command).kind == CommandKind::History;
    if (back)
      m_state.session.motion.followBack(m_state.session.document.state(), m_state.session.view.motion);
    m_state.session.followUp.answered(result.command, m_state.session.document.state());
    m_state.session.cameraFollows(result.command, *result.answer);
    report(result.command, *result.answer);
  } else if (factsOf(result.command).kind == CommandKind::History) {
    m_state.log.hush(result.error);
  } else {
    m_state.log.fail(result.origin, result.error,
                     suggestionsFor(formatCommand(result.command), result.correction));
  }
}

void CommandDesk::report(const Command& command, const Answer& answer) {
  Session& session = m_state.session;
  if (const auto* opened = std::get_if<OpenAnswer>(&answer)) noteTable(*opened);
  if (const auto* saved = std::get_if<SaveCommand>(&command)) {
    m_state.sessionPath = base::absolutePath(saved->path);
    noteFile(saved->path);
  }
  const auto* open = std::get_if<OpenCommand>(&command);
  const bool itself = open && cameWithProgram(open->path);  // the status line shows what is open
  if (open && open->path == lastSessionPath().string()) return m_state.log.say("Back where you stopped.");
  // A lesson speaks through its caption; of its answers only a rank is nowhere else to be read.
  const bool taught = isDocumentCommand(command) && session.lesson.on() && !session.lesson.trying();
  if (taught && !std::holds_alternative<RankAnswer>(answer)) return;
  if (factsOf(command).inLog == InLog::Line && !isSeenAtOnce(command) && !itself)
    m_state.log.say(answerText(answer), writtenFile(answer));
}

void CommandDesk::noteTable(const OpenAnswer& answer) {
  m_state.window.setTitle("Embedscope: " + m_state.session.document.state().space->table->source().name);
  std::error_code error;
  const bool isFile = std::filesystem::exists(answer.path, error) && answer.format != "session";
  if (isFile && !cameWithProgram(answer.path)) noteFile(answer.path);
}

}  // namespace es::app
