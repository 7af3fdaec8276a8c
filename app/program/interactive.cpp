#include "app/program/interactive.h"

#include <algorithm>
#include <cmath>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"
#include "app/panels/layout/panels.h"
#include "app/panels/model/next_token_panel.h"
#include "app/platform/desktop/paths.h"
#include "app/scene/pointed_word.h"
#include "base/error.h"
#include "render/text/font_files.h"

namespace es::app {
namespace {

constexpr double kTurnDegreesPerSec = 4;
constexpr double kTurnFrameSec = 1.0 / 60;  // a turning picture is drawn this often, no more

ScreenshotCommand nextScreenshot() {
  ScreenshotCommand command;
  command.path = freePath(screenshotFolder(), ".png").string();
  return command;
}

ExportCommand nextExport() {
  return {freePath(screenshotFolder(), ".csv").string(), ExportKind::Neighbors};
}

}  // namespace

Interactive::Interactive(const Options& options, Window& window, const LoadedSettings& settings)
    : m_window(window),
      m_imgui(&window, render::systemFontFiles()),
      m_scenes(m_studio.renderer.font()),
      m_screens(model::Int8IndexCache(cacheFolder())),
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
  m_shelf = std::async(std::launch::async, [] { return lessonShelf(lessonFolders()); });
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
  m_session.space.follow(m_session.document.state(), m_session.view.motion);
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
  m_imgui.beginFrame(spec);
  const PanelOutput output = drawPanels(panelInputNow(), m_panels, spec.widthPx, spec.heightPx);
  m_messages.clear();
  m_imgui.endFrame();

  m_picture = output.scene;
  if (m_picture.height > 1) fitCamera(m_picture.width / m_picture.height);
  handlePanels(output);
  handleKeys(m_imgui.keys());
  drawPicture(output.scene, stepSec);
  if (m_settleFrames > 0) --m_settleFrames;
}

PanelInput Interactive::panelInputNow() {
  PanelInput input = panelInput(m_session);
  input.running = m_runner.running();
  if (!input.running && m_filming) input.running = m_filming->running();
  input.shownTemperature = m_session.motion.temperature();
  input.shownLogits = m_session.motion.logits();
  input.indexShare = m_screens.share();
  input.hovered = m_hovered;
  input.newMessages = m_messages;
  input.fullTablePath = m_fullTable;
  input.dialogAvailable = m_dialogAvailable;
  input.pathCompletions = pathCompletions;
  input.lessonPicture = [this](const std::string& lesson) { return m_lessonPictures.of(lesson); };
  input.framesPerSecond = needsFrame() && m_smoothStepSec > 0 ? 1 / m_smoothStepSec : 0;
  return input;
}

void Interactive::enqueueOwn(const PanelCommand& command) {
  const bool takesOver = isDocumentCommand(command.command) && m_session.lesson.on() && m_queue.empty();
  if (takesOver) m_session.lesson.beginTrying({m_session.document.state(), m_session.view});
  enqueue(command.command, {}, command.continuesDrag);
}

void Interactive::handlePanels(const PanelOutput& output) {
  for (const PanelCommand& command : output.commands) enqueueOwn(command);
  for (const Message& error : output.errors) m_messages.push_back(error);
  if (output.cancel) cancel();
  if (output.browse) openDialog();
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
  const bool moving = m_session.motion.moving() || m_session.space.moving();
  if (keys.lessonNext && lesson.on() && moving)
    skipMotion();  // the first press
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
  for (const PanelCommand& command : control.commands) enqueueOwn(command);
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

bool Interactive::needsFrame() const {
  return m_settleFrames > 0 || m_session.space.moving() || m_session.motion.moving() ||
         m_session.lesson.playing() || m_glide.moving() || m_runner.busy() || m_reading.valid() ||
         m_writing.valid() || m_shelf.valid() || m_filming || !m_queue.empty() || !m_messages.empty() ||
         m_dialog.isOpen() || m_lessonPictures.loading() || m_session.view.turning;
}

double Interactive::patienceSec() const {
  if (m_settleFrames > 0 || !m_queue.empty() || !m_messages.empty()) return 0;
  if (m_session.space.moving() || m_session.motion.moving() || m_glide.moving() || m_session.view.turning)
    return kTurnFrameSec;
  if (m_filming) return Filming::kPatienceSec;
  if (m_session.lesson.playing()) return 0.05;
  const bool works = m_runner.busy() || m_reading.valid() || m_writing.valid() || m_shelf.valid();
  if (works || m_dialog.isOpen() || m_lessonPictures.loading()) return 0.05;
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
