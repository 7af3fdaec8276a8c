#include "app/panels/widgets/keyboard_focus.h"

#include <utility>

namespace es::app {

void KeyboardFocus::beginFrame() {
  m_wanted = std::exchange(m_kept, 0U);
  if (m_comingFrames > 0) --m_comingFrames;
  if (!std::exchange(m_drawn, false)) lostBy(m_box);
}

void KeyboardFocus::press(bool inPicture) {
  m_holder = inPicture ? Holder::Picture : Holder::Nobody;
  m_box = 0;
  m_comingFrames = 0;
}

void KeyboardFocus::passOn() {
  m_next = true;
  expect();
}

void KeyboardFocus::takenBy(unsigned box) {
  m_holder = Holder::Box;
  if (box != m_lastBox) m_edited = false;
  m_box = m_lastBox = box;
  m_drawn = true;
  m_comingFrames = 0;
}

void KeyboardFocus::lostBy(unsigned box) {
  if (m_holder != Holder::Box || m_box != box) return;
  m_holder = Holder::Nobody;
  m_box = 0;
}

void KeyboardFocus::enter(unsigned box) {
  m_kept = box;
  m_edited = false;
  expect();
}

bool KeyboardFocus::takeNext() {
  return std::exchange(m_next, false);
}

const std::string* KeyboardFocus::textOf(unsigned box) const {
  return m_holder == Holder::Box && m_box == box ? &m_text : nullptr;
}

void KeyboardFocus::noteText(unsigned box, const std::string& text) {
  if (m_holder != Holder::Box || m_box != box) return;
  m_text = text;
  m_drawn = true;
}

Leaving escapeLeaves(bool boxHasKeyboard, bool cardIsOpen, bool lessonIsOn) {
  if (boxHasKeyboard) return Leaving::Box;
  if (cardIsOpen) return Leaving::Card;
  return lessonIsOn ? Leaving::Lesson : Leaving::Nothing;
}

}  // namespace es::app
