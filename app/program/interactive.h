#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <future>

#include "app/evaluate/command_runner.h"
#include "app/evaluate/index_maker.h"
#include "app/output/filming.h"
#include "app/output/studio.h"
#include "app/platform/desktop/file_dialog.h"
#include "app/platform/desktop/window.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/program/lesson_pictures.h"
#include "app/program/options.h"
#include "app/program/picture_cache.h"
#include "app/program/view_control.h"
#include "app/scene/camera_glide.h"
#include "app/session/session.h"
#include "app/session/settings.h"

namespace es::app {

/// The program in its window, one `frame` at a time. Commands wait in one queue, in the order they came: the
/// document's go to the runner, the others are carried out when the runner is done with those before them.
class Interactive {
 public:
  Interactive(const Options& options, Window& window, const LoadedSettings& settings);

  void frame();
  bool needsFrame() const;
  /// How long the next frame may wait for an event, in seconds: 0 not at all, negative for ever (idle).
  double patienceSec() const;
  Settings settingsNow() const;

 private:
  void enqueueFirst(const Options& options);
  void enqueue(Command command, std::string origin = {}, bool mergeWithLast = false);
  /// Whoever asks something of their own during a lesson has the controls; the lesson keeps its picture.
  void enqueueOwn(const PanelCommand& command);
  void takeResults();
  void pumpQueue();
  void carryOut(const QueuedCommand& queued);
  void report(const Command& command, const Answer& answer);
  void fail(const std::string& origin, const std::string& message);
  void takeScreenshot(const ScreenshotCommand& command, base::Writing writing);
  void runScript(const QueuedCommand& whose, const std::string& path);
  void teach(const LessonCommand& command, LessonFiles files);
  void goOnTeaching(double stepSec);
  bool lessonMoves() const;
  void insertFirst(std::vector<QueuedCommand> commands, const std::string& whose);
  void write(Command command, std::function<Answer()> work);
  void read(const QueuedCommand& whose, std::function<std::function<void()>()> work);
  bool takeRead();
  void openDialog();
  void copy(const CopyCommand& command);
  void tell(const CommandResult& result);
  void cancel();
  void handleKeys(const KeyInput& keys);
  void handlePanels(const PanelOutput& output);
  void drawPicture(const RectPx& picture, double stepSec);
  void glide(CameraPose from, CameraPose to, double durationSec = CameraGlide::kGlideSec);
  void finishGlide();
  void skipMotion();
  void followSlice();
  /// A lesson's bar, the dock and the columns change the picture's shape: what is framed stays so.
  void fitCamera(float aspect);
  PanelInput panelInputNow();
  double stepTime();

  Window& m_window;
  Studio m_studio;
  ImGuiLayer m_imgui;
  SceneBuilder m_scenes;
  Session m_session;
  CommandRunner m_runner;
  IndexMaker m_screens;
  PanelState m_panels;
  std::shared_ptr<const model::EmbeddingTable> m_seenTable;  // whose words the camera was last set for
  ViewControl m_control;
  FileDialog m_dialog;
  std::deque<QueuedCommand> m_queue;
  std::vector<Message> m_messages;
  std::future<std::function<void()>> m_reading;  // a script or lessons, and what is done with them
  std::string m_readingOrigin;                   // of the command that waits for them
  std::future<std::vector<LessonTitle>> m_shelf;
  std::future<CommandResult> m_writing;   // a picture or numbers on their way to the disk
  std::shared_ptr<std::string> m_copied;  // what m_writing makes for the clipboard; null: nothing
  std::unique_ptr<Filming> m_filming;     // null: no film is being made
  PictureCache m_pictureCache;
  LessonPictures m_lessonPictures;
  CameraGlide m_glide;
  RectPx m_picture;
  std::optional<HoveredWord> m_hovered;
  std::optional<math::Index> m_hoveredRow;
  std::optional<std::string> m_fullTable;
  std::chrono::steady_clock::time_point m_lastFrame;
  double m_smoothStepSec = 0;
  double m_lessonRestSec = 0;  // how long the step has stood since its motion ended, while the lesson plays
  int m_settleFrames = 3;      // ImGui lays new windows out over a few frames
  bool m_dialogAvailable = false;
};

}  // namespace es::app
