#include <chrono>
#include <utility>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/export/export_file.h"
#include "app/platform/desktop/paths.h"
#include "app/program/interactive.h"
#include "app/scene/camera_pose.h"
#include "base/display_text.h"
#include "base/error.h"

/// The window's commands: what waits, what is carried out, what is said of it.
namespace es::app {
namespace {

constexpr std::size_t kLongestQueue = 10000;

bool isHistory(const Command& command) {
  return factsOf(command).kind == CommandKind::History;
}

}  // namespace

void Interactive::enqueue(Command command, std::string origin, bool mergeWithLast) {
  if (m_queue.size() >= kLongestQueue) {
    fail(origin, "too many commands are waiting (does a script run itself?); the rest is dropped");
    return;
  }
  m_queue.push_back({std::move(command), std::move(origin), mergeWithLast});
}

void Interactive::takeResults() {
  for (const CommandResult& result : m_runner.deliver(m_session.document)) {
    if (result.cancelled)
      m_messages.push_back({"cancelled: " + formatCommand(result.command), false});
    else if (result.answer)
      report(result.command, *result.answer);
    else
      fail({}, result.error);
  }
  if (m_writing.valid() && m_writing.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    const CommandResult result = m_writing.get();
    if (result.answer && m_copied) m_window.setClipboard(*m_copied);
    m_copied.reset();
    tell(result);
  }
  if (m_shelf.valid() && m_shelf.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    m_session.lesson.shelve(m_shelf.get());
  if (!m_filming) return;
  if (const auto result = m_filming->step(m_studio.renderer)) {
    m_filming.reset();
    tell(*result);
  }
}

void Interactive::tell(const CommandResult& result) {
  if (result.answer)
    report(result.command, *result.answer);
  else
    fail({}, result.error);
}

/// What the progress shows: the runner's work, or else the film.
void Interactive::cancel() {
  if (m_runner.running()) return m_runner.cancel();
  if (m_filming) m_messages.push_back({"cancelled: the film", false});
  m_filming.reset();
}

void Interactive::pumpQueue() {
  while (true) {
    if (m_reading.valid() && !takeRead()) return;
    if (m_queue.empty()) return;
    const QueuedCommand queued = m_queue.front();
    const bool documents = isDocumentCommand(queued.command) || isHistory(queued.command);
    if (!documents && m_runner.busy()) return;  // what it is about is not there yet
    if (m_writing.valid() && factsOf(queued.command).waitsFor == WaitsFor::Writing) return;
    if (m_filming && factsOf(queued.command).waitsFor == WaitsFor::Film) return;  // leaving, too
    m_queue.pop_front();
    try {
      carryOut(queued);
    } catch (const Error& error) {
      fail(queued.origin, error.what());
    }
  }
}

void Interactive::carryOut(const QueuedCommand& queued) {
  requireMayWrite(queued);
  if (isDocumentCommand(queued.command) || isHistory(queued.command)) {
    m_runner.submit(m_session.document, withResolvedPath(queued.command), queued.mergeWithLast);
    takeResults();
  } else if (std::holds_alternative<QuitCommand>(queued.command)) {
    m_window.close();
  } else if (const auto* screenshot = std::get_if<ScreenshotCommand>(&queued.command)) {
    takeScreenshot(*screenshot, queued.writing());
  } else if (const auto* record = std::get_if<RecordCommand>(&queued.command)) {
    m_session.space.follow(m_session.document.state(), false);
    m_filming = std::make_unique<Filming>(
        *record,
        std::make_unique<Film>(m_session, *record, m_picture, m_studio.renderer.font(), queued.writing()));
  } else if (const auto* numbers = std::get_if<ExportCommand>(&queued.command)) {
    write(*numbers, [sheet = exportTableFor(m_session.document.state(), *numbers), path = numbers->path,
                     writing = queued.writing()] { return writeExport(sheet, path, writing); });
  } else if (const auto* copied = std::get_if<CopyCommand>(&queued.command)) {
    copy(*copied);
  } else if (const auto* script = std::get_if<RunCommand>(&queued.command)) {
    runScript(queued, script->path);
  } else if (const auto* lesson = std::get_if<LessonCommand>(&queued.command)) {
    if (!readsLessons(lesson->move)) return teach(*lesson, {});
    read(queued, [this, command = *lesson] {
      return [this, command, files = readLessons(lessonFolders(), command)] { teach(command, files); };
    });
  } else {
    const CameraPose seen = m_session.view.camera;
    finishGlide();
    const Answer answer = m_session.executeOutside(queued.command, queued.writing());
    if (queued.origin.empty()) report(queued.command, answer);  // of a script only what fails is said
    const auto* camera = std::get_if<CameraCommand>(&queued.command);
    if (camera && camera->move != CameraCommand::Move::None) glide(seen, m_session.view.camera);
  }
}

void Interactive::insertFirst(std::vector<QueuedCommand> commands, const std::string& whose) {
  m_queue.insert(m_queue.begin(), std::make_move_iterator(commands.begin()),
                 std::make_move_iterator(commands.end()));
  if (m_queue.size() <= kLongestQueue) return;
  m_queue.clear();
  throw Error(whose + ": too many commands are waiting (does a script run itself?); all are dropped");
}

void Interactive::runScript(const QueuedCommand& whose, const std::string& path) {
  read(whose, [this, path] {
    std::vector<ScriptError> errors;
    std::vector<QueuedCommand> commands = readScript(path, errors);
    return [this, path, errors = std::move(errors), commands = std::move(commands)] {
      for (const ScriptError& error : errors) fail(error.origin, error.message);
      m_messages.push_back({path + ": " + std::to_string(commands.size()) + " commands", false});
      insertFirst(commands, path);
    };
  });
}

/// The camera of a picture that the lesson goes back to is glided to.
void Interactive::teach(const LessonCommand& command, LessonFiles files) {
  const CameraPose seen = m_session.view.camera;
  finishGlide();
  m_lessonRestSec = 0;
  insertFirst(m_session.teach(command, std::move(files)), "lesson");
  if (command.move == LessonCommand::Move::List) m_panels.showLessons = true;
  if (command.move == LessonCommand::Move::Start) m_panels.showLessons = false;
  if (m_session.view.camera != seen) glide(seen, m_session.view.camera);
}

bool Interactive::lessonMoves() const {
  if (!m_session.lesson.on() || m_session.lesson.trying()) return false;
  return !m_queue.empty() || m_reading.valid() || m_runner.busy() || m_session.motion.moving() ||
         m_session.space.moving();
}

/// A lesson that plays goes on when its step has stood for its pause.
void Interactive::goOnTeaching(double stepSec) {
  const LessonRun& lesson = m_session.lesson;
  if (!lesson.playing() || lessonMoves()) return;
  m_lessonRestSec += stepSec;
  const double pause =
      lesson.step() == 0 ? 0 : lesson.lesson()->steps[static_cast<std::size_t>(lesson.step()) - 1].pauseSec;
  if (m_lessonRestSec < pause) return;
  const auto move = lesson.atEnd() ? LessonCommand::Move::Play : LessonCommand::Move::Next;  // or it ends
  enqueue(LessonCommand{move, {}, {}});
  m_lessonRestSec = 0;
}

/// With reduced motion the camera is there at once.
void Interactive::glide(CameraPose from, CameraPose to, double durationSec) {
  m_session.view.camera = m_session.view.motion ? from : to;
  if (m_session.view.motion) m_glide.start(from, to, durationSec);
}

/// What reads or sets the camera finds it where it is going.
void Interactive::finishGlide() {
  if (m_glide.moving()) m_session.view.camera = m_glide.end();
  m_glide.stop();
}

void Interactive::skipMotion() {
  m_session.motion.finish();
  m_session.space.finish();
  finishGlide();
}

/// A new slice has other places for everything: the camera goes along with the turn, so that what was asked
/// for, or else the cloud, is in the picture when it ends.
void Interactive::followSlice() {
  const CameraPose seen = m_session.view.camera;
  m_session.frameCamera();
  const CameraPose framed = m_session.view.camera;
  if (framed != seen) glide(seen, framed, SlicePlayer::kTurnSec);
}

void Interactive::fitCamera(float aspect) {
  const CameraPose seen = m_session.view.camera;
  if (m_glide.moving()) m_session.view.camera = m_glide.end();
  m_session.fitCamera(aspect);
  if (!m_glide.moving()) return;
  m_glide.leadTo(m_session.view.camera);
  m_session.view.camera = seen;
}

void Interactive::report(const Command& command, const Answer& answer) {
  if (std::holds_alternative<OpenAnswer>(answer)) {
    const auto& table = m_session.document.state().space->table;
    m_window.setTitle("Embedscope: " + table->source().name);
    if (m_seenTable && m_seenTable != table) followSlice();  // other words lie elsewhere
    m_seenTable = table;
  }
  const auto* trace = std::get_if<TraceAnswer>(&answer);
  if (std::holds_alternative<SliceAnswer>(answer) || (trace && !trace->tokens.empty())) followSlice();
  const auto* open = std::get_if<OpenCommand>(&command);
  const bool itself = open && cameWithProgram(open->path);  // the status line shows what is open
  // A lesson speaks through its caption; of its answers only a rank is nowhere else to be read.
  const bool taught = isDocumentCommand(command) && m_session.lesson.on() && !m_session.lesson.trying();
  if (taught && !std::holds_alternative<RankAnswer>(answer)) return;
  if (factsOf(command).inLog == InLog::Line && !isSeenAtOnce(command) && !itself)
    m_messages.push_back({answerText(answer), false});
}

void Interactive::fail(const std::string& origin, const std::string& message) {
  m_messages.push_back({base::displayText(origin.empty() ? message : origin + ": " + message), true});
}

}  // namespace es::app
