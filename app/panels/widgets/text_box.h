#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/panels/widgets/panel_state.h"

namespace es::app {

struct TextBoxSpec {
  const char* hint = "";
  float widthPx = 0;          // 0: all that is left
  bool focus = false;         // take the keyboard now
  bool inTabOrder = true;     // Tab that completes nothing goes on to what comes next
  bool keepsKeyboard = true;  // after Enter, its text selected: the next question can be typed at once
  bool tellsCaret = false;    // its events say where the caret stands
  // Each gives the text that replaces what is typed, or nothing. They must not throw.
  std::function<std::optional<std::string>(std::string_view typed)> onTab;  // a completion
  std::function<std::optional<std::string>(int step)> onArrow;              // -1 up, +1 down
  std::function<std::optional<std::string>(std::string_view typed)> onEdit;
};
struct TextBoxEvents {
  bool entered = false, edited = false;
  std::optional<std::size_t> caret{};  // in bytes, while it has the keyboard
  bool open = false;  // it has the keyboard, or lost it in this very frame (a click on its completions)
};
TextBoxEvents textBox(KeyboardFocus& keyboard, const char* id, std::string& value, const TextBoxSpec& spec);

/// A box's text follows the document: what is being typed is left alone until the document itself says
/// something new (`now`) for it. `seen`: what it said last.
void followText(std::string& shown, std::string& seen, std::string now);

}  // namespace es::app
