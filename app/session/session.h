#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/lesson/lesson_run.h"
#include "app/lesson/script_file.h"
#include "app/motion/scene_motion.h"
#include "app/motion/slice_player.h"
#include "app/scene/camera_controller.h"
#include "app/scene/scene_input.h"
#include "app/session/view_follow_up.h"
#include "base/error.h"

namespace es::app {

/// One sitting: the document, how it is looked at, and where its words are on the screen.
class Session {
 public:
  Document document;
  ViewState view;
  SlicePlayer space;
  SceneMotion motion;
  LessonRun lesson;
  CameraController camera;  // moves view.camera
  ViewFollowUp followUp;    // what the last question is still to get

  /// Carries out a command at once, on this thread. `screenshot`, `run` and `quit` belong to the caller
  /// (asserted).
  /// `mergeWithLast` and `writing` as in Document::commit and QueuedCommand.
  Answer execute(const Command& command, bool mergeWithLast = false,
                 base::Writing writing = base::Writing::MayReplace);
  /// Only the commands that are not the document's: view, camera, save, export, help.
  Answer executeOutside(const Command& command, base::Writing writing);

  /// What the last question is still to get (`followUp`), at once, on this thread: before somebody looks.
  void settleView();
  /// The camera goes along with what a document's command has done: it frames a new slice, shows a question's
  /// own from its best side, and goes back with the slice that undo brings back.
  void cameraFollows(const Command& command, const Answer& answer);

  /// Carries out a lesson's command: what is to be done for it, in order and before all that waits, with the
  /// answer for the person. `files`: what readLessons found for it. Throws es::Error: the lesson has no such
  /// step, or none is on.
  std::vector<QueuedCommand> teach(const LessonCommand& command, LessonFiles files);
  /// Carries out firstCommands(file), a model and words side by side: the one is read while the others are.
  /// Errors go to `fail`. Where the file cannot be opened nothing is: answers would be of other words.
  void openFirst(const std::string& file, const std::function<void(const Error&)>& fail);

  /// What the camera is moved in front of.
  CameraSubject cameraSubject() { return {view, document.state(), space, m_figures}; }
  /// What a picture in that view shows, at rest.
  [[nodiscard]] SceneSubject sceneSubject(const ViewState& seen) const {
    return {document.state(), seen, space, m_figures};
  }
  /// CameraController::frame, poseFor, fit.
  void frameCamera() { camera.frame(cameraSubject()); }
  [[nodiscard]] CameraPose cameraFor(const PictureFrame& shape) const {
    return camera.poseFor(shape, view.camera, document.state(), space.extent());
  }
  void fitCamera(const PictureFrame& shape) { camera.fit(shape, cameraSubject()); }

  /// The commands that make this state and view again, one a line, with a version line on top.
  [[nodiscard]] std::string script() const { return script(view); }
  [[nodiscard]] std::string script(const ViewState& seen) const;  // the state in another view

 private:
  mutable FigureCache m_figures;  // remembered of the document, no part of it
  struct Seen {                   // held, so that no address is used again
    std::shared_ptr<const Space> space;
    std::shared_ptr<const SlicedSpace> sliced;
    CameraPose camera;
  };
  Seen m_seen;        // what the camera was last led to
  Seen m_beforeBest;  // and what it left for a question's own slice

  void show(LessonPicture picture);
  std::vector<QueuedCommand> startLesson(const LessonCommand& command, Lesson found);
  bool opens(const Command& command, const std::function<void(const Error&)>& fail);
  Answer carryOut(const Command& command, bool mergeWithLast);
  Answer moveCamera(const CameraCommand& command);
  [[nodiscard]] Answer save(const SaveCommand& command, base::Writing writing) const;
};

/// What is opened at the start: the default words and the story model; with a file that is a table, the story
/// model and then that; with a file that is a model, only that. Where the story model did not come along it
/// is left out.
std::vector<QueuedCommand> firstCommands(const std::string& file);

/// `open default`, `open full` and `open story` name the words that came with the program, those that
/// scripts/get-words fetched, and the story model. Throws es::Error when they are not there.
Command withResolvedPath(Command command);

/// True for the files that `default`, `full` and `story` name.
bool cameWithProgram(const std::string& path);

/// The window's file when none was named: embedscope-001.png and so on, the first that is free.
std::filesystem::path freePath(const std::filesystem::path& folder, const std::string& ending);

}  // namespace es::app
