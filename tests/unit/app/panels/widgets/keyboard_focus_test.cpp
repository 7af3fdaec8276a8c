#include "app/panels/widgets/keyboard_focus.h"

#include "catch.h"

using namespace es::app;
using Holder = KeyboardFocus::Holder;

namespace {

constexpr unsigned kBox = 7, kOther = 8;

/// The frames in which Dear ImGui takes a box in.
void take(KeyboardFocus& focus, unsigned box) {
  focus.expect();
  focus.beginFrame();
  focus.takenBy(box);
}

}  // namespace

TEST_CASE("after Enter the box has the keyboard again, as its own and nobody else's") {
  KeyboardFocus focus;
  take(focus, kBox);
  focus.edit();
  CHECK(focus.editing());
  focus.lostBy(kBox);  // Dear ImGui lets it go at Enter
  focus.enter(kBox);
  CHECK(focus.coming());
  CHECK(focus.holder() == Holder::Nobody);
  focus.beginFrame();
  CHECK(focus.isWanted(kBox));
  CHECK_FALSE(focus.isWanted(kOther));
  focus.beginFrame();
  CHECK_FALSE(focus.isWanted(kBox));  // once
  CHECK(focus.coming());
  focus.takenBy(kBox);
  CHECK(focus.holder() == Holder::Box);
  CHECK_FALSE(focus.coming());
  CHECK_FALSE(focus.editing());  // what stands there was asked: Ctrl+Z is the document's
}

TEST_CASE("only a click into the picture gives it the keyboard") {
  KeyboardFocus focus;
  CHECK_FALSE(focus.picture());
  take(focus, kBox);
  focus.lostBy(kBox);  // Esc
  CHECK_FALSE(focus.picture());
  focus.press(false);
  CHECK_FALSE(focus.picture());
  focus.press(true);
  CHECK(focus.picture());
  take(focus, kBox);
  CHECK_FALSE(focus.picture());
  focus.press(true);
  focus.lostBy(kBox);  // comes after the press
  CHECK(focus.picture());
  focus.press(false);
  CHECK(focus.holder() == Holder::Nobody);
}

TEST_CASE("a box that never comes is waited for in vain only for a moment") {
  KeyboardFocus focus;
  focus.expect();
  int frames = 0;
  for (; focus.coming(); ++frames) focus.beginFrame();
  CHECK(frames > 3);
  CHECK(frames < 30);
  focus.passOn();
  CHECK(focus.coming());
  CHECK(focus.takeNext());
  CHECK_FALSE(focus.takeNext());
}

TEST_CASE("a second click into a box leaves what is typed there its own") {
  KeyboardFocus focus;
  take(focus, kBox);
  focus.edit();
  focus.press(false);
  focus.takenBy(kBox);
  CHECK(focus.editing());
  take(focus, kOther);
  CHECK_FALSE(focus.editing());
}

TEST_CASE("a box's text is known while it has the keyboard") {
  KeyboardFocus focus;
  CHECK(focus.textOf(kBox) == nullptr);
  take(focus, kBox);
  focus.noteText(kBox, "king");
  focus.noteText(kOther, "queen");
  REQUIRE(focus.textOf(kBox));
  CHECK(*focus.textOf(kBox) == "king");
  CHECK(focus.textOf(kOther) == nullptr);
  focus.lostBy(kBox);
  CHECK(focus.textOf(kBox) == nullptr);
}

TEST_CASE("a box that goes with its card has the keyboard no longer") {
  KeyboardFocus focus;
  take(focus, kBox);
  focus.beginFrame();
  focus.noteText(kBox, "king");  // drawn
  focus.beginFrame();
  CHECK(focus.holder() == Holder::Box);
  focus.noteText(kOther, "queen");  // only another
  focus.beginFrame();
  CHECK(focus.holder() == Holder::Nobody);
}

namespace {

/// A frame in which these are drawn.
void draw(KeyboardFocus& focus, const std::vector<KeyboardFocus::Stop>& stops) {
  focus.beginFrame();
  for (const KeyboardFocus::Stop& stop : stops) focus.noteStop(stop);
}

}  // namespace

TEST_CASE("Tab goes through all controls in their order and round, Shift+Tab back") {
  KeyboardFocus focus;
  const std::vector<KeyboardFocus::Stop> stops{{1, false, false}, {2, false, false}, {3, false, false}};
  focus.press(true);  // into the picture
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  for (const unsigned expected : {1U, 2U, 3U, 1U}) {
    focus.step(1);
    CHECK(focus.isOn(expected));
    CHECK(focus.holder() == Holder::Control);
    draw(focus, stops);
  }
  focus.step(-1);
  CHECK(focus.isOn(3));
  focus.leaveControl();
  CHECK(focus.holder() == Holder::Nobody);
  focus.step(-1);  // from nowhere: the last
  CHECK(focus.isOn(3));
}

TEST_CASE("a key presses the control with the keyboard for one frame, and a click ends the walk") {
  KeyboardFocus focus;
  const std::vector<KeyboardFocus::Stop> stops{{1, false, false}};
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  focus.pressControl();
  CHECK_FALSE(focus.isPressed());  // nothing has it
  focus.step(1);
  focus.pressControl();
  CHECK(focus.isPressed());
  draw(focus, stops);
  CHECK_FALSE(focus.isPressed());
  focus.press(false);
  CHECK_FALSE(focus.isOn(1));
}

TEST_CASE("a text box on the way takes the keyboard, and Tab leaves it") {
  KeyboardFocus focus;
  const std::vector<KeyboardFocus::Stop> stops{{1, false, false}, {kBox, true, false}, {3, false, false}};
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  focus.step(1);
  focus.step(1);
  CHECK(focus.coming());
  draw(focus, stops);
  CHECK(focus.isWanted(kBox));
  focus.takenBy(kBox);
  CHECK_FALSE(focus.isOn(1));
  focus.step(1);
  CHECK(focus.isOn(3));
  CHECK(focus.takeLeave(kBox));
  CHECK_FALSE(focus.takeLeave(kBox));
}

TEST_CASE("a menu over the others holds Tab, and gives the keyboard back where it was") {
  KeyboardFocus focus;
  std::vector<KeyboardFocus::Stop> stops{{1, false, false}, {2, false, false}};
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  focus.step(1);
  focus.step(1);
  stops.push_back({10, false, true});
  stops.push_back({11, false, true});
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  CHECK(focus.isOn(10));
  focus.step(1);
  CHECK(focus.isOn(11));
  focus.step(1);
  CHECK(focus.isOn(10));
  stops.resize(2);
  for (int frame = 0; frame < 2; ++frame) draw(focus, stops);
  CHECK(focus.isOn(2));
}

TEST_CASE("where a control has gone, Tab goes on from its place") {
  KeyboardFocus focus;
  for (int frame = 0; frame < 2; ++frame)
    draw(focus, {{1, false, false}, {2, false, false}, {3, false, false}});
  focus.step(1);
  focus.step(1);
  for (int frame = 0; frame < 2; ++frame) draw(focus, {{1, false, false}, {3, false, false}});
  focus.step(1);
  CHECK(focus.isOn(3));
}

TEST_CASE("a control that has gone, or lies below a sheet, is neither pressed nor left") {
  KeyboardFocus focus;
  for (int frame = 0; frame < 2; ++frame) draw(focus, {{1, false, false}, {2, false, false}});
  focus.step(1);
  CHECK(focus.onControl());
  focus.pressControl();
  CHECK(focus.isPressed());

  focus.noteSheet();  // without a control of its own
  draw(focus, {{1, false, false}, {2, false, false}});
  CHECK_FALSE(focus.onControl());
  focus.pressControl();
  CHECK_FALSE(focus.isPressed());
  focus.step(1);
  CHECK(focus.isOn(1));

  for (int frame = 0; frame < 2; ++frame) draw(focus, {{1, false, false}, {2, false, false}});
  CHECK(focus.onControl());
  for (int frame = 0; frame < 2; ++frame) draw(focus, {{2, false, false}});
  CHECK_FALSE(focus.onControl());
}

TEST_CASE("Esc leaves one thing at a time: a box, a card, a lesson, nothing") {
  CHECK(escapeLeaves(true, true, true) == Leaving::Box);
  CHECK(escapeLeaves(false, true, true) == Leaving::Card);
  CHECK(escapeLeaves(false, false, true) == Leaving::Lesson);
  CHECK(escapeLeaves(false, false, false) == Leaving::Nothing);
}
