#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "app/panels/widgets/keyboard_focus.h"
#include "app/panels/widgets/panel_memory.h"

namespace es::app {

/// The box that a question was typed into: what goes wrong with it is said there.
enum class Asker {
  None,
  Search,
  Slice,
  Dot,
  Logits,
  Open,
  CommandLine,
  Text,
  Story,
  Soak,
  Lens,
  Attention,
  Matrix,
  Pairs,
  Product,
  Softmax,
  Directions,
  Unembedding
};

/// When a tooltip may show: see widgets.h.
struct TooltipPatience {
  float xPx = 0, yPx = 0;  // where the pointer rests
  std::chrono::steady_clock::time_point since{};
  bool muted = false;   // a click or a key came since the pointer moved
  bool typing = false;  // keys went into the box that has the keyboard
};

/// The menu of a word that was clicked in the picture with the right button.
struct WordMenu {
  std::int64_t row = 0;
  float xPx = 0, yPx = 0;  // where in the window
  bool opens = false;      // in the next frame
};

/// What several panels, or the program, need to know of one another between frames. What only one panel
/// remembers is in `memory`.
struct PanelState {
  bool focusSearch = true, focusCommand = false;  // that box takes the keyboard
  bool showKeys = false, showLessons = false;     // what lies over the picture
  bool showOpen = false;                          // the card with the ways to open something
  bool showSave = false;                          // the box that asks where to save the session
  bool showLog = false;                           // the answers so far, below the command line
  bool pictureOnly = false;                       // p, in a lesson Tab: all panels away
  bool logStands = false;       // the log's last line is about the last command: it hangs under the box
  Asker asker = Asker::None;    // of the last question
  std::string askerError;       // what was wrong with it; gone when its text changes or a command succeeds
  std::uint64_t undoSteps = 0;  // begun by panels so far: a command continues the last one while it is theirs
  bool dragChanged = false;     // the drag under way has issued a command: the next one continues it
  KeyboardFocus keyboard;
  WordMenu wordMenu;
  TooltipPatience tooltips;
  PanelMemory memory;
};

}  // namespace es::app
