#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/evaluate/make_coloring.h"
#include "app/lesson/lesson_run.h"
#include "app/motion/scene_motion.h"
#include "app/motion/slice_player.h"
#include "app/scene/camera_controller.h"
#include "app/scene/scene_input.h"
#include "app/session/named_files.h"
#include "app/session/session_file.h"
#include "app/session/view_follow_up.h"
#include "base/error.h"
#include "base/progress.h"

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
  /// That command.
  [[nodiscard]] Command dueCommand() const;
  /// The camera goes along with what a document's command has done: it frames a new slice, shows a question's
  /// own from its best side, and goes back with the slice that undo or the overview brings back.
  void cameraFollows(const Command& command, const Answer& answer);

  /// Carries out a lesson's command: what is to be done for it, in order and before all that waits, with the
  /// answer for the person. `files`: what readLessons found for it. Throws es::Error: the lesson has no such
  /// step, or none is on.
  std::vector<QueuedCommand> teach(const LessonCommand& command, LessonFiles files);
  /// What the person has: while a lesson is on, what leaving it brings back.
  [[nodiscard]] LessonPicture ownPicture() const;
  /// Whether anything was done by the person; what a lesson does counts for nothing.
  [[nodiscard]] bool hasOwnWork() const;
  /// Carries out firstCommands(file), a model and words side by side: the one is read while the others are.
  /// Errors go to `fail`. Where the file cannot be opened nothing is: answers would be of other words.
  void openFirst(const std::string& file, const std::function<void(const Error&)>& fail);

  /// The session that was read is the session from here on: of what was before nothing is left but the step
  /// that `undo` takes back. What could not be done of it are the answer's warnings.
  Answer replaceBy(OpenedSession opened);

  /// What the camera is moved in front of.
  CameraSubject cameraSubject() { return {view, drawn(view.mode), space, m_figures}; }
  /// What a picture in that view shows, at rest.
  [[nodiscard]] SceneSubject sceneSubject(const ViewState& seen) const {
    return {drawn(seen.mode), seen, space, m_figures};
  }
  /// What was asked for, or else the cloud, no longer fills the picture: somebody has moved the camera.
  [[nodiscard]] bool cameraAway() const;
  /// What colours the points by itself, for a picture that is made at once; blocks while it is found.
  void finishColors() const { app::finishColors(document.state(), view, base::ignoreProgress()); }
  void finishDotColors() const { app::finishDotColors(document.state(), view); }
  /// CameraController::frame, poseFor, fit.
  void frameCamera() { camera.frame(cameraSubject()); }
  [[nodiscard]] CameraPose cameraFor(const PictureFrame& shape) const {
    return camera.poseFor(shape, view.camera, drawn(view.mode), space.extent());
  }
  void fitCamera(const PictureFrame& shape) { camera.fit(shape, cameraSubject()); }

  /// The commands that make this state and view again, one a line, with a version line on top.
  [[nodiscard]] std::string script() const { return script(view); }
  [[nodiscard]] std::string script(const ViewState& seen) const { return scriptOf({document.state(), seen}); }
  [[nodiscard]] static std::string scriptOf(const LessonPicture& picture);

 private:
  /// The document as the scene draws it in a mode; stands until the document changes.
  [[nodiscard]] const DocumentState& drawn(Mode mode) const;

  struct Drawn {
    std::uint64_t revision = 0;  // of the document; 0: of none
    DocumentState document;
  };
  mutable FigureCache m_figures;                         // remembered of the document, no part of it
  mutable std::array<Drawn, kModeNames.size()> m_drawn;  // likewise, by Mode
  struct Seen {                                          // held, so that no address is used again
    std::shared_ptr<const Space> space;
    std::shared_ptr<const SlicedSpace> sliced;
    SliceSpec spec{};
    CameraPose camera{};
    bool framed = false;  // and nobody had moved it since
  };
  [[nodiscard]] Seen seenNow() const {
    return {document.state().space, document.state().sliced, document.state().sliceSpec, {}, false};
  }
  Seen m_seen;                            // what the camera was last led to
  Seen m_beforeBest;                      // what it left for a question's own slice
  Seen m_overview;                        // the same, when that was no question's
  bool m_hadOwnWork = false;              // before the lesson that is on
  std::uint64_t m_untouchedRevision = 0;  // of the document, left by a lesson as it was before any work

  void show(LessonPicture picture);
  void leaveLesson();
  std::vector<QueuedCommand> nextStep();
  std::vector<QueuedCommand> startLesson(const LessonCommand& command, Lesson found);
  bool opens(const Command& command, const std::function<void(const Error&)>& fail);
  Answer carryOut(const Command& command, bool mergeWithLast);
  Answer moveCamera(const CameraCommand& command);
  void goBackTo(const Seen& before);
};

}  // namespace es::app
