#include "app/program/window_keys.h"

#include "app/platform/desktop/paths.h"

namespace es::app {
namespace {

void skipMotion(Session& session) {
  session.motion.finish();
  session.space.finish();
  session.camera.finish(session.view);
}

/// On a lesson's stage: subject and caption only, and back. Elsewhere on to the next control.
void takeTab(int step, WindowState& state) {
  PanelState& panels = state.panels;
  const bool stage = state.session.lesson.on() && !state.session.lesson.trying();
  if (stage || panels.pictureOnly) {
    panels.pictureOnly = !panels.pictureOnly;
  } else {
    panels.keyboard.step(step);
  }
}

void turnPage(const KeyInput& keys, Session& session, CommandDesk& commands) {
  const LessonRun& lesson = session.lesson;
  const bool moving = session.motion.moving() || session.space.moving();
  if (keys.lessonNext && lesson.on() && moving) {
    skipMotion(session);  // the first press
  } else if (keys.lessonNext && lesson.on() && !lesson.atEnd()) {
    commands.enqueue(LessonCommand{LessonCommand::Move::Next, {}, {}});
  }
  if (keys.lessonBack && lesson.step() > 1)
    commands.enqueue(LessonCommand{LessonCommand::Move::Back, {}, {}});
}

}  // namespace

void takeNextScreenshot(WindowState& state, CommandDesk& commands) {
  state.log.attempt({}, [&] {
    ScreenshotCommand command;
    command.path = freePath(screenshotFolder(), ".png", state.promised).string();
    commands.enqueue(command);
  });
}

void exportNextAnswers(WindowState& state, CommandDesk& commands) {
  state.log.attempt({}, [&] {
    const auto path = freePath(screenshotFolder(), ".csv", state.promised);
    commands.enqueue(ExportCommand{path.string(), ExportKind::Neighbors});
  });
}

void obeyKeys(const KeyInput& keys, WindowState& state, CommandDesk& commands) {
  // What a key does is said quietly: no box asked for it.
  if (keys.undo || keys.redo || keys.clear || keys.screenshot) state.panels.asker = Asker::None;
  if (keys.undo) commands.enqueue(UndoCommand{});
  if (keys.redo) commands.enqueue(RedoCommand{});
  if (keys.clear) commands.enqueueOwn({ClearCommand{}, false});
  if (keys.frame) commands.enqueue(CameraCommand{CameraCommand::Move::Frame, {}, {}, {}, {}, {}});
  if (keys.home) commands.enqueue(CameraCommand{CameraCommand::Move::Reset, {}, {}, {}, {}, {}});
  turnPage(keys, state.session, commands);
  if (keys.step != 0) takeTab(keys.step, state);
  if (keys.pause) state.session.view.turning = !state.session.view.turning;
  if (keys.screenshot) takeNextScreenshot(state, commands);
  if (keys.help) state.panels.showKeys = !state.panels.showKeys;
  if (keys.quit) state.window.close();
}

}  // namespace es::app
