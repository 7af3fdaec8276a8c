#pragma once

#include <string>

namespace es::app {

/// Who has the keyboard, and which text box is to have it next. Boxes go by Dear ImGui's ids; 0: none.
/// What is typed goes into the box that has the keyboard; it is a shortcut only after a click into the
/// picture; and where nobody has the keyboard it goes into the box of the bar, which takes it then.
class KeyboardFocus {
 public:
  enum class Holder { Nobody, Box, Picture };

  [[nodiscard]] Holder holder() const { return m_holder; }
  [[nodiscard]] bool picture() const { return m_holder == Holder::Picture; }
  /// A box was asked for and has not got the keyboard yet: what is typed waits for it.
  [[nodiscard]] bool coming() const { return m_comingFrames > 0; }
  /// What was typed into the box has not been asked yet: taking back is the box's own affair.
  [[nodiscard]] bool editing() const { return m_holder == Holder::Box && m_edited; }

  /// To be called before anything is drawn.
  void beginFrame();

  // ---- what happens ----
  /// A mouse button went down in the picture, or on anything else; what it hits may take the keyboard after.
  void press(bool inPicture);
  /// A box is going to take the keyboard: one that is drawn in this frame or the next.
  void expect() { m_comingFrames = kMostFrames; }
  /// Tab: the next box that is drawn.
  void passOn();
  void takenBy(unsigned box);
  void lostBy(unsigned box);
  /// Enter: the box keeps the keyboard, its text selected.
  void enter(unsigned box);
  void edit() { m_edited = true; }

  // ---- what a box asks while it is drawn ----
  [[nodiscard]] bool isWanted(unsigned box) const { return m_wanted == box && box != 0; }
  /// The next in the row: true once.
  [[nodiscard]] bool takeNext();
  /// The text that the box with the keyboard was left with in the last frame; other boxes have none.
  [[nodiscard]] const std::string* textOf(unsigned box) const;
  /// To be called for every box that is drawn.
  void noteText(unsigned box, const std::string& text);

 private:
  static constexpr int kMostFrames = 12;  // Dear ImGui takes three; a box that is not drawn never comes

  Holder m_holder = Holder::Nobody;
  unsigned m_box = 0, m_lastBox = 0;  // that has the keyboard, or had it last
  unsigned m_kept = 0, m_wanted = 0;  // gets it back in the next frame, in this one
  int m_comingFrames = 0;
  bool m_next = false;    // the next box that is drawn
  bool m_drawn = false;   // the box with the keyboard, in this frame: one that goes with its card lets go
  bool m_edited = false;  // since it got the keyboard, or since Enter
  std::string m_text;
};

/// What Esc leaves: never more than one thing, and it clears nothing.
enum class Leaving { Box, Card, Lesson, Nothing };
[[nodiscard]] Leaving escapeLeaves(bool boxHasKeyboard, bool cardIsOpen, bool lessonIsOn);

}  // namespace es::app
