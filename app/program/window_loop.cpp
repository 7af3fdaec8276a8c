#include "app/program/window_loop.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "app/command/command_text.h"
#include "app/document/shown_coloring.h"
#include "app/platform/desktop/paths.h"
#include "app/program/window_keys.h"
#include "base/error_line.h"

namespace es::app {
namespace {

constexpr double kMotionFrameSec = 1.0 / 60;  // a moving picture is drawn this often, no more
constexpr double kWorkFrameSec = 0.05;        // while something works: its progress is shown
constexpr double kPanelFrameSec = 0.25;       // while a cursor blinks

bool goesOn(const Command& command) {
  const auto* lesson = std::get_if<LessonCommand>(&command);
  return lesson && lesson->move == LessonCommand::Move::Next;
}

}  // namespace

WindowLoop::WindowLoop(const Options& options, Window& window, const LoadedSettings& settings)
    : m_state{window}, m_index(model::Int8IndexCache(cacheFolder())) {
  m_state.session.view = settings.settings.view;
  m_state.session.view.mode = Mode::Words;  // a start shows the whole scene, whatever was last looked at
  m_state.session.view.nextWord = false;
  m_state.recent = settings.settings.recent;
  if (!settings.notice.empty()) m_state.log.fail({}, settings.notice);
  m_index.setWake(Window::wake);
  m_colors.setWake(Window::wake);
  enqueueFirst(options);
  if (!options.freshSettings && options.file.empty() && !asksAnything(options)) m_open.offerLastSession();
}

void WindowLoop::enqueueFirst(const Options& options) {
  std::vector<QueuedCommand> first = firstCommands(options.file);
  const bool withStory = first.back().command == Command(OpenCommand{"story", {}, {}});
  for (QueuedCommand& queued : first)
    m_commands.enqueue(std::move(queued.command), std::move(queued.origin), queued.mergeWithLast);
  // A first question for the empty page; what a person asks for speaks for itself.
  if (withStory && !asksAnything(options))
    m_commands.enqueue(PredictCommand{"once upon a time there was a", {}, false}, {}, true);
  forAllAsked(
      options, [this](Command command) { m_commands.enqueue(std::move(command)); },
      [this](const Error& error) { m_state.log.fail({}, error.what()); });
}

void WindowLoop::frame() {
  m_failedBefore = std::exchange(m_failed, {});
  const double stepSec = m_clock.step();
  attempt([&] { deliver(); });
  attempt([&] { m_commands.carryOut(); });
  attempt([&] { moveOn(stepSec); });
  const PanelOutput output = layOutPanels(stepSec);
  attempt([&] { obey(output); });
  attempt([&] { drawPicture(output, stepSec); });
}

template <class Part>
void WindowLoop::attempt(const Part& part) {
  try {
    part();
  } catch (const std::exception& failure) {
    std::string line = base::errorLine(failure);
    if (std::ranges::find(m_failedBefore, line) == m_failedBefore.end()) m_state.log.fail({}, line);
    m_failed.push_back(std::move(line));
  }
}

/// The one place where what workers have made lands.
void WindowLoop::deliver() {
  m_commands.deliver();
  m_open.deliver();
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
  m_index.follow(document);
  if (m_wordsShown) m_colors.follow(document, session.view);  // the first picture comes first
  session.space.follow(document, animates);
  session.space.advance(stepSec);
  session.motion.follow(document, animates);
  session.motion.followNumbers(document, animates && m_lessons.moves());
  session.motion.followColoring(shownColoring(document, session.view), animates);
  session.motion.advance(stepSec * session.lesson.pace());
  m_lessons.advance(stepSec);
  m_state.log.advance(stepSec);
}

PanelOutput WindowLoop::layOutPanels(double stepSec) {
  PanelStage::Frame frame;
  frame.stepSec = stepSec;
  frame.running = m_commands.running();
  frame.indexShare = m_index.share();
  frame.dialogAvailable = m_open.dialogAvailable();
  frame.openChoices = m_open.choices();
  frame.lessonPicture = [this](const std::string& lesson) { return m_lessons.pictures().of(lesson); };
  PanelOutput output = m_panels.layOut(frame);
  m_state.picture = output.scene;
  const PictureShape shape = pictureShape(output.scene, output.clear, 1);
  if (shape.heightPx > 1) m_state.session.fitCamera({shape.widthPx, shape.heightPx, *shape.clear});
  return output;
}

/// What panels, keys and the desktop ask for becomes commands.
void WindowLoop::obey(const PanelOutput& output) {
  for (const PanelCommand& command : output.commands)
    if (!m_lessons.justTurned() || !goesOn(command.command)) m_commands.enqueueOwn(command);
  for (const Message& line : output.said) m_state.log.add(line);
  if (output.cancel) m_commands.cancel();
  m_againSec = output.againSec;
  if (output.screenshot) takeNextScreenshot(m_state, m_commands);
  if (output.saveAnswers) exportNextAnswers(m_state, m_commands);
  KeyInput keys = m_panels.layer().keys();
  if (m_lessons.justTurned()) keys.lessonNext = false;
  m_open.obey(output, keys);
  obeyKeys(keys, m_state, m_commands);
  if (m_commands.waiting() || !m_state.log.empty() || output.moves) settle(2);
}

void WindowLoop::drawPicture(const PanelOutput& output, double stepSec) {
  for (const PanelCommand& command :
       m_picture.draw({output.scene, output.hoveredRow, stepSec}, m_panels.layer()))
    m_commands.enqueueOwn(command);
  const bool first = !m_wordsShown && !m_state.session.space.empty();
  if (first) m_wordsShown = true;
  if (m_picture.touched() || first) settle(1);
  if (m_settleFrames > 0) --m_settleFrames;
}

void WindowLoop::settle(int frames) {
  m_settleFrames = std::max(m_settleFrames, frames);
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
  return m_commands.working() || m_files.writing() || m_lessons.reading() || m_open.busy() ||
         m_panels.listing() || m_state.session.lesson.playing();
}

double WindowLoop::patienceSec() const {
  if (urgent()) return 0;
  if (moving()) return kMotionFrameSec;
  if (m_files.filming()) return Filming::kPatienceSec;
  if (working()) return kWorkFrameSec;
  if (m_state.log.hushLeftSec() > 0) return m_state.log.hushLeftSec();
  if (m_picture.wantsRefinement()) return PictureCache::kRestSec;
  if (m_panels.wantsFrames()) return kPanelFrameSec;
  return m_againSec;
}

Settings WindowLoop::settingsNow() const {
  Settings settings;
  settings.view = m_state.session.ownPicture().view;
  settings.recent = m_state.recent;
  const Window::Size size = m_state.window.sizeAtScaleOne();
  settings.windowWidth = size.width;
  settings.windowHeight = size.height;
  return settings;
}

}  // namespace es::app
