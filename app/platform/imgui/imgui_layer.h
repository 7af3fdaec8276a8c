#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "app/look/rectangle.h"
#include "app/look/theme.h"

namespace es::app {

class Window;

/// The pointer over the picture, in logical pixels; all false or zero while a panel has it.
struct PointerInput {
  float xPx = 0, yPx = 0;          // from the window's top left
  float dragXPx = 0, dragYPx = 0;  // movement this frame
  float wheel = 0;                 // notches, up is positive
  bool leftDown = false, rightDown = false, middleDown = false, shift = false;
  bool clicked = false, rightClicked = false;  // pressed and released without a drag
  bool doubleClicked = false;
  bool inPicture = false;  // over the picture, and no panel wants it
};

/// Keys that act on the whole program, true in the frame they are pressed.
struct KeyInput {
  bool undo = false, redo = false, clear = false, open = false, save = false, screenshot = false,
       quit = false, lessonNext = false, lessonBack = false, help = false;
  int step = 0;                       // Tab: to the next control, Shift+Tab: to the one before
  bool home = false;                  // not while something is typed
  bool frame = false, pause = false;  // only while the picture has the keyboard
};

/// Who has the keyboard, as the panels know it (panels/widgets/keyboard_focus.h).
struct KeyboardUse {
  bool box = false;      // a text box
  bool coming = false;   // a text box is about to
  bool picture = false;  // a click into the picture gave it the keyboard
  bool editing = false;  // what is typed into the box has not been asked: taking back is the box's own affair
};

/// Dear ImGui: its context, fonts, theme and back ends. Each has a context of its own, so that pictures can
/// be made between two frames of the window; frames of several must not overlap.
class ImGuiLayer {
 public:
  /// With a window, events come from it; without one (headless) there is no input, a fixed time step and no
  /// files.
  ImGuiLayer(Window* window, const std::vector<std::filesystem::path>& fontFiles);
  ~ImGuiLayer();
  ImGuiLayer(const ImGuiLayer&) = delete;
  ImGuiLayer& operator=(const ImGuiLayer&) = delete;

  /// Starts a frame; rebuilds fonts and colours when the theme or the font size (in framebuffer pixels) has
  /// changed.
  struct FrameSpec {
    float widthPx = 1280, heightPx = 800;  // logical
    float pixelRatio = 1;                  // framebuffer pixels per logical pixel
    float contentScale = 1;
    double fontSize = 15;
    Theme theme = Theme::Dark;
    double stepSec = 1.0 / 60;
    KeyboardUse keyboard{};
  };
  void beginFrame(const FrameSpec& spec);
  /// Ends what is still open of the panels, where one has thrown something; endFrame is still due.
  void endPanels();
  /// Ends the frame; nothing is drawn yet.
  void endFrame();
  /// Where the ended frame looks otherwise than the one of the last call, in logical pixels; of no size:
  /// nowhere. Once a frame.
  RectPx takeDamage();
  /// Rectangles around all that the frame of the last takeDamage draws; no two overlap.
  [[nodiscard]] std::vector<RectPx> drawnBoxes() const;
  /// Draws the ended frame into the bound framebuffer.
  void render();
  /// Only what lies in `clip`, in logical pixels.
  void renderWithin(const RectPx& clip);

  [[nodiscard]] PointerInput pointer(const RectPx& picture) const;
  [[nodiscard]] KeyInput keys() const;
  /// A letter was typed while nobody had the keyboard: it waits for the box of the bar.
  [[nodiscard]] bool callsBox() const;
  /// Letters of the last frame that found no room have it in the next one.
  [[nodiscard]] bool lacksLetters() const;
  [[nodiscard]] bool wantsFrames()
      const;  // a blinking cursor, a tooltip about to appear: another frame is due soon

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::app
