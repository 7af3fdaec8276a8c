#pragma once

#include <string>

namespace es::app {

/// An OpenGL 3.3 core context without a window or a display server: EGL's surfaceless platform, or else its
/// device platform (drivers of other makers). There is no framebuffer 0 to draw into. Move-only.
class EglContext {
 public:
  /// Makes the context, makes it current and loads OpenGL's functions. `debug` asks the driver for
  /// KHR_debug's messages. Throws es::Error that says which version was asked for and what each platform
  /// offers.
  explicit EglContext(bool debug = false);
  ~EglContext();
  EglContext(EglContext&& other) noexcept;
  EglContext& operator=(EglContext&& other) noexcept;

  explicit operator bool() const { return m_context != nullptr; }
  void makeCurrent() const;
  /// How it was had: "surfaceless" or "device 0".
  [[nodiscard]] const std::string& platform() const { return m_platform; }

 private:
  void reset();

  void* m_display = nullptr;  // EGLDisplay and EGLContext: EGL's headers stay out of here
  void* m_context = nullptr;
  std::string m_platform;
};

}  // namespace es::app
