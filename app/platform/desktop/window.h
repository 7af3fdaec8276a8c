#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace es::app {

/// A GLFW window with an OpenGL 3.3 core context, current on the calling thread, glad loaded. Throws
/// es::Error saying which version was asked for and what the driver said, or that there is no display.
class Window {
 public:
  struct Size {
    int width = 0, height = 0;
    bool operator==(const Size&) const = default;
  };
  /// `size` is for a desktop of scale one: where window coordinates are pixels, the window is larger by the
  /// scale.
  Window(const std::string& title, Size size);
  ~Window();
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;

  [[nodiscard]] bool shouldClose() const;
  void close();
  /// Handles events; without `animating` it sleeps until there is one (or `timeoutSec` has passed, if > 0).
  void waitOrPoll(bool animating, double timeoutSec);
  void present();                              // swap, in step with the display
  [[nodiscard]] Size logicalSize() const;      // window coordinates: what the mouse and the panels use
  [[nodiscard]] Size framebufferSize() const;  // pixels
  [[nodiscard]] Size sizeAtScaleOne()
      const;  // what the constructor would be given for this window: for the settings
  [[nodiscard]] float pixelRatio() const;    // framebuffer pixels for one logical pixel
  [[nodiscard]] float contentScale() const;  // the desktop's scale for text (high-DPI), >= 1
  [[nodiscard]] std::vector<std::string> takeDroppedFiles();
  void setTitle(const std::string& title);
  void setClipboard(const std::string& text);  // UTF-8, to its first zero byte
  [[nodiscard]] GLFWwindow* handle() const;

  /// Ends a waiting waitOrPoll from any thread.
  static void wake();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::app
