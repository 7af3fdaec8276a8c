#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/lesson/lesson.h"

namespace es::app {

/// What a lesson goes back to: the document and how it was looked at.
struct LessonPicture {
  DocumentState document;
  ViewState view;
};

/// The lesson that is on: which step, and the pictures that `back` and `resume` go to. It changes nothing
/// itself; Session::teach does what it says.
class LessonRun {
 public:
  /// What there is to choose from.
  void setTitles(std::vector<LessonTitle> titles) { m_said.titles = std::move(titles); }

  [[nodiscard]] bool on() const { return m_lesson != nullptr; }
  [[nodiscard]] const Lesson* lesson() const { return m_lesson.get(); }
  [[nodiscard]] int step() const { return m_step; }  // 1 = first, 0: prepared, none begun
  [[nodiscard]] bool atEnd() const { return on() && m_step == static_cast<int>(m_lesson->steps.size()); }
  [[nodiscard]] bool trying() const { return m_own.has_value(); }
  [[nodiscard]] bool playing() const { return m_playing; }  // it goes on by itself after each step's pause

  /// What the panels and `lesson` say of it.
  [[nodiscard]] const LessonAnswer& answer() const { return m_said; }

  void start(Lesson lesson);
  void leave();
  void play(bool on);  // throws es::Error when none is on
  /// The commands of the next step, from this picture. Throws es::Error when there is no next step.
  std::vector<QueuedCommand> next(LessonPicture now);
  /// The picture at the end of the step before. Throws es::Error at the first step.
  LessonPicture back();
  /// The picture that the first step began from.
  LessonPicture beginning();
  /// The person takes over from this picture; while they try, later calls change nothing.
  void beginTrying(LessonPicture now);
  /// The lesson's own picture again; nothing when nobody is trying.
  std::optional<LessonPicture> resume();

 private:
  void requireOn() const;
  void say();  // m_said follows the rest

  LessonAnswer m_said;
  std::shared_ptr<const Lesson> m_lesson;
  int m_step = 0;
  std::vector<LessonPicture> m_before;  // each begun step's
  bool m_playing = false;
  std::optional<LessonPicture> m_own;  // the lesson's own, while the person tries
};

/// What a lesson starts from: the open words and model, and nothing asked of them.
std::vector<QueuedCommand> freshStart(const Lesson& lesson, bool modelIsOpen);

}  // namespace es::app
