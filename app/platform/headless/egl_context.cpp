#include "app/platform/headless/egl_context.h"

#define EGL_NO_X11
#define MESA_EGL_NO_X11_HEADERS
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <fmt/format.h>

#include <array>
#include <cassert>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "render/gl/driver_info.h"
#include "render/gl/gl_debug.h"
#include "render/gl/gl_loader.h"

namespace es::app {
namespace {

template <typename Function>
Function eglFunction(const char* name) {
  return reinterpret_cast<Function>(eglGetProcAddress(name));
}

bool clientHas(std::string_view extension) {
  const char* all = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  return all != nullptr && std::string_view(all).find(extension) != std::string_view::npos;
}

std::string eglErrorText() {
  return fmt::format("EGL error 0x{:04X}", static_cast<unsigned>(eglGetError()));
}

struct Platform {
  std::string name;
  EGLDisplay display = EGL_NO_DISPLAY;
};

std::vector<Platform> platforms() {
  std::vector<Platform> all;
  const auto getDisplay = eglFunction<PFNEGLGETPLATFORMDISPLAYEXTPROC>("eglGetPlatformDisplayEXT");
  if (getDisplay == nullptr) return all;
  if (clientHas("EGL_MESA_platform_surfaceless"))
    all.push_back({"surfaceless", getDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr)});
  const auto queryDevices = eglFunction<PFNEGLQUERYDEVICESEXTPROC>("eglQueryDevicesEXT");
  if (!clientHas("EGL_EXT_platform_device") || queryDevices == nullptr) return all;
  std::array<EGLDeviceEXT, 16> devices{};
  EGLint count = 0;
  if (queryDevices(static_cast<EGLint>(devices.size()), devices.data(), &count) != EGL_TRUE) return all;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    all.push_back({fmt::format("device {}", i), getDisplay(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr)});
  return all;
}

EGLContext createContext(EGLDisplay display, bool debug) {
  // The debug attribute is last and only named when asked for: some drivers refuse it even when false.
  const std::array<EGLint, 9> attributes = {EGL_CONTEXT_MAJOR_VERSION,
                                            3,
                                            EGL_CONTEXT_MINOR_VERSION,
                                            3,
                                            EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                            debug ? EGL_CONTEXT_OPENGL_DEBUG : EGL_NONE,
                                            EGL_TRUE,
                                            EGL_NONE};
  return eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes.data());
}

// The version that the driver gives when none is asked for.
std::string offeredVersion(EGLDisplay display) {
  const EGLContext context = eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, nullptr);
  if (context == EGL_NO_CONTEXT) return "no other OpenGL either";
  std::string found = "an OpenGL that cannot be used without a surface";
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) {
    try {
      render::loadGl(eglGetProcAddress);
      found = "without a version: OpenGL " + render::driverInfo().version;
    } catch (const Error& error) {
      found = error.what();
    }
  }
  eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display, context);
  return found;
}

// The context, current; or nothing, and in `why` the reason.
EGLContext tryPlatform(const Platform& platform, bool debug, std::string& why) {
  if (platform.display == EGL_NO_DISPLAY || eglInitialize(platform.display, nullptr, nullptr) != EGL_TRUE) {
    why = "does not start, " + eglErrorText();
    return EGL_NO_CONTEXT;
  }
  if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
    why = "no desktop OpenGL, " + eglErrorText();
    return EGL_NO_CONTEXT;
  }
  const EGLContext context = createContext(platform.display, debug);
  if (context == EGL_NO_CONTEXT) {
    why = eglErrorText();  // before other calls reset it
    why += ", " + offeredVersion(platform.display);
    return EGL_NO_CONTEXT;
  }
  if (eglMakeCurrent(platform.display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) return context;
  why = "cannot draw without a surface, " + eglErrorText();
  eglDestroyContext(platform.display, context);
  return EGL_NO_CONTEXT;
}

}  // namespace

EglContext::EglContext(bool debug) {
  std::string reasons;
  for (const Platform& platform : platforms()) {
    std::string why;
    m_context = tryPlatform(platform, debug, why);
    if (m_context != nullptr) {
      m_display = platform.display;
      m_platform = platform.name;
      break;
    }
    reasons += "; " + platform.name + ": " + why;
  }
  if (m_context == nullptr) {
    throw Error("headless drawing: asked EGL for OpenGL 3.3 core" +
                (reasons.empty() ? "; it offers neither the surfaceless nor the device platform" : reasons));
  }
  try {
    render::loadGl(eglGetProcAddress);
  } catch (...) {
    reset();
    throw;
  }
}

EglContext::~EglContext() {
  reset();
}

EglContext::EglContext(EglContext&& other) noexcept
    : m_display(std::exchange(other.m_display, nullptr)),
      m_context(std::exchange(other.m_context, nullptr)),
      m_platform(std::exchange(other.m_platform, {})) {}

EglContext& EglContext::operator=(EglContext&& other) noexcept {
  if (this != &other) {
    reset();
    m_display = std::exchange(other.m_display, nullptr);
    m_context = std::exchange(other.m_context, nullptr);
    m_platform = std::exchange(other.m_platform, {});
  }
  return *this;
}

void EglContext::makeCurrent() const {
  assert(m_context != nullptr && "moved from");
  if (eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_context) != EGL_TRUE)
    throw Error("headless drawing: the context cannot be made current, " + eglErrorText());
}

// The display is not terminated: EGL shares it between all contexts of the process.
void EglContext::reset() {
  if (m_context == nullptr) return;
  if (eglGetCurrentContext() == m_context)
    eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(m_display, m_context);
  m_context = nullptr;
  m_display = nullptr;
}

}  // namespace es::app
