#include "app/panels/widgets/keyboard_focus.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace es::app {

void KeyboardFocus::beginFrame() {
  m_wanted = std::exchange(m_kept, 0U);
  if (m_comingFrames > 0) --m_comingFrames;
  if (!std::exchange(m_drawn, false)) lostBy(m_box);
  m_lastStops = std::exchange(m_stops, {});
  m_lastSheet = std::exchange(m_sheet, false);
  m_pressed = false;
  followSheets();
}

std::vector<KeyboardFocus::Stop> KeyboardFocus::reachable() const {
  std::vector<Stop> stops;
  const bool sheet = m_lastSheet || std::ranges::any_of(m_lastStops, &Stop::over);
  std::ranges::copy_if(m_lastStops, std::back_inserter(stops),
                       [sheet](const Stop& stop) { return stop.over == sheet; });
  return stops;
}

bool KeyboardFocus::onControl() const {
  if (m_holder != Holder::Control) return false;
  const std::vector<Stop> stops = reachable();
  return std::ranges::find(stops, m_control, &Stop::id) != stops.end();
}

/// A sheet that opens takes the keyboard from the control that opened it, and gives it back.
void KeyboardFocus::followSheets() {
  if (m_holder != Holder::Control) return;
  const std::vector<Stop> stops = reachable();
  const bool sheet = !stops.empty() && stops.front().over;
  if (sheet && m_outer == 0 && std::ranges::find(stops, m_control, &Stop::id) == stops.end()) {
    m_outer = m_control;
    m_control = stops.front().box ? 0 : stops.front().id;
    m_came = true;
  } else if (!sheet && m_outer != 0) {
    m_control = std::exchange(m_outer, 0U);
  }
}

void KeyboardFocus::step(int by) {
  const std::vector<Stop> stops = reachable();
  if (stops.empty()) return;
  const std::size_t count = stops.size();
  const unsigned from = m_holder == Holder::Box ? m_box : m_holder == Holder::Control ? m_control : 0;
  const auto at = std::ranges::find(stops, from, &Stop::id);
  const std::size_t before = by > 0 ? count - 1 : 0;  // of the first, or of the last
  std::size_t place = from == 0 ? before : std::min(m_place, count) + (by > 0 ? count - 1 : 0);
  if (at != stops.end()) place = static_cast<std::size_t>(at - stops.begin());
  m_place = (place + (by > 0 ? 1 : count - 1)) % count;
  const Stop& next = stops[m_place];
  if (m_holder == Holder::Box) m_leaves = m_box;
  if (next.box) {
    m_kept = next.id;
    expect();
    return;
  }
  m_holder = Holder::Control;
  m_control = next.id;
  m_box = 0;
  m_came = true;
}

void KeyboardFocus::leaveControl() {
  if (m_holder == Holder::Control) m_holder = Holder::Nobody;
  m_control = m_outer = 0;
}

void KeyboardFocus::noteStop(Stop stop) {
  stop.over = stop.over || m_over;
  if (stop.id != 0) m_stops.push_back(stop);
}

bool KeyboardFocus::justCame() {
  return std::exchange(m_came, false);
}

void KeyboardFocus::press(bool inPicture) {
  m_holder = inPicture ? Holder::Picture : Holder::Nobody;
  m_box = m_control = m_outer = 0;
  m_comingFrames = 0;
}

void KeyboardFocus::passOn() {
  m_next = true;
  expect();
}

void KeyboardFocus::takenBy(unsigned box) {
  m_holder = Holder::Box;
  m_control = m_outer = 0;
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

bool KeyboardFocus::takeLeave(unsigned box) {
  if (m_leaves != box || box == 0) return false;
  m_leaves = 0;
  return true;
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
