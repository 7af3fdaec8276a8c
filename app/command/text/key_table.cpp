#include "app/command/text/key_table.h"

#include <fmt/format.h>

#include <array>

namespace es::app {
namespace {

using Where = KeyLine::Where;

constexpr std::array kKeys{
    KeyLine{Where::Anywhere, "letters",
            "go into the box at the top; Enter asks, and the box keeps the keyboard"},
    KeyLine{Where::Anywhere, "Ctrl+O", "open words, a model, a session or a lesson"},
    KeyLine{Where::Anywhere, "Ctrl+S", "save the session"},
    KeyLine{Where::Anywhere, "Ctrl+Shift+S, F12", "save the picture"},
    KeyLine{Where::Anywhere, "Ctrl+Z", "take the last change back"},
    KeyLine{Where::Anywhere, "Ctrl+Shift+Z, Ctrl+Y", "make it again"},
    KeyLine{Where::Anywhere, "Ctrl+L", "clear questions, arrows and selection"},
    KeyLine{Where::Anywhere, "Esc", "leave the box, then the card, then the lesson; it clears nothing"},
    KeyLine{Where::Anywhere, "Tab, Shift+Tab",
            "on to the next control, or the one before, which Enter or the space bar press; in a lesson: "
            "subject and caption only, and back"},
    KeyLine{Where::Anywhere, "Page Down, Page Up", "in a lesson: the next step, the step before"},
    KeyLine{Where::Anywhere, "Home", "the whole cloud again, unless something is being typed"},
    KeyLine{Where::Anywhere, "F1", "these keys"},
    KeyLine{Where::Anywhere, "Ctrl+Q", "quit"},
    KeyLine{Where::Box, "Tab", "complete the word, or go on to what comes next"},
    KeyLine{Where::Box, "Up, Down", "choose a completion; in the command line: earlier lines"},
    KeyLine{
        Where::Box, "/  :  ?",
        "in the empty box at the top, and wherever no box has the keyboard: the box at the top, the command "
        "line, the keys"},
    KeyLine{Where::Picture, "Enter", "ask for the neighbours of the selected word"},
    KeyLine{Where::Picture, "F", "bring the selection, or what is shown, into view"},
    KeyLine{Where::Picture, "Space", "stop or start the slow turn"},
    KeyLine{Where::Picture, "p", "the picture alone, and back"},
    KeyLine{Where::Picture, "Right, Left", "in a lesson: the next step, the step before"},
    KeyLine{Where::Picture, "l", "the lessons"},
    KeyLine{Where::Picture, "t", "the text that the model reads"},
    KeyLine{Where::Picture, "1 to 9", "the pages beside the picture"},
    KeyLine{Where::Mouse, "click", "select a word; its card says what one can ask of it"},
    KeyLine{Where::Mouse, "right click", "on a word: neighbours, add, subtract, pin, centre, copy"},
    KeyLine{Where::Mouse, "double click", "select it and make it the centre"},
    KeyLine{Where::Mouse, "left drag", "turn the picture"},
    KeyLine{Where::Mouse, "right or middle drag", "move it"},
    KeyLine{Where::Mouse, "wheel", "come nearer, towards the pointer"},
    KeyLine{Where::Mouse, "click a token", "its path through the layers (Ctrl: one more)"},
    KeyLine{Where::Mouse, "Ctrl+click a slider", "type its number"},
    KeyLine{Where::Mouse, "drop a file", "open it"},
};

}  // namespace

std::span<const KeyLine> keyTable() {
  return kKeys;
}

std::string_view placeName(Where where) {
  switch (where) {
    case Where::Anywhere:
      return "anywhere";
    case Where::Picture:
      return "after a click into the picture";
    case Where::Box:
      return "in a text box";
    case Where::Mouse:
      return "mouse";
  }
  return "";
}

std::string keysText() {
  std::string text;
  std::string_view place;
  for (const KeyLine& line : kKeys) {
    if (placeName(line.where) != place)
      text += fmt::format("{}{}\n", text.empty() ? "" : "\n", placeName(line.where));
    place = placeName(line.where);
    text += fmt::format("  {:<22}{}\n", line.keys, line.what);
  }
  text.pop_back();
  return text;
}

}  // namespace es::app
