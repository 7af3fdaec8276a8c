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

/// Deals events out to frames. Dear ImGui before 1.87 looks at the state of keys and buttons once a frame, so
/// what is pressed and released between two frames would be lost; and what is typed right after the key that
/// opens a text box, or moves between boxes, comes before the box can take it. Order is always kept.
class InputQueue {
 public:
  void push(const InputEvent& event) { m_events.push_back(event); }
  [[nodiscard]] bool empty() const { return m_events.empty(); }

  /// The events of the next frame: at most one change of each button and of each key that acts by its state,
  /// none that another in the frame would overtake. `takesText`: a text box has the keyboard.
  [[nodiscard]] std::vector<InputEvent> takeFrame(bool takesText);

 private:
  std::deque<InputEvent> m_events;
  int m_heldFrames = 0;  // frames to wait until a text box that was asked for has the keyboard
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
