#include "app/platform/desktop/input_queue.h"

#include <GLFW/glfw3.h>

#include <string>

#include "catch.h"

using namespace es::app;

namespace {

constexpr Typing kBox{.box = true}, kComing{.coming = true}, kNobody{.callsBox = true};

InputEvent key(int code, bool pressed, int mods = 0) {
  return {.kind = InputEvent::Kind::Key, .code = code, .pressed = pressed, .mods = mods};
}
InputEvent character(char c) {
  return {.kind = InputEvent::Kind::Char, .code = c};
}
InputEvent button(bool pressed) {
  return {.kind = InputEvent::Kind::Button, .code = 0, .pressed = pressed};
}
InputEvent move(double x) {
  return {.kind = InputEvent::Kind::Move, .x = x};
}

void press(InputQueue& queue, int code, int mods = 0) {
  queue.push(key(code, true, mods));
  queue.push(key(code, false, mods));
}

/// Nothing is dealt out while a box is about to take the keyboard.
void checkWaits(InputQueue& queue, int frames) {
  for (int i = 0; i < frames; ++i) CHECK(queue.takeFrame(kComing).empty());
}

void type(InputQueue& queue, const std::string& text) {
  for (const char c : text) {
    const int code = c >= 'a' && c <= 'z' ? c - 'a' + GLFW_KEY_A : c;
    queue.push(key(code, true));
    queue.push(character(c));
    queue.push(key(code, false));
  }
}

std::string characters(const std::vector<InputEvent>& events) {
  std::string text;
  for (const InputEvent& event : events)
    if (event.kind == InputEvent::Kind::Char) text += static_cast<char>(event.code);
  return text;
}

}  // namespace

TEST_CASE("a key that is pressed and released between frames is down for one frame") {
  InputQueue queue;
  press(queue, GLFW_KEY_ENTER);
  const auto first = queue.takeFrame(kBox), second = queue.takeFrame(kBox);
  REQUIRE(first.size() == 1);
  CHECK(first[0].pressed);
  REQUIRE(second.size() == 1);
  CHECK_FALSE(second[0].pressed);
  CHECK(queue.empty());
}

TEST_CASE("a click takes two frames and what moves after it waits") {
  InputQueue queue;
  queue.push(move(10));
  queue.push(button(true));
  queue.push(button(false));
  queue.push(move(50));
  queue.push(button(true));
  CHECK(queue.takeFrame({}).size() == 2);  // there, and pressed
  CHECK(queue.takeFrame({}).size() == 1);  // released
  CHECK(queue.takeFrame({}).size() == 2);
  CHECK(queue.empty());
}

TEST_CASE("a drag is seen before its end") {
  InputQueue queue;
  for (const auto& event : {move(10), button(true), move(30), move(40), button(false)}) queue.push(event);
  CHECK(queue.takeFrame({}).size() == 2);
  const auto moved = queue.takeFrame({});
  REQUIRE(moved.size() == 2);
  CHECK(moved.back().x == 40);
  CHECK(queue.takeFrame({}).size() == 1);
}

TEST_CASE("typed text arrives whole, in order and at once") {
  InputQueue queue;
  type(queue, "tower");
  CHECK(characters(queue.takeFrame(kBox)) == "tower");
  CHECK(queue.empty());
}

TEST_CASE("text never overtakes an editing key") {
  InputQueue queue;
  type(queue, "ab");
  press(queue, GLFW_KEY_BACKSPACE);
  type(queue, "c");
  queue.push(key(GLFW_KEY_ENTER, true));
  CHECK(characters(queue.takeFrame(kBox)) == "ab");
  const auto second = queue.takeFrame(kBox);
  CHECK(characters(second) == "c");
  CHECK(second.back().code == GLFW_KEY_ENTER);
}

TEST_CASE("what is typed after the key that opens a box waits for the box") {
  InputQueue queue;
  type(queue, "/cat");
  CHECK(characters(queue.takeFrame({})) == "/");
  checkWaits(queue, 20);
  CHECK(characters(queue.takeFrame(kBox)) == "cat");
}

TEST_CASE("what is typed after Enter or Tab in a box waits for where the keyboard goes") {
  for (const int moves : {GLFW_KEY_ENTER, GLFW_KEY_KP_ENTER, GLFW_KEY_TAB}) {
    InputQueue queue;
    queue.push(key(moves, true));
    type(queue, " cat");
    CHECK(queue.takeFrame(kBox).size() == 1);
    checkWaits(queue, 20);
    CHECK(characters(queue.takeFrame(kBox)) == " cat");
  }
}

TEST_CASE(
    "inside a text box a slash is a character like others, but may be the key: what follows waits a frame") {
  InputQueue queue;
  type(queue, "a/b");
  CHECK(characters(queue.takeFrame(kBox)) == "a/");
  CHECK(characters(queue.takeFrame(kBox)) == "b");
  type(queue, ":save");
  CHECK(characters(queue.takeFrame(kBox)) == ":");
  for (int i = 0; i < 5; ++i) CHECK(queue.takeFrame({.box = true, .coming = true}).empty());
  CHECK(characters(queue.takeFrame(kBox)) == "save");
}

TEST_CASE("keys held with control are told apart press by press") {
  InputQueue queue;
  for (int i = 0; i < 2; ++i) press(queue, GLFW_KEY_Z, GLFW_MOD_CONTROL);
  int presses = 0, frames = 0;
  for (; !queue.empty(); ++frames)
    for (const InputEvent& event : queue.takeFrame({})) presses += event.pressed ? 1 : 0;
  CHECK(presses == 2);
  CHECK(frames == 4);
}

TEST_CASE("what is typed before the first box has the keyboard waits for it") {
  InputQueue queue;
  type(queue, "tower");
  queue.push(key(GLFW_KEY_ENTER, true));
  checkWaits(queue, 5);
  const auto taken = queue.takeFrame(kBox);
  CHECK(characters(taken) == "tower");
  CHECK(taken.back().code == GLFW_KEY_ENTER);
}

TEST_CASE("a letter that nobody takes calls the box, and goes into it") {
  InputQueue queue;
  type(queue, "cat");
  CHECK(characters(queue.takeFrame(kNobody)).empty());
  CHECK(queue.callsBox());
  CHECK(queue.takeFrame(kComing).empty());
  CHECK_FALSE(queue.callsBox());
  CHECK(characters(queue.takeFrame(kBox)) == "cat");
}

TEST_CASE("a letter that calls in vain is for nobody, and blocks nothing") {
  InputQueue queue;
  type(queue, "ab");
  CHECK(characters(queue.takeFrame(kNobody)).empty());
  for (int i = 0; i < 12; ++i) CHECK(characters(queue.takeFrame(kComing)).empty());
  CHECK(characters(queue.takeFrame(kNobody)) == "ab");
  CHECK(queue.empty());
}

TEST_CASE("space, slash, colon and question mark call no box, and the picture's letters neither") {
  for (const char* text : {" ", "/", ":", "?"}) {
    InputQueue queue;
    type(queue, text);
    CHECK(characters(queue.takeFrame(kNobody)) == text);
    CHECK_FALSE(queue.callsBox());
  }
  InputQueue queue;
  type(queue, "l");
  CHECK(characters(queue.takeFrame({})) == "l");
  CHECK_FALSE(queue.callsBox());
}
