#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace es::app {

/// Who has the keyboard, and which text box is to have it next. Boxes go by Dear ImGui's ids; 0: none.
/// What is typed goes into the box that has the keyboard; it is a shortcut only after a click into the
/// picture; and where nobody has the keyboard it goes into the box of the bar, which takes it then.
class KeyboardFocus {
 public:
  enum class Holder { Nobody, Box, Picture, Control };
  /// What Tab comes to.
  struct Stop {
    unsigned id = 0;
    bool box = false;   // a text box
    bool over = false;  // in a menu or a sheet, which holds all others up
  };

  [[nodiscard]] Holder holder() const { return m_holder; }
  [[nodiscard]] bool picture() const { return m_holder == Holder::Picture; }
  /// It is on a control that can be reached: one that has gone, or lies below a sheet, is not pressed or
  /// left.
  [[nodiscard]] bool onControl() const;
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
  /// The next box that is drawn.
  void passOn();
  /// Tab (1) or Shift+Tab (-1): from what has the keyboard on to the next of the last frame's stops, and from
  /// the last to the first.
  void step(int by);
  /// Enter or the space bar, on a control.
  void pressControl() { m_pressed = onControl(); }
  void leaveControl();
  void takenBy(unsigned box);
  void lostBy(unsigned box);
  /// Enter: the box keeps the keyboard, its text selected.
  void enter(unsigned box);
  void edit() { m_edited = true; }

  // ---- what a control asks while it is drawn ----
  void noteStop(Stop stop);
  /// All that is drawn until it is said otherwise lies over the rest.
  void drawOver(bool over) { m_over = over; }
  /// A sheet over everything is drawn; it may have no controls of its own.
  void noteSheet() { m_sheet = true; }
  [[nodiscard]] bool isOn(unsigned control) const {
    return m_holder == Holder::Control && m_control == control;
  }
  [[nodiscard]] bool isPressed() const { return m_pressed; }
  /// True in the first frame that draws the control after the keyboard came to it.
  [[nodiscard]] bool justCame();

  // ---- what a box asks while it is drawn ----
  [[nodiscard]] bool isWanted(unsigned box) const { return m_wanted == box && box != 0; }
  /// The keyboard has gone on from it by Tab: true once.
  [[nodiscard]] bool takeLeave(unsigned box);
  /// The next in the row: true once.
  [[nodiscard]] bool takeNext();
  /// The text that the box with the keyboard was left with in the last frame; other boxes have none.
  [[nodiscard]] const std::string* textOf(unsigned box) const;
  /// To be called for every box that is drawn.
  void noteText(unsigned box, const std::string& text);

 private:
  [[nodiscard]] std::vector<Stop> reachable() const;
  void followSheets();

  static constexpr int kMostFrames = 12;  // Dear ImGui takes three; a box that is not drawn never comes

  Holder m_holder = Holder::Nobody;
  unsigned m_box = 0, m_lastBox = 0;  // that has the keyboard, or had it last
  unsigned m_kept = 0, m_wanted = 0;  // gets it back in the next frame, in this one
  int m_comingFrames = 0;
  bool m_next = false;    // the next box that is drawn
  bool m_drawn = false;   // the box with the keyboard, in this frame: one that goes with its card lets go
  bool m_edited = false;  // since it got the keyboard, or since Enter
  std::string m_text;
  std::vector<Stop> m_stops, m_lastStops;  // of this frame so far, of the last one
  unsigned m_leaves = 0;                   // the box that Tab leaves
  unsigned m_control = 0, m_outer = 0;  // the one with the keyboard; and the one below the sheet that is open
  std::size_t m_place = 0;              // where it stood: what follows it is next when it has gone
  bool m_pressed = false, m_came = false, m_over = false;
  bool m_sheet = false, m_lastSheet = false;  // in this frame so far, in the last one
};

/// What Esc leaves: never more than one thing, and it clears nothing.
enum class Leaving { Box, Card, Lesson, Nothing };
[[nodiscard]] Leaving escapeLeaves(bool boxHasKeyboard, bool cardIsOpen, bool lessonIsOn);

}  // namespace es::app
