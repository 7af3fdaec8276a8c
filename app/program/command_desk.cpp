#include "app/program/command_desk.h"

#include <fmt/format.h>

#include <utility>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/platform/desktop/paths.h"

namespace es::app {
namespace {

bool isRunners(const Command& command) {
  return isDocumentCommand(command) || factsOf(command).kind == CommandKind::History;
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
  const bool takesOver = isDocumentCommand(command.command) && session.lesson.on() && m_queue.empty();
  if (takesOver) session.lesson.beginTrying({session.document.state(), session.view});
  enqueue(command.command, {}, command.continuesDrag);
}

void CommandDesk::deliver() {
  deliverAnswers();
  for (const CommandResult& result : m_files.deliver()) tell(result);
  if (m_reading.ready()) m_state.log.attempt(m_readingOrigin, [this] { m_reading.take()(); });
}

void CommandDesk::deliverAnswers() {
  for (const CommandResult& result : m_runner.deliver(m_state.session.document)) tell(result);
}

void CommandDesk::carryOut() {
  while (!m_reading.running()) {
    if (settlesView()) continue;
    if (m_queue.empty()) return;
    const Command& next = m_queue.front().command;
    const bool needsAnswers = !isRunners(next) || looksAtSlice(next);
    if (needsAnswers && m_runner.busy()) return;  // what it is about is not there yet
    if (m_files.keepsWaiting(next)) return;
    const QueuedCommand queued = m_queue.take();
    m_state.log.attempt(queued.origin, [&] { carryOut(queued); });
  }
}

/// The last question's own picture, once nothing comes that may choose another, or somebody looks. True: it
/// was asked for.
bool CommandDesk::settlesView() {
  ViewFollowUp& followUp = m_state.session.followUp;
  if (!followUp.due() || m_runner.busy()) return false;
  if (!m_queue.empty() && !looksAtSlice(m_queue.front().command)) return false;
  followUp.drop();
  m_runner.submit(m_state.session.document, questionSliceCommand(), true);
  deliverAnswers();
  return true;
}

void CommandDesk::carryOut(const QueuedCommand& queued) {
  requireMayWrite(queued);
  if (queued.origin.empty()) m_state.session.followUp.beginScript();
  m_state.session.followUp.asked(queued.command, m_state.session.view.bestView);
  const Command& command = queued.command;
  if (isRunners(command)) {
    m_runner.submit(m_state.session.document, withResolvedPath(command), queued.mergeWithLast);
    deliverAnswers();
  } else if (const auto* screenshot = std::get_if<ScreenshotCommand>(&command)) {
    m_files.takeScreenshot(*screenshot, queued.writing());
  } else if (const auto* film = std::get_if<RecordCommand>(&command)) {
    m_files.record(*film, queued.writing());
  } else if (const auto* numbers = std::get_if<ExportCommand>(&command)) {
    m_files.exportNumbers(*numbers, queued.writing());
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
    return read(queued, [this, command = *lesson] {
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

void CommandDesk::runScript(const QueuedCommand& whose, const std::string& path) {
  read(whose, [this, path] {
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

void CommandDesk::read(const QueuedCommand& whose, std::function<Continuation()> work) {
  m_readingOrigin = whose.origin;
  m_reading.start([work = std::move(work)](const std::stop_token&) { return work(); }, Window::wake);
}

std::optional<RunningCommand> CommandDesk::running() const {
  const auto running = m_runner.running();
  return running ? running : m_files.running();
}

void CommandDesk::cancel() {
  if (m_runner.running()) return m_runner.cancel();
  m_files.cancelFilm();
}

void CommandDesk::tell(const CommandResult& result) {
  if (result.cancelled) {
    m_state.log.say("cancelled: " + formatCommand(result.command));
  } else if (result.answer) {
    m_state.session.followUp.answered(result.command, m_state.session.document.state());
    m_state.session.cameraFollows(result.command, *result.answer);
    report(result.command, *result.answer);
  } else {
    m_state.log.fail({}, result.error);
  }
}

void CommandDesk::report(const Command& command, const Answer& answer) {
  Session& session = m_state.session;
  if (std::holds_alternative<OpenAnswer>(answer)) {
    const auto& table = session.document.state().space->table;
    m_state.window.setTitle("Embedscope: " + table->source().name);
  }
  const auto* open = std::get_if<OpenCommand>(&command);
  const bool itself = open && cameWithProgram(open->path);  // the status line shows what is open
  // A lesson speaks through its caption; of its answers only a rank is nowhere else to be read.
  const bool taught = isDocumentCommand(command) && session.lesson.on() && !session.lesson.trying();
  if (taught && !std::holds_alternative<RankAnswer>(answer)) return;
  if (factsOf(command).inLog == InLog::Line && !isSeenAtOnce(command) && !itself)
    m_state.log.say(answerText(answer));
}

}  // namespace es::app
