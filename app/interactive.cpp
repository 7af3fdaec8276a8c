#include "app/interactive.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/camera_pose.h"
#include "app/command/command_text.h"
#include "app/platform/paths.h"
#include "app/platform/picture_clipboard.h"
#include "app/pointed_word.h"
#include "app/sheet_file.h"
#include "app/vector_studio.h"
#include "math/error.h"
#include "render/font_files.h"

namespace es::app {
namespace {

constexpr double kTurnDegreesPerSec = 4;
constexpr double kTurnFrameSec = 1.0 / 60;  // a turning picture is drawn this often, no more
constexpr std::size_t kLongestQueue = 10000;

bool isHistory(const Command& command) {
  return std::holds_alternative<UndoCommand>(command) || std::holds_alternative<RedoCommand>(command);
}

/// Answers that the panels show anyway need no line in the log.
bool panelsShow(const Command& command) {
  return std::visit(
      []<class C>(const C&) {
        return std::is_same_v<C, TemperatureCommand> || std::is_same_v<C, SoftmaxCommand> ||
               std::is_same_v<C, LogitsCommand> || std::is_same_v<C, NeighborsCommand> ||
               std::is_same_v<C, SelectCommand> || std::is_same_v<C, DotCommand> ||
               std::is_same_v<C, SliceCommand> || std::is_same_v<C, CentringCommand> ||
               std::is_same_v<C, MetricCommand> || std::is_same_v<C, CameraCommand> ||
               std::is_same_v<C, PredictCommand> || std::is_same_v<C, TraceCommand> ||
               std::is_same_v<C, LensCommand> || std::is_same_v<C, AttentionCommand> ||
               std::is_same_v<C, SamplerCommand> || std::is_same_v<C, WriteCommand> ||
               std::is_same_v<C, StepCommand> || std::is_same_v<C, BackCommand> ||
               std::is_same_v<C, ChooseCommand> || std::is_same_v<C, VisitCommand> ||
               std::is_same_v<C, VectorCommand> || std::is_same_v<C, WalkCommand> ||
               std::is_same_v<C, UnembedCommand>;
      },
      command);
}

/// Settings that are seen at once.
bool panelsShowSetting(const Command& command) {
  constexpr std::array<std::string_view, 5> kSeen{"page", "dock", "dock-height", "paths", "axis"};
  const auto* set = std::get_if<SetCommand>(&command);
  return set && std::find(kSeen.begin(), kSeen.end(), set->name) != kSeen.end();
}

ScreenshotCommand nextScreenshot() {
  ScreenshotCommand command;
  command.path = freePath(screenshotFolder(), ".png").string();
  return command;
}

ExportCommand nextExport() {
  return {freePath(screenshotFolder(), ".csv").string(), ExportKind::Neighbors};
}

/// One file is written at a time.
bool writes(const Command& command) {
  return std::holds_alternative<ScreenshotCommand>(command) ||
         std::holds_alternative<ExportCommand>(command) || std::holds_alternative<CopyCommand>(command);
}

/// One film is made at a time, and leaving waits for it.
bool waitsForFilm(const Command& command) {
  return std::holds_alternative<RecordCommand>(command) || std::holds_alternative<QuitCommand>(command);
}

}  // namespace

Interactive::Interactive(const Options& options, Window& window, const LoadedSettings& settings)
    : m_window(window),
      m_imgui(&window, render::systemFontFiles()),
      m_scenes(m_studio.renderer.font()),
      m_screens(model::ScreenCache(cacheFolder())),
      m_lessonPictures(lessonFolders()),
      m_lastFrame(std::chrono::steady_clock::now()) {
  m_session.view = settings.settings.view;
  m_panels.leftWidthPx = settings.settings.leftWidthPx;
  m_panels.rightWidthPx = settings.settings.rightWidthPx;
  if (!settings.notice.empty()) fail({}, settings.notice);
  if (const auto full = fullTablePath()) m_fullTable = full->string();
  m_dialogAvailable = FileDialog::available();
  m_runner.setWake([] { Window::wake(); });
  m_screens.setWake([] { Window::wake(); });
  enqueueFirst(options);
}

void Interactive::enqueueFirst(const Options& options) {
  std::vector<QueuedCommand> first = firstCommands(options.file);
  const bool withStory = first.back().command == Command(OpenCommand{"story", {}, {}});
  for (QueuedCommand& queued : first) m_queue.push_back(std::move(queued));
  // A first question for the empty page; what a person asks for speaks for itself.
  if (withStory && options.commands.empty() && options.scripts.empty() && options.lesson.empty())
    enqueue(PredictCommand{"once upon a time there was a", {}}, {}, true);
  m_session.lesson.shelve(lessonShelf(lessonFolders()));
  if (const auto lesson = lessonAsked(options)) enqueue(*lesson);
  for (const std::string& text : options.commands) {
    try {
      enqueue(parseCommand(text));
    } catch (const Error& error) {
      fail({}, error.what());
    }
  }
  for (const std::string& path : options.scripts) enqueue(RunCommand{path});
}

void Interactive::enqueue(Command command, std::string origin, bool mergeWithLast) {
  if (m_queue.size() >= kLongestQueue) {
    fail(origin, "too many commands are waiting (does a script run itself?); the rest is dropped");
    return;
  }
  m_queue.push_back({std::move(command), std::move(origin), mergeWithLast});
}

double Interactive::stepTime() {
  const auto now = std::chrono::steady_clock::now();
  const double step = std::chrono::duration<double>(now - m_lastFrame).count();
  m_lastFrame = now;
  if (step < 0.5) m_smoothStepSec = m_smoothStepSec > 0 ? 0.9 * m_smoothStepSec + 0.1 * step : step;
  return std::min(step, 0.1);  // after a rest, motion goes on from where it was
}

void Interactive::frame() {
  const double stepSec = stepTime();
  takeResults();
  pumpQueue();
  m_screens.follow(m_session.document.state());
  if (const std::string warning = m_screens.takeWarning(); !warning.empty())
    m_messages.push_back({warning, false});
  m_session.space.follow(m_session.document.state(), true);
  m_session.space.advance(stepSec);
  m_session.motion.follow(m_session.document.state(), m_session.view.motion);
  m_session.motion.followNumbers(m_session.document.state(), m_session.view.motion && lessonMoves());
  m_session.motion.advance(stepSec);
  goOnTeaching(stepSec);

  const Window::Size size = m_window.logicalSize();
  ImGuiLayer::FrameSpec spec;
  spec.widthPx = static_cast<float>(size.width);
  spec.heightPx = static_cast<float>(size.height);
  spec.pixelRatio = m_window.pixelRatio();
  spec.contentScale = m_window.contentScale();
  spec.fontSize = m_session.view.fontSize;
  spec.theme = m_session.view.theme;
  spec.stepSec = stepSec;
  spec.glyphText = m_shownText.of(m_session.document.state(), m_panels.model.prediction.ranked);
  if (m_hovered) spec.glyphText += m_hovered->word;
  if (m_hovered && m_hovered->lookalike) spec.glyphText += m_hovered->lookalike->word;
  m_imgui.beginFrame(spec);
  const PanelOutput output = drawPanels(panelInputNow(), m_panels, spec.widthPx, spec.heightPx);
  m_messages.clear();
  m_imgui.endFrame();

  m_picture = output.scene;
  if (m_picture.height > 1) m_session.pictureAspect = m_picture.width / m_picture.height;
  handlePanels(output);
  handleKeys(m_imgui.keys());
  drawPicture(output.scene, stepSec);
  if (m_settleFrames > 0) --m_settleFrames;
}

PanelInput Interactive::panelInputNow() {
  PanelInput input = panelInput(m_session);
  input.running = m_runner.running();
  if (!input.running && m_filming) input.running = m_filming->running();
  input.lessonMoves = lessonMoves();
  input.shownTemperature = m_session.motion.temperature();
  input.screenShare = m_screens.share();
  input.hovered = m_hovered;
  input.newMessages = m_messages;
  input.fullTablePath = m_fullTable;
  input.dialogAvailable = m_dialogAvailable;
  input.pathCompletions = pathCompletions;
  input.lessonPicture = [this](const std::string& lesson) { return m_lessonPictures.of(lesson); };
  input.framesPerSecond = needsFrame() && m_smoothStepSec > 0 ? 1 / m_smoothStepSec : 0;
  return input;
}

void Interactive::handlePanels(const PanelOutput& output) {
  for (const PanelCommand& command : output.commands) {
    // Whoever asks something of their own during a lesson has the controls; the lesson keeps its picture.
    const bool own = isDocumentCommand(command.command) && m_session.lesson.on() && m_queue.empty();
    if (own) m_session.lesson.beginTrying({m_session.document.state(), m_session.view});
    enqueue(command.command, {}, command.continuesDrag);
  }
  for (const Message& error : output.errors) m_messages.push_back(error);
  if (output.cancel) cancel();
  if (output.browse) m_dialog.open();
  if (output.screenshot) enqueue(nextScreenshot());
  if (output.saveAnswers) enqueue(nextExport());
  if (const auto chosen = m_dialog.poll()) enqueue(OpenCommand{*chosen, {}, {}});
  for (const std::string& file : m_window.takeDroppedFiles()) enqueue(OpenCommand{file, {}, {}});
  m_hoveredRow = output.hoveredRow;
  if (!m_queue.empty() || !m_messages.empty() || output.moves) m_settleFrames = std::max(m_settleFrames, 2);
}

void Interactive::handleKeys(const KeyInput& keys) {
  if (keys.undo) enqueue(UndoCommand{});
  if (keys.redo) enqueue(RedoCommand{});
  if (keys.escape) enqueue(ClearCommand{});
  if (keys.frame) enqueue(CameraCommand{CameraCommand::Move::Frame, {}, {}, {}, {}, {}});
  if (keys.home) enqueue(CameraCommand{CameraCommand::Move::Reset, {}, {}, {}, {}, {}});
  const LessonRun& lesson = m_session.lesson;
  if (keys.lessonNext && lesson.on() && m_session.motion.moving())
    m_session.motion.finish();  // the first press skips what still moves
  else if (keys.lessonNext && lesson.on() && !lesson.atEnd())
    enqueue(LessonCommand{LessonCommand::Move::Next, {}, {}});
  if (keys.lessonBack && lesson.step() > 1) enqueue(LessonCommand{LessonCommand::Move::Back, {}, {}});
  if (keys.pause) m_session.view.turning = !m_session.view.turning;
  if (keys.screenshot) enqueue(nextScreenshot());
  if (keys.quit) m_window.close();
  if (!m_queue.empty()) m_settleFrames = std::max(m_settleFrames, 2);
}

void Interactive::drawPicture(const RectPx& picture, double stepSec) {
  const Window::Size pixels = m_window.framebufferSize();
  if (pixels.width < 1 || pixels.height < 1) return;
  const float ratio = m_window.pixelRatio();
  SceneInput input{m_session.document.state(), m_session.view, m_session.space, m_hoveredRow};
  input.widthPx = picture.width;
  input.heightPx = picture.height;
  input.scale = ratio;
  if (m_session.motion.moving()) input.motion = &m_session.motion;

  const PointerInput pointer = m_imgui.pointer(picture);
  const ViewControlResult control = m_control.update(pointer, picture, input, m_session.view);
  for (const PanelCommand& command : control.commands) enqueue(command.command);
  if (control.touched) {
    m_session.view.turning = false;
    m_glide.stop();
  }
  if (m_glide.moving())
    m_session.view.camera = m_glide.advance(stepSec, m_session.space.extent(), m_session.pictureAspect);
  if (control.touched || !control.commands.empty()) m_settleFrames = std::max(m_settleFrames, 1);
  if (control.hovered) input.hovered = control.hovered;
  const auto& space = m_session.document.state().space;
  const bool known = input.hovered && space && *input.hovered < space->table->size();
  m_hovered = known ? std::optional(pointedWord(input, *input.hovered)) : std::nullopt;
  if (m_session.view.turning && !m_glide.moving() && !m_session.space.empty())
    m_session.view.camera.yawDegrees =
        std::remainder(m_session.view.camera.yawDegrees + kTurnDegreesPerSec * stepSec, 360.0);

  m_pictureCache.show({input, picture, pixels}, m_studio.renderer, m_scenes, m_imgui);
}

// ---- commands ----

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
  while (!m_queue.empty()) {
    const QueuedCommand queued = m_queue.front();
    const bool documents = isDocumentCommand(queued.command) || isHistory(queued.command);
    if (!documents && m_runner.busy()) return;  // what it is about is not there yet
    if (m_writing.valid() && writes(queued.command)) return;
    if (m_filming && waitsForFilm(queued.command)) return;
    m_queue.pop_front();
    try {
      carryOut(queued);
    } catch (const Error& error) {
      fail(queued.origin, error.what());
    }
  }
}

void Interactive::carryOut(const QueuedCommand& queued) {
  if (isDocumentCommand(queued.command) || isHistory(queued.command)) {
    m_runner.submit(m_session.document, withResolvedPath(queued.command), queued.mergeWithLast);
    takeResults();
  } else if (std::holds_alternative<QuitCommand>(queued.command)) {
    m_window.close();
  } else if (const auto* screenshot = std::get_if<ScreenshotCommand>(&queued.command)) {
    takeScreenshot(*screenshot);
  } else if (const auto* record = std::get_if<RecordCommand>(&queued.command)) {
    m_session.space.follow(m_session.document.state(), false);
    m_filming = std::make_unique<Filming>(
        *record, std::make_unique<Film>(m_session, *record, m_picture, m_studio.renderer.font()));
  } else if (const auto* numbers = std::get_if<ExportCommand>(&queued.command)) {
    write(*numbers, [sheet = sheetFor(m_session.document.state(), *numbers), path = numbers->path] {
      return writeSheet(sheet, path);
    });
  } else if (const auto* copied = std::get_if<CopyCommand>(&queued.command)) {
    copy(*copied);
  } else if (const auto* script = std::get_if<RunCommand>(&queued.command)) {
    std::vector<ScriptError> errors;
    std::vector<QueuedCommand> commands = readScript(script->path, errors);
    for (const ScriptError& error : errors) fail(error.origin, error.message);
    m_messages.push_back({script->path + ": " + std::to_string(commands.size()) + " commands", false});
    insertFirst(std::move(commands), script->path);
  } else if (const auto* lesson = std::get_if<LessonCommand>(&queued.command)) {
    teach(*lesson);
  } else {
    const CameraPose seen = m_session.view.camera;
    finishGlide();
    const Answer answer = m_session.executeOutside(queued.command);
    if (queued.origin.empty()) report(queued.command, answer);  // of a script only what fails is said
    const auto* camera = std::get_if<CameraCommand>(&queued.command);
    if (camera && camera->move != CameraCommand::Move::None) {
      m_glide.start(seen, m_session.view.camera);
      m_session.view.camera = seen;
    }
  }
}

void Interactive::insertFirst(std::vector<QueuedCommand> commands, const std::string& whose) {
  m_queue.insert(m_queue.begin(), std::make_move_iterator(commands.begin()),
                 std::make_move_iterator(commands.end()));
  if (m_queue.size() <= kLongestQueue) return;
  m_queue.clear();
  throw Error(whose + ": too many commands are waiting (does a script run itself?); all are dropped");
}

/// The camera of a picture that the lesson goes back to is glided to.
void Interactive::teach(const LessonCommand& command) {
  const CameraPose seen = m_session.view.camera;
  finishGlide();
  m_lessonRestSec = 0;
  insertFirst(m_session.teach(command), "lesson");
  if (command.move == LessonCommand::Move::List) m_panels.showLessons = true;
  if (command.move == LessonCommand::Move::Start) m_panels.showLessons = false;
  if (m_session.view.camera == seen) return;
  m_glide.start(seen, m_session.view.camera);
  m_session.view.camera = seen;
}

bool Interactive::lessonMoves() const {
  if (!m_session.lesson.on() || m_session.lesson.trying()) return false;
  return !m_queue.empty() || m_runner.busy() || m_session.motion.moving() || m_session.space.moving();
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

/// What reads or sets the camera finds it where it is going.
void Interactive::finishGlide() {
  if (m_glide.moving()) m_session.view.camera = m_glide.end();
  m_glide.stop();
}

/// A new slice has other places for everything: the camera goes along with the turn, so that what was asked
/// for, or else the cloud, is in the picture when it ends.
void Interactive::followSlice() {
  SlicePlayer ended;
  ended.follow(m_session.document.state(), false);
  const CameraPose pose =
      framedPose(m_session.view, m_session.document.state(), ended, m_session.pictureAspect);
  if (pose != m_session.view.camera) m_glide.start(m_session.view.camera, pose, SlicePlayer::kTurnSec);
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
  if (!panelsShow(command) && !panelsShowSetting(command) && !itself)
    m_messages.push_back({answerText(answer), false});
}

void Interactive::fail(const std::string& origin, const std::string& message) {
  m_messages.push_back({model::displayText(origin.empty() ? message : origin + ": " + message), true});
}

void Interactive::takeScreenshot(const ScreenshotCommand& command) {
  const Window::Size pixels = m_window.framebufferSize();
  ScreenshotCommand sized = command;
  finishGlide();
  const float ratio = m_window.pixelRatio();
  RectPx base = command.panels ? RectPx{0, 0, static_cast<float>(pixels.width) / ratio,
                                        static_cast<float>(pixels.height) / ratio}
                               : m_picture;
  if (!command.width) {
    sized.width = static_cast<int>(std::lround(base.width * ratio));
    sized.height = static_cast<int>(std::lround(base.height * ratio));
  }
  m_session.space.follow(m_session.document.state(), false);  // a picture shows where a turn ends
  if (isVectorPath(sized.path)) {
    const render::FontChain& font = m_studio.renderer.font();
    write(sized, [&font, path = sized.path, picture = vectorPictureOf(m_session, sized, base, font)] {
      return writeVectorPicture(picture, font, path);
    });
    return;
  }
  write(sized, [image = m_studio.takePicture(m_session, sized, m_panels, base), sized,
                script = pictureScript(m_session, sized)] { return writePicture(script, sized, image); });
}

/// On a thread of its own; one at a time.
void Interactive::write(Command command, std::function<Answer()> work) {
  m_writing = std::async(std::launch::async, [command = std::move(command), work = std::move(work)] {
    CommandResult result{command, {}, {}, false};
    try {
      result.answer = work();
    } catch (const Error& error) {
      result.error = error.what();
    }
    Window::wake();
    return result;
  });
}

/// The text is made on the writing thread and handed to the desktop on this one.
void Interactive::copy(const CopyCommand& command) {
  if (command.what != ExportKind::Picture) {
    m_copied = std::make_shared<std::string>();
    write(command, [sheet = sheetOf(m_session.document.state(), command.what), copied = m_copied] {
      *copied = clipboardText(sheet);
      return ExportAnswer{{}, sheet.what, sheet.rowCount};
    });
    return;
  }
  const Window::Size pixels = m_window.framebufferSize();
  const float ratio = m_window.pixelRatio();
  ScreenshotCommand picture;
  picture.width =
      std::clamp(static_cast<int>(std::lround(m_picture.width * ratio)), 1, std::max(pixels.width, 1));
  picture.height =
      std::clamp(static_cast<int>(std::lround(m_picture.height * ratio)), 1, std::max(pixels.height, 1));
  m_session.space.follow(m_session.document.state(), false);
  write(command,
        [image = m_studio.takePicture(m_session, picture, m_panels, m_picture), script = m_session.script()] {
          copyPicture(image, script);
          return ExportAnswer{{}, std::string(exportName(ExportKind::Picture)), 0};
        });
}

bool Interactive::needsFrame() const {
  return m_settleFrames > 0 || m_session.space.moving() || m_session.motion.moving() ||
         m_session.lesson.playing() || m_glide.moving() || m_runner.busy() || m_writing.valid() ||
         m_filming || !m_queue.empty() || !m_messages.empty() || m_dialog.isOpen() ||
         m_lessonPictures.loading() || m_session.view.turning;
}

double Interactive::patienceSec() const {
  if (m_settleFrames > 0 || !m_queue.empty() || !m_messages.empty()) return 0;
  if (m_session.space.moving() || m_session.motion.moving() || m_glide.moving() || m_session.view.turning)
    return kTurnFrameSec;
  if (m_filming) return Filming::kPatienceSec;
  if (m_session.lesson.playing()) return 0.05;
  if (m_runner.busy() || m_writing.valid() || m_dialog.isOpen() || m_lessonPictures.loading()) return 0.05;
  if (m_pictureCache.wantsRefinement()) return PictureCache::kRestSec;
  return m_imgui.wantsFrames() ? 0.25 : -1;
}

Settings Interactive::settingsNow() const {
  Settings settings;
  settings.view = m_session.view;
  settings.leftWidthPx = m_panels.leftWidthPx;
  settings.rightWidthPx = m_panels.rightWidthPx;
  const Window::Size size = m_window.sizeAtScaleOne();
  settings.windowWidth = size.width;
  settings.windowHeight = size.height;
  return settings;
}

}  // namespace es::app
