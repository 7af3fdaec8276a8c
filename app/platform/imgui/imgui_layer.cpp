#include "app/platform/imgui/imgui_layer.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/look/density.h"
#include "app/platform/desktop/input_queue.h"
#include "app/platform/desktop/window.h"
#include "app/platform/imgui/imgui_backends.h"
#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/imgui_fonts.h"
#include "app/platform/imgui/imgui_theme.h"
#include "app/platform/imgui/panel_damage.h"
#include "base/utf8.h"

namespace es::app {

namespace {

constexpr float kDesignLinePx = 17;    // the theme's sizes are meant for text of this height
constexpr float kLinePerSize = 1.15F;  // ImGui's size is the height of a line, ours that of the em square
constexpr double kTooltipSec = 0.9;    // until a tooltip is there after the last event

struct DestroyContext {
  void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
};

// Letters as the keyboard's layout has them: on a French keyboard Ctrl+Z is where GLFW's code says W.
bool isLetter(const InputEvent& event, char letter) {
  const char* name = glfwGetKeyName(event.code, event.scancode);
  if (name && name[0] != 0 && name[1] == 0 && (name[0] | 0x20) >= 'a' && (name[0] | 0x20) <= 'z')
    return (name[0] | 0x20) == letter;
  return event.code == GLFW_KEY_A + (letter - 'a');
}

bool hasControl(const InputEvent& event) {
  return (event.mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
}

bool takesBack(const InputEvent& event) {
  return event.kind == InputEvent::Kind::Key && hasControl(event) &&
         (isLetter(event, 'z') || isLetter(event, 'y'));
}

/// Tab goes on to the next control, but in a box, which may complete with it.
bool isStep(const InputEvent& event, bool box) {
  const bool tab = event.kind == InputEvent::Kind::Key && event.pressed && event.code == GLFW_KEY_TAB;
  return tab && !(box && (event.mods & GLFW_MOD_SHIFT) == 0);
}

std::string typed(int codepoint) {
  std::string utf8;
  base::appendCodepoint(utf8, static_cast<char32_t>(codepoint));
  return utf8;
}

}  // namespace

struct ImGuiLayer::State {
  State(Window* from, const std::vector<std::filesystem::path>& fontFiles)
      : context(ImGui::CreateContext()), window(from ? from->handle() : nullptr), fonts(fontFiles) {}

  std::unique_ptr<ImGuiContext, DestroyContext> context;
  GLFWwindow* window = nullptr;
  ImGuiFonts fonts;
  PanelDamage damage;
  std::vector<InputEvent> events;  // of this frame
  ImVec2 pointer{-FLT_MAX, -FLT_MAX};
  std::array<bool, 3> buttons{};
  KeyboardUse keyboard;                            // when the frame began
  bool textHadKeys = false, popupWasOpen = false;  // likewise
  double lastEventSec = 0;
  std::optional<Theme> theme;
  float styleScale = 0;
  bool fontTexture = false;

  void makeCurrent() const { ImGui::SetCurrentContext(context.get()); }
  [[nodiscard]] WindowEvents* windowEvents() const {
    return window ? static_cast<WindowEvents*>(glfwGetWindowUserPointer(window)) : nullptr;
  }
  void feed(const InputEvent& event);
  void takeEvents();
  void setPointer() const;
  void updateLook(const FrameSpec& spec);
};

void ImGuiLayer::State::feed(const InputEvent& event) {
  if (takesBack(event) && !keyboard.editing) return;  // the document's, not the box's
  if (isStep(event, keyboard.box)) return;
  switch (event.kind) {
    case InputEvent::Kind::Key:
      ImGui_ImplGlfw_KeyCallback(window, event.code, event.scancode,
                                 event.pressed ? GLFW_PRESS : GLFW_RELEASE, event.mods);
      break;
    case InputEvent::Kind::Char:
      fonts.note(typed(event.code));
      ImGui_ImplGlfw_CharCallback(window, static_cast<unsigned>(event.code));
      break;
    case InputEvent::Kind::Button:
      if (event.code >= 0 && event.code < 3) buttons[static_cast<std::size_t>(event.code)] = event.pressed;
      forwardButton(window, event.code, event.pressed, event.mods);
      break;
    case InputEvent::Kind::Move:
      pointer = {static_cast<float>(event.x), static_cast<float>(event.y)};
      forwardMove(window, event.x, event.y);
      break;
    case InputEvent::Kind::Wheel:
      ImGui_ImplGlfw_ScrollCallback(window, event.x, event.y);
      break;
    case InputEvent::Kind::Focus:
      if (event.code == 0) buttons.fill(false);
      ImGui_ImplGlfw_WindowFocusCallback(window, event.code);
      break;
    case InputEvent::Kind::Enter:
      if (event.code == 0 && buttons == std::array<bool, 3>{}) pointer = {-FLT_MAX, -FLT_MAX};
      ImGui_ImplGlfw_CursorEnterCallback(window, event.code);
      break;
  }
}

void ImGuiLayer::State::takeEvents() {
  // Of a number typed into a slider only Dear ImGui knows.
  const bool box = keyboard.box || (textHadKeys && !keyboard.coming);
  const bool nobody = !box && !keyboard.picture && !popupWasOpen;
  events = windowEvents()->input.takeFrame({box, keyboard.coming, nobody});
  for (const InputEvent& event : events) feed(event);
  if (events.empty()) return;
  lastEventSec = glfwGetTime();
  windowEvents()->settleFrames = kSettleFrames;
}

// Versions without a queue of events read the mouse's state here; the back end's own reading may be ahead of
// ours.
void ImGuiLayer::State::setPointer() const {
#if IMGUI_VERSION_NUM < 18700
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = pointer;
  for (std::size_t i = 0; i < buttons.size(); ++i) io.MouseDown[i] = buttons[i];
#endif
}

void ImGuiLayer::State::updateLook(const FrameSpec& spec) {
  const float ratio = std::max(spec.pixelRatio, 0.01F);
  const float sizePx =
      std::round(kLinePerSize * static_cast<float>(spec.fontSize) * std::max(spec.contentScale, ratio));
  const float linePx = sizePx / ratio;
  const float scale = linePx / kDesignLinePx * densityOf(spec.widthPx, spec.heightPx, linePx);
  if (theme != spec.theme || styleScale != scale) {
    applyTheme(spec.theme, scale);
    theme = spec.theme;
    styleScale = scale;
  }
  if (!fonts.prepare(sizePx, ratio)) return;
  renewFontTexture(fontTexture);
  damage.forget();  // the same letters may have other shapes
  fontTexture = true;
}

ImGuiLayer::ImGuiLayer(Window* window, const std::vector<std::filesystem::path>& fontFiles)
    : m_state(std::make_unique<State>(window, fontFiles)) {
  m_state->makeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  io.BackendLanguageUserData = static_cast<TextForms*>(&m_state->fonts);
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;  // a blink would keep an idle window drawing
  compat::leaveQueueingToUs(io);
  if (window) ImGui_ImplGlfw_InitForOpenGL(window->handle(), false);
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

ImGuiLayer::~ImGuiLayer() {
  m_state->makeCurrent();
  ImGui_ImplOpenGL3_Shutdown();
  if (m_state->window) ImGui_ImplGlfw_Shutdown();
}

void ImGuiLayer::beginFrame(const FrameSpec& spec) {
  State& state = *m_state;
  state.makeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  state.textHadKeys = compat::editsText();
  state.popupWasOpen = compat::popupOpen();
  state.keyboard = spec.keyboard;
  state.updateLook(spec);
  ImGui_ImplOpenGL3_NewFrame();
  if (state.window) {
    ImGui_ImplGlfw_NewFrame();
    state.takeEvents();
    state.setPointer();
  }
  io.DisplaySize = {spec.widthPx, spec.heightPx};
  io.DisplayFramebufferScale = {spec.pixelRatio, spec.pixelRatio};
  io.DeltaTime = std::max(1e-4F, static_cast<float>(spec.stepSec));
  ImGui::NewFrame();
}

void ImGuiLayer::endPanels() {
  m_state->makeCurrent();
  compat::endAllThatIsOpen();
}

void ImGuiLayer::endFrame() {
  m_state->makeCurrent();
  ImGui::Render();
}

void ImGuiLayer::render() {
  m_state->makeCurrent();
  m_state->fonts.sendNew();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

RectPx ImGuiLayer::takeDamage() {
  m_state->makeCurrent();
  return m_state->damage.update(*ImGui::GetDrawData());
}

std::vector<RectPx> ImGuiLayer::drawnBoxes() const {
  return m_state->damage.boxes();
}

void ImGuiLayer::renderWithin(const RectPx& clip) {
  m_state->makeCurrent();
  m_state->fonts.sendNew();
  drawWithin(clip, *ImGui::GetDrawData(), ImGui_ImplOpenGL3_RenderDrawData);
}

PointerInput ImGuiLayer::pointer(const RectPx& picture) const {
  m_state->makeCurrent();
  const ImGuiIO& io = ImGui::GetIO();
  PointerInput input;
  if (!m_state->window || io.WantCaptureMouse || io.MousePos.x == -FLT_MAX) return input;
  input.xPx = io.MousePos.x;
  input.yPx = io.MousePos.y;
  input.inPicture = picture.contains(input.xPx, input.yPx);
  input.shift = io.KeyShift;
  // A drag that began in the picture goes on outside it.
  const auto held = [&](int button) {
    return io.MouseDown[button] &&
           picture.contains(io.MouseClickedPos[button].x, io.MouseClickedPos[button].y);
  };
  input.leftDown = held(0);
  input.rightDown = held(1);
  input.middleDown = held(2);
  const bool pressedNow = io.MouseClicked[0] || io.MouseClicked[1] || io.MouseClicked[2];
  if (!pressedNow && (input.leftDown || input.rightDown || input.middleDown)) {
    input.dragXPx = io.MouseDelta.x;
    input.dragYPx = io.MouseDelta.y;
  }
  if (!input.inPicture) return input;
  for (const InputEvent& event : m_state->events) {  // ImGui's own sum is gone once the frame has ended
    if (event.kind == InputEvent::Kind::Wheel) input.wheel += static_cast<float>(event.y);
  }
  const float threshold = io.MouseDragThreshold;
  const auto clicked = [&](int button) {
    return io.MouseReleased[button] && io.MouseDragMaxDistanceSqr[button] < threshold * threshold &&
           picture.contains(io.MouseClickedPos[button].x, io.MouseClickedPos[button].y);
  };
  input.clicked = clicked(0);
  input.rightClicked = clicked(1);
  input.doubleClicked = io.MouseDoubleClicked[0];
  return input;
}

namespace {

/// What a key means wherever the keyboard is.
void takeKey(const InputEvent& event, KeyInput& keys) {
  const bool control = hasControl(event), shift = (event.mods & GLFW_MOD_SHIFT) != 0;
  if (event.code == GLFW_KEY_F12) keys.screenshot = true;
  if (event.code == GLFW_KEY_F1) keys.help = true;
  // A presenter's remote control sends the page keys, which a box of one line has no use for.
  if (event.code == GLFW_KEY_PAGE_DOWN) keys.lessonNext = true;
  if (event.code == GLFW_KEY_PAGE_UP) keys.lessonBack = true;
  if (!control) return;
  if (isLetter(event, 'q')) keys.quit = true;
  if (isLetter(event, 'l')) keys.clear = true;
  if (isLetter(event, 'o')) keys.open = true;
  if (isLetter(event, 's')) (shift ? keys.screenshot : keys.save) = true;
}

/// What it means while the picture has the keyboard.
void takePictureKey(const InputEvent& event, KeyInput& keys) {
  if (hasControl(event)) return;
  if (isLetter(event, 'f')) keys.frame = true;
  if (event.code == GLFW_KEY_SPACE) keys.pause = true;
  if (event.code == GLFW_KEY_RIGHT) keys.lessonNext = true;
  if (event.code == GLFW_KEY_LEFT) keys.lessonBack = true;
}

}  // namespace

KeyInput ImGuiLayer::keys() const {
  KeyInput keys;
  const State& state = *m_state;
  for (const InputEvent& event : state.events) {
    if (event.kind != InputEvent::Kind::Key || !event.pressed) continue;
    takeKey(event, keys);
    if (isStep(event, state.keyboard.box)) keys.step = (event.mods & GLFW_MOD_SHIFT) != 0 ? -1 : 1;
    if (state.popupWasOpen) continue;
    if (takesBack(event) && !state.keyboard.editing) {
      const bool again = (event.mods & GLFW_MOD_SHIFT) != 0 || isLetter(event, 'y');
      (again ? keys.redo : keys.undo) = true;
    }
    if (state.keyboard.picture) takePictureKey(event, keys);
    if (event.code == GLFW_KEY_HOME && !state.keyboard.editing) keys.home = true;
  }
  return keys;
}

bool ImGuiLayer::callsBox() const {
  const WindowEvents* events = m_state->windowEvents();
  return events && events->input.callsBox();
}

bool ImGuiLayer::lacksLetters() const {
  return m_state->fonts.lacksRoom();
}

bool ImGuiLayer::wantsFrames() const {
  if (!m_state->window) return false;
  m_state->makeCurrent();
  if (lacksLetters()) return true;
  if (!m_state->windowEvents()->input.empty()) return true;
  return ImGui::GetIO().WantCaptureMouse && glfwGetTime() - m_state->lastEventSec < kTooltipSec;
}

}  // namespace es::app
