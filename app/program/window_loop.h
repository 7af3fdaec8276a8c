#pragma once

#include <string>

#include "app/evaluate/coloring_maker.h"
#include "app/evaluate/index_maker.h"
#include "app/program/command_desk.h"
#include "app/program/file_desk.h"
#include "app/program/frame_clock.h"
#include "app/program/lesson_desk.h"
#include "app/program/open_desk.h"
#include "app/program/options.h"
#include "app/program/panel_stage.h"
#include "app/program/picture_stage.h"
#include "app/program/window_state.h"
#include "app/session/settings.h"

namespace es::app {

/// The program in its window, one `frame` at a time.
class WindowLoop {
 public:
  WindowLoop(const Options& options, Window& window, const LoadedSettings& settings);

  void frame();
  /// How long the next frame may wait for an event, in seconds: 0 not at all, negative for ever (idle).
  [[nodiscard]] double patienceSec() const;
  [[nodiscard]] Settings settingsNow() const;
  /// Keeps the sitting for the next start to offer. Throws es::Error.
  void keepSession() const { m_open.keepSession(); }

 private:
  void enqueueFirst(const Options& options);
  /// Does a part of the frame; what it throws is said once, in however many frames it goes on.
  template <class Part>
  void attempt(const Part& part);
  void deliver();
  void moveOn(double stepSec);
  PanelOutput layOutPanels(double stepSec);
  void obey(const PanelOutput& output);
  void drawPicture(const PanelOutput& output, double stepSec);
  [[nodiscard]] bool urgent() const;
  [[nodiscard]] bool moving() const;
  [[nodiscard]] bool working() const;
  void settle(int frames);

  WindowState m_state;
  IndexMaker m_index;
  ColoringMaker m_colors;
  FileDesk m_files{m_state};
  CommandDesk m_commands{m_state, m_files};
  LessonDesk m_lessons{m_state, m_commands};
  OpenDesk m_open{m_state, m_commands};
  PanelStage m_panels{m_state};
  PictureStage m_picture{m_state};
  FrameClock m_clock;
  std::vector<std::string> m_failed, m_failedBefore;  // what failed in this frame and in the last one
  bool m_wordsShown = false;                          // a picture of them has been drawn
  double m_againSec = -1;                             // as in PanelOutput
  int m_settleFrames = 3;                             // ImGui lays new windows out over a few frames
};

}  // namespace es::app
