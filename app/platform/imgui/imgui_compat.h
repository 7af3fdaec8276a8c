#pragma once

// The one place that knows Dear ImGui's versions: 1.86 (Debian 12) to 1.92 and later.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace es::app::compat {

/// Pressed in this frame, repeats left out. `key` is one of those that every version names (Tab, Escape,
/// arrows ...).
inline bool keyPressed(ImGuiKey key) {
#if IMGUI_VERSION_NUM < 18700
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
#else
  return ImGui::IsKeyPressed(key, false);
#endif
}

inline bool beginChild(const char* id, ImVec2 size, ImGuiWindowFlags flags = 0) {
#if IMGUI_VERSION_NUM < 19000
  return ImGui::BeginChild(id, size, false, flags);
#else
  return ImGui::BeginChild(id, size, ImGuiChildFlags_None, flags);
#endif
}

/// Any key of the keyboard was pressed in this frame.
inline bool anyKeyPressed() {
#if IMGUI_VERSION_NUM < 18700
  const auto& durations = ImGui::GetIO().KeysDownDuration;
  return std::find(std::begin(durations), std::end(durations), 0.0F) != std::end(durations);
#else
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_GamepadStart; ++key) {
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false)) return true;
  }
  return false;
#endif
}

/// The window that is being drawn comes above all others.
inline void bringToFront() {
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
}

/// Either Enter.
inline bool enterPressed() {
#if IMGUI_VERSION_NUM < 18700
  return keyPressed(ImGuiKey_Enter) || keyPressed(ImGuiKey_KeyPadEnter);
#else
  return keyPressed(ImGuiKey_Enter) || keyPressed(ImGuiKey_KeypadEnter);
#endif
}

/// Ends all windows, groups and styles that are open in a frame that something was thrown out of.
inline void endAllThatIsOpen() {
#if IMGUI_VERSION_NUM < 19130
  ImGui::ErrorCheckEndFrameRecover(nullptr, nullptr);
#else
  ImGui::GetIO().ConfigErrorRecoveryEnableAssert = false;  // it is known
  ImGui::ErrorRecoveryTryToRecoverState(&ImGui::GetCurrentContext()->StackSizesInNewFrame);
  ImGui::GetIO().ConfigErrorRecoveryEnableAssert = true;
#endif
}

/// Menus go; a sheet that holds everything else up stays.
inline void closeMenus() {
  if (!ImGui::GetTopMostPopupModal()) ImGui::ClosePopupsOverWindow(nullptr, false);
}

/// Within BeginDisabled.
inline bool itemsAreDisabled() {
  return (ImGui::GetCurrentContext()->CurrentItemFlags & ImGuiItemFlags_Disabled) != 0;
}

/// A menu or a sheet is being drawn.
inline bool inPopup() {
  return (ImGui::GetCurrentWindow()->RootWindow->Flags & ImGuiWindowFlags_Popup) != 0;
}

/// The box that has the keyboard lets it go.
inline void leaveBox(ImGuiID box) {
  if (ImGui::GetActiveID() == box) ImGui::ClearActiveID();
}

/// A text is being edited: in a box, or a number in a slider. ImGuiIO::WantTextInput goes on saying so for
/// two frames after Esc has ended it.
inline bool editsText() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  return context.ActiveId != 0 && context.ActiveId == context.InputTextState.ID && context.IO.WantTextInput;
}

inline bool popupOpen() {
  return ImGui::GetCurrentContext()->OpenPopupStack.Size > 0;
}

/// A texture's number as Dear ImGui takes it.
inline ImTextureID textureId(std::uint64_t texture) {
#if IMGUI_VERSION_NUM < 19140
  return reinterpret_cast<ImTextureID>(
      static_cast<std::uintptr_t>(texture));  // NOLINT(performance-no-int-to-ptr)
#else
  return static_cast<ImTextureID>(texture);
#endif
}

/// The number that a back end gave to its texture.
inline std::uint64_t textureNumber(ImTextureID id) {
#if IMGUI_VERSION_NUM < 19140
  return reinterpret_cast<std::uintptr_t>(id);
#else
  return static_cast<std::uint64_t>(id);
#endif
}

/// Versions with a queue of events of their own would hold some back for a frame after ours
/// (platform/input_queue.h).
inline void leaveQueueingToUs([[maybe_unused]] ImGuiIO& io) {
#if IMGUI_VERSION_NUM >= 18700
  io.ConfigInputTrickleEventQueue = false;
#endif
}

}  // namespace es::app::compat
