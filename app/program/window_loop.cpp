#include "app/program/window_loop.h"

#include <algorithm>
#include <utility>

#include "app/command/command_text.h"
#include "app/platform/desktop/paths.h"
#include "app/program/window_keys.h"

namespace es::app {
namespace {

constexpr double kMotionFrameSec = 1.0 / 60;  // a moving picture is drawn this often, no more
constexpr double kWorkFrameSec = 0.05;        // while something works: its progress is shown
constexpr double kPanelFrameSec = 0.25;       // while a cursor blinks

}  // namespace

WindowLoop::WindowLoop(const Options& options, Window& window, const LoadedSettings& settings)
    : m_state{window}, m_index(model::Int8IndexCache(cacheFolder())) {
  m_state.session.view = settings.settings.view;
  m_state.session.view.mode = Mode::Words;  // a start shows the whole scene, whatever was last looked at
  m_state.session.view.nextWord = false;
  if (!settings.notice.empty()) m_state.log.fail({}, settings.notice);
  m_index.setWake(Window::wake);
  enqueueFirst(options);
}

void WindowLoop::enqueueFirst(const Options& options) {
  std::vector<QueuedCommand> first = firstCommands(options.file);
  const bool withStory = first.back().command == Command(OpenCommand{"story", {}, {}});
  for (QueuedCommand& queued : first)
    m_commands.enqueue(std::move(queued.command), std::move(queued.origin), queued.mergeWithLast);
  // A first question for the empty page; what a person asks for speaks for itself.
  if (withStory && !asksAnything(options))
    m_commands.enqueue(PredictCommand{"once upon a time there was a", {}}, {}, true);
  forAllAsked(
      options, [this](Command command) { m_commands.enqueue(std::move(command)); },
      [this](const Error& error) { m_state.log.fail({}, error.what()); });
}

void WindowLoop::frame() {
  const double stepSec = m_clock.step();
  deliver();
  m_commands.carryOut();
  moveOn(stepSec);
  const PanelOutput output = layOutPanels(stepSec);
  obey(output);
  drawPicture(output, stepSec);
}

/// The one place where what workers have made lands.
void WindowLoop::deliver() {
  m_state.log.attempt({}, [this] { m_commands.deliver(); });
  m_lessons.deliver();
  if (const std::string warning = m_index.takeWarning(); !warning.empty()) m_state.log.say(warning);
  if (const std::string problem = m_state.session.space.takeProblem(); !problem.empty())
    m_state.log.fail({}, problem);
}

/// Everything that moves by itself follows the document, and goes on by a step.
void WindowLoop::moveOn(double stepSec) {
  Session& session = m_state.session;
  const DocumentState& document = session.document.state();
  const bool animates = session.view.motion;
  m_state.log.attempt({}, [&] {
    m_index.follow(document);
    session.space.follow(document, animates);
    session.space.advance(stepSec);
    session.motion.follow(document, animates);
    session.motion.followNumbers(document, animates && m_lessons.moves());
    session.motion.advance(stepSec);
  });
  m_lessons.advance(stepSec);
}

PanelOutput WindowLoop::layOutPanels(double stepSec) {
  PanelStage::Frame frame;
  frame.stepSec = stepSec;
  frame.running = m_commands.running();
  frame.indexShare = m_index.share();
  frame.lessonPicture = [this](const std::string& lesson) { return m_lessons.pictures().of(lesson); };
  PanelOutput output = m_panels.layOut(frame);
  m_state.picture = output.scene;
  const RectPx& scene = output.scene;
  const RectPx clear{output.clear.x - scene.x, output.clear.y - scene.y, output.clear.width,
                     output.clear.height};
  if (scene.height > 1) m_state.session.fitCamera({scene.width, scene.height, clear});
  return output;
}

/// What panels, keys and the desktop ask for becomes commands.
void WindowLoop::obey(const PanelOutput& output) {
  for (const PanelCommand& command : output.commands) m_commands.enqueueOwn(command);
  for (const Message& error : output.errors) m_state.log.add(error);
  if (output.cancel) m_commands.cancel();
  if (output.browse) m_panels.browse();
  if (output.screenshot) takeNextScreenshot(m_state, m_commands);
  if (output.saveAnswers) exportNextAnswers(m_state, m_commands);
  if (const auto chosen = m_panels.chosenFile()) m_commands.enqueue(OpenCommand{*chosen, {}, {}});
  for (const std::string& file : m_state.window.takeDroppedFiles())
    m_commands.enqueue(OpenCommand{file, {}, {}});
  obeyKeys(m_panels.layer().keys(), m_state, m_commands);
  if (m_commands.waiting() || !m_state.log.empty() || output.moves) settle(2);
}

void WindowLoop::drawPicture(const PanelOutput& output, double stepSec) {
  for (const PanelCommand& command :
       m_picture.draw({output.scene, output.hoveredRow, stepSec}, m_panels.layer()))
    m_commands.enqueueOwn(command);
  if (m_picture.touched()) settle(1);
  if (m_settleFrames > 0) --m_settleFrames;
}

void WindowLoop::settle(int frames) {
  m_settleFrames = std::max(m_settleFrames, frames);
}

/// Something has changed, or goes on changing.
bool WindowLoop::needsFrame() const {
  return urgent() || moving() || m_files.filming() || working();
}

bool WindowLoop::urgent() const {
  return m_settleFrames > 0 || m_commands.waiting() || !m_state.log.empty();
}

bool WindowLoop::moving() const {
  const Session& session = m_state.session;
  return session.space.moving() || session.motion.moving() || session.camera.gliding() ||
         CameraController::turns(session.view, session.document.state());
}

bool WindowLoop::working() const {
  return m_commands.working() || m_files.writing() || m_lessons.reading() || m_panels.browsing() ||
         m_state.session.lesson.playing();
}

double WindowLoop::patienceSec() const {
  if (urgent()) return 0;
  if (moving()) return kMotionFrameSec;
  if (m_files.filming()) return Filming::kPatienceSec;
  if (working()) return kWorkFrameSec;
  if (m_picture.wantsRefinement()) return PictureCache::kRestSec;
  return m_panels.wantsFrames() ? kPanelFrameSec : -1;
}

Settings WindowLoop::settingsNow() const {
  Settings settings;
  settings.view = m_state.session.view;
  const Window::Size size = m_state.window.sizeAtScaleOne();
  settings.windowWidth = size.width;
  settings.windowHeight = size.height;
  return settings;
}

}  // namespace es::app
