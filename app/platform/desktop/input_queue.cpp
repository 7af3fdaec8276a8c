#include "app/platform/desktop/input_queue.h"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace es::app {

namespace {

constexpr int kFramesToFocus = 3;  // asked for, granted, taken

// Keys that only stand for characters (which come as events of their own) may change twice in a frame.
bool actsByState(const InputEvent& event) {
  const bool printable = event.code >= GLFW_KEY_SPACE && event.code < GLFW_KEY_ESCAPE;
  return !printable || (event.mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0;
}

/// What has been dealt out to the frame so far.
struct Frame {
  std::vector<InputEvent> events;
  bool button = false, wheel = false, move = false, editingKey = false;

  [[nodiscard]] bool changed(const InputEvent& event) const {
    return std::any_of(events.begin(), events.end(), [&](const InputEvent& earlier) {
      return earlier.kind == event.kind && earlier.code == event.code;
    });
  }
  [[nodiscard]] bool hasRoomFor(const InputEvent& event) const {
    switch (event.kind) {
      case InputEvent::Kind::Key:
        return !button && !(actsByState(event) && changed(event));
      case InputEvent::Kind::Char:
        return !button && !editingKey;
      case InputEvent::Kind::Button:
        return !wheel && !changed(event) && (event.pressed || !move);  // a drag is seen before it ends
      case InputEvent::Kind::Move:
      case InputEvent::Kind::Wheel:
        return !button;
      default:
        return true;
    }
  }
  void add(const InputEvent& event) {
    events.push_back(event);
    button = button || event.kind == InputEvent::Kind::Button;
    move = move || event.kind == InputEvent::Kind::Move;
    wheel = wheel || event.kind == InputEvent::Kind::Wheel;
    editingKey = editingKey || (event.kind == InputEvent::Kind::Key && event.pressed && actsByState(event));
  }
};

bool opensTextBox(const InputEvent& event) {
  return event.kind == InputEvent::Kind::Char && (event.code == '/' || event.code == ':');
}

// Where nothing else waits for it, a key that acts by its state is let go at once.
bool isRelease(const InputEvent& event) {
  return event.kind == InputEvent::Kind::Key && !event.pressed && actsByState(event);
}

// Enter leaves a text box and comes back when the command fails; Tab may go on to the next one.
bool movesKeyboard(const InputEvent& event) {
  const bool leaves =
      event.code == GLFW_KEY_TAB || event.code == GLFW_KEY_ENTER || event.code == GLFW_KEY_KP_ENTER;
  return event.kind == InputEvent::Kind::Key && event.pressed && leaves;
}

}  // namespace

std::vector<InputEvent> InputQueue::takeFrame(bool takesText) {
  Frame frame;
  if (m_heldFrames > 0) {
    --m_heldFrames;
    while (!m_events.empty() && isRelease(m_events.front())) {
      frame.add(m_events.front());
      m_events.pop_front();
    }
    return frame.events;
  }
  while (!m_events.empty() && frame.hasRoomFor(m_events.front())) {
    frame.add(m_events.front());
    m_events.pop_front();
    const InputEvent& last = frame.events.back();
    if (takesText ? movesKeyboard(last) : opensTextBox(last)) {
      m_heldFrames = kFramesToFocus;
      break;
    }
  }
  return frame.events;
}

}  // namespace es::app
