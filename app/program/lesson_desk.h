#pragma once

#include <vector>

#include "app/program/command_desk.h"
#include "app/program/lesson_pictures.h"
#include "app/program/window_state.h"
#include "base/background_job.h"

namespace es::app {

/// Lessons in the window: the list of them with its pictures, and a lesson that plays by itself.
class LessonDesk {
 public:
  LessonDesk(WindowState& state, CommandDesk& commands);

  /// The list of lessons, once it has been read.
  void deliver();
  /// A lesson that plays goes on when its step has stood for its pause.
  void advance(double stepSec);
  /// The step of a lesson is still being carried out, or moves.
  [[nodiscard]] bool moves() const;
  /// The lesson has just gone on by itself: a press of "next" was meant for the step before.
  [[nodiscard]] bool justTurned() const { return m_sinceTurnSec < kJustSec; }
  [[nodiscard]] bool reading() const { return m_list.running() || m_pictures.loading(); }
  LessonPictures& pictures() { return m_pictures; }

 private:
  WindowState& m_state;
  CommandDesk& m_commands;
  LessonPictures m_pictures;
  base::BackgroundJob<std::vector<LessonTitle>> m_list;
  static constexpr double kJustSec = 0.6;  // about as long as it takes to see it and hold the hand back

  double m_sinceTurnSec = kJustSec;
  double m_restSec = 0;  // how long the step has stood since its motion ended, while the lesson plays
  int m_taught = 0;      // CommandDesk::taught when it last stood
};

}  // namespace es::app
