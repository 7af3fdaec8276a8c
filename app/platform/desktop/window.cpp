#include "app/platform/desktop/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "app/platform/desktop/input_queue.h"
#include "base/error.h"
#include "render/gl/gl_loader.h"

namespace es::app {

namespace {

std::string lastGlfwError() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description ? description : "no reason given";
}

/// GLFW from its start to its end.
struct GlfwSession {
  GlfwSession() {
    if (!glfwInit())
      throw Error("no window can be opened: " + lastGlfwError() + " (--headless needs no display)");
  }
  ~GlfwSession() { glfwTerminate(); }
  GlfwSession(const GlfwSession&) = delete;
  GlfwSession& operator=(const GlfwSession&) = delete;
};

struct DestroyWindow {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

WindowEvents& eventsOf(GLFWwindow* window) {
  WindowEvents& events = *static_cast<WindowEvents*>(glfwGetWindowUserPointer(window));
  events.settleFrames = kSettleFrames;
  return events;
}

void push(GLFWwindow* window, const InputEvent& event) {
  eventsOf(window).input.push(event);
}

void onKey(GLFWwindow* window, int key, int scancode, int action, int mods) {
  if (action == GLFW_REPEAT) {
    eventsOf(window);  // ImGui repeats by itself as long as frames are drawn
    return;
  }
  push(window, {.kind = InputEvent::Kind::Key,
                .code = key,
                .scancode = scancode,
                .pressed = action == GLFW_PRESS,
                .mods = mods});
}
void onChar(GLFWwindow* window, unsigned character) {
  push(window, {.kind = InputEvent::Kind::Char, .code = static_cast<int>(character)});
}
void onButton(GLFWwindow* window, int button, int action, int mods) {
  push(window,
       {.kind = InputEvent::Kind::Button, .code = button, .pressed = action == GLFW_PRESS, .mods = mods});
}
void onMove(GLFWwindow* window, double x, double y) {
  push(window, {.kind = InputEvent::Kind::Move, .x = x, .y = y});
}
void onWheel(GLFWwindow* window, double x, double y) {
  push(window, {.kind = InputEvent::Kind::Wheel, .x = x, .y = y});
}
void onFocus(GLFWwindow* window, int focused) {
  push(window, {.kind = InputEvent::Kind::Focus, .code = focused});
}
void onEnter(GLFWwindow* window, int entered) {
  push(window, {.kind = InputEvent::Kind::Enter, .code = entered});
}
void onDrop(GLFWwindow* window, int count, const char** paths) {
  std::vector<std::string>& dropped = eventsOf(window).droppedFiles;
  dropped.insert(dropped.end(), paths, paths + count);
}
void onSize(GLFWwindow* window, int, int) {
  eventsOf(window);
}
void onRefresh(GLFWwindow* window) {
  eventsOf(window);
}

void installCallbacks(GLFWwindow* window) {
  glfwSetKeyCallback(window, onKey);
  glfwSetCharCallback(window, onChar);
  glfwSetMouseButtonCallback(window, onButton);
  glfwSetCursorPosCallback(window, onMove);
  glfwSetScrollCallback(window, onWheel);
  glfwSetWindowFocusCallback(window, onFocus);
  glfwSetCursorEnterCallback(window, onEnter);
  glfwSetDropCallback(window, onDrop);
  glfwSetFramebufferSizeCallback(window, onSize);
  glfwSetWindowRefreshCallback(window, onRefresh);
}

GLFWwindow* createWindow(const std::string& title, Window::Size size) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  GLFWwindow* window =
      glfwCreateWindow(std::max(size.width, 1), std::max(size.height, 1), title.c_str(), nullptr, nullptr);
  if (!window) {
    throw Error("the driver gives no window with OpenGL 3.3 core: " + lastGlfwError() +
                " (--headless needs no display)");
  }
  return window;
}

// A window that was last used on a larger screen, or whose scale makes it larger than this one.
void fitToScreen(GLFWwindow* window) {
  GLFWmonitor* screen = glfwGetPrimaryMonitor();
  if (!screen) return;
  Window::Size room, size;
  glfwGetMonitorWorkarea(screen, nullptr, nullptr, &room.width, &room.height);
  glfwGetWindowSize(window, &size.width, &size.height);
  if (room.width < 1 || (size.width <= room.width && size.height <= room.height)) return;
  glfwSetWindowSize(window, std::min(size.width, room.width), std::min(size.height, room.height));
}

}  // namespace

struct Window::State {
  GlfwSession session;
  WindowEvents events;
  std::unique_ptr<GLFWwindow, DestroyWindow> window;
};

Window::Window(const std::string& title, Size size) : m_state(std::make_unique<State>()) {
  m_state->window.reset(createWindow(title, size));
  glfwSetWindowUserPointer(handle(), &m_state->events);
  installCallbacks(handle());
  glfwSetWindowSizeLimits(handle(), 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
  fitToScreen(handle());
  glfwMakeContextCurrent(handle());
  render::loadGl(glfwGetProcAddress);
  glfwSwapInterval(1);
}

Window::~Window() = default;
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;

GLFWwindow* Window::handle() const {
  assert(m_state && "a window that was moved from");
  return m_state->window.get();
}

bool Window::shouldClose() const {
  return glfwWindowShouldClose(handle()) != 0;
}
void Window::close() {
  glfwSetWindowShouldClose(handle(), GLFW_TRUE);
}
void Window::present() {
  glfwSwapBuffers(handle());
}
void Window::setTitle(const std::string& title) {
  glfwSetWindowTitle(handle(), title.c_str());
}
void Window::setClipboard(const std::string& text) {
  glfwSetClipboardString(handle(), text.c_str());
}
void Window::wake() {
  glfwPostEmptyEvent();
}

void Window::waitOrPoll(bool animating, double timeoutSec) {
  WindowEvents& events = m_state->events;
  if (animating || events.settleFrames > 0 || !events.input.empty()) {
    if (events.settleFrames > 0) --events.settleFrames;
    glfwPollEvents();
  } else if (timeoutSec > 0) {
    glfwWaitEventsTimeout(timeoutSec);
  } else {
    glfwWaitEvents();
  }
}

Window::Size Window::logicalSize() const {
  Size size;
  glfwGetWindowSize(handle(), &size.width, &size.height);
  return size;
}

Window::Size Window::framebufferSize() const {
  Size size;
  glfwGetFramebufferSize(handle(), &size.width, &size.height);
  return size;
}

Window::Size Window::sizeAtScaleOne() const {
  const float enlarged = std::max(1.0F, contentScale() / pixelRatio());
  const auto [width, height] = logicalSize();
  const auto reduced = [enlarged](int px) {
    return static_cast<int>(std::lround(static_cast<float>(px) / enlarged));
  };
  return {reduced(width), reduced(height)};
}

float Window::pixelRatio() const {
  const Size logical = logicalSize(), pixels = framebufferSize();
  if (logical.width <= 0 || pixels.width <= 0) return 1;  // minimised
  return static_cast<float>(pixels.width) / static_cast<float>(logical.width);
}

float Window::contentScale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(handle(), &x, &y);
  return std::max(1.0F, std::max(x, y));
}

std::vector<std::string> Window::takeDroppedFiles() {
  return std::exchange(m_state->events.droppedFiles, {});
}

}  // namespace es::app
