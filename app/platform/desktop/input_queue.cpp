#include "app/platform/desktop/input_queue.h"

#include <GLFW/glfw3.h>

#include <algorithm>

namespace es::app {

namespace {

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

/// These lead to a box, a command line, a sheet of keys: no letters of a word.
bool isShortcutAnywhere(const InputEvent& event) {
  return event.code == '/' || event.code == ':' || event.code == '?';
}

bool opensTextBox(const InputEvent& event) {
  return event.kind == InputEvent::Kind::Char && isShortcutAnywhere(event);
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

/// Once: where no box comes, the letter is for nobody.
bool InputQueue::calls(const InputEvent& event, Typing typing) {
  const bool letter =
      event.kind == InputEvent::Kind::Char && event.code != ' ' && !isShortcutAnywhere(event);
  if (!typing.callsBox || typing.box || !letter || m_called) return false;
  m_calls = m_called = true;
  return true;
}

std::vector<InputEvent> InputQueue::takeFrame(Typing typing) {
  Frame frame;
  m_calls = false;
  if (typing.box) m_called = false;
  if (typing.coming) {
    while (!m_events.empty() && isRelease(m_events.front())) {
      frame.add(m_events.front());
      m_events.pop_front();
    }
    return frame.events;
  }
  while (!m_events.empty() && frame.hasRoomFor(m_events.front()) && !calls(m_events.front(), typing)) {
    frame.add(m_events.front());
    m_events.pop_front();
    const InputEvent& last = frame.events.back();
    if (opensTextBox(last) || (typing.box && movesKeyboard(last))) break;  // where it goes shows in this frame
    if (last.kind == InputEvent::Kind::Button) m_called = false;
  }
  return frame.events;
}

}  // namespace es::app
