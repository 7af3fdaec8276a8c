#pragma once

#include <deque>
#include <string>
#include <vector>

namespace es::app {

/// What the window system reported, in GLFW's codes.
struct InputEvent {
  enum class Kind { Key, Char, Button, Move, Wheel, Focus, Enter };
  Kind kind = Kind::Move;
  int code = 0;  // key, button, character; Focus, Enter: 1 or 0
  int scancode = 0;
  bool pressed = false;
  int mods = 0;
  double x = 0, y = 0;  // Move: position; Wheel: notches
};

/// Where what is typed goes in the next frame.
struct Typing {
  bool box = false;       // a text box has the keyboard
  bool coming = false;    // one is about to take it: what is typed waits for it
  bool callsBox = false;  // nobody has it: a letter calls the box that letters belong in
};

/// Deals events out to frames. Dear ImGui before 1.87 looks at the state of keys and buttons once a frame, so
/// what is pressed and released between two frames would be lost; and what is typed right after the key that
/// opens a text box, or moves between boxes, comes before the box can take it. Order is always kept.
class InputQueue {
 public:
  void push(const InputEvent& event) { m_events.push_back(event); }
  [[nodiscard]] bool empty() const { return m_events.empty(); }

  /// The events of the next frame: at most one change of each button and of each key that acts by its state,
  /// none that another in the frame would overtake.
  [[nodiscard]] std::vector<InputEvent> takeFrame(Typing typing);
  /// A letter waits for the box that it called in the last frame.
  [[nodiscard]] bool callsBox() const { return m_calls; }

 private:
  bool calls(const InputEvent& event, Typing typing);

  std::deque<InputEvent> m_events;
  bool m_calls = false, m_called = false;  // in this frame; and nobody has come yet
};

/// Dear ImGui shows some effects of an event one or two frames later: focus, hints, the sizes of new windows.
inline constexpr int kSettleFrames = 3;

/// What a Window's callbacks collect; the window's GLFW user pointer leads to it.
struct WindowEvents {
  InputQueue input;
  std::vector<std::string> droppedFiles;
  int settleFrames =
      kSettleFrames;  // frames still due after the last event, until what it set off is on the screen
};

}  // namespace es::app
