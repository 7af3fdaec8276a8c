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
  /// How much faster a step's picture moves in the window than one's own question, so that the longest, a
  /// formula with its ten answers, takes less than three seconds.
  [[nodiscard]] double pace() const { return on() && !trying() ? 2 : 1; }
  [[nodiscard]] bool playing() const { return m_playing; }  // it goes on by itself after each step's pause

  /// What the panels and `lesson` say of it.
  [[nodiscard]] const LessonAnswer& answer() const { return m_said; }

  /// `now` is the person's picture, kept until they leave; of lessons that follow one another the first
  /// one's.
  void start(Lesson lesson, LessonPicture now);
  /// Ends the lesson and gives the person's picture back; nothing when none was on.
  std::optional<LessonPicture> leave();
  /// What the person had when they began; null when no lesson is on.
  [[nodiscard]] const LessonPicture* persons() const { return m_persons ? &*m_persons : nullptr; }
  /// The lesson's own picture, while the person tries; null when they do not.
  [[nodiscard]] const LessonPicture* own() const { return m_own ? &*m_own : nullptr; }
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
  std::optional<LessonPicture> m_persons;  // set exactly while a lesson is on
  std::vector<LessonPicture> m_before;     // each begun step's
  bool m_playing = false;
  std::optional<LessonPicture> m_own;  // the lesson's own, while the person tries
};

/// The open words and the open model with nothing asked of them and every number as the program starts with;
/// only the slice stays, which freshStart sets.
[[nodiscard]] DocumentState asOpened(const DocumentState& state);
/// `seen` in the room of `view`: theme, size of letters and points, and motion stay as they are there.
[[nodiscard]] ViewState seenInRoom(const ViewState& seen, const ViewState& view);
/// What comes between asOpened and the first step: the principal components, the story model or the reader
/// where one is needed and no model of its kind is open, and the lesson's preparation.
std::vector<QueuedCommand> freshStart(const Lesson& lesson, const ModelState& open);

}  // namespace es::app
