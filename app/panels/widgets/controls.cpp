#include <algorithm>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

/// The item comes into view, where its window scrolls.
void scrollToItem() {
  const float left = ImGui::GetItemRectMin().x - ImGui::GetWindowPos().x;
  const float right = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x;
  if (left < 0) ImGui::SetScrollFromPosX(left, 0);
  if (right > ImGui::GetWindowWidth()) ImGui::SetScrollFromPosX(right, 1);
  const float top = ImGui::GetItemRectMin().y - ImGui::GetWindowPos().y;
  const float bottom = ImGui::GetItemRectMax().y - ImGui::GetWindowPos().y;
  if (top < 0) ImGui::SetScrollFromPosY(top, 0);
  if (bottom > ImGui::GetWindowHeight()) ImGui::SetScrollFromPosY(bottom, 1);
}

/// The last item is one that Tab comes to; true when a key presses it.
bool pressedByKey() {
  auto* state = static_cast<PanelState*>(ImGui::GetIO().UserData);
  if (!state || compat::itemsAreDisabled()) return false;
  KeyboardFocus& keyboard = state->keyboard;
  const ImGuiID item = ImGui::GetItemID();
  keyboard.noteStop({item, false, compat::inPopup()});
  if (!keyboard.isOn(item)) return false;
  if (keyboard.justCame()) scrollToItem();
  const float away = 1, thick = std::max(2.0F, ImGui::GetFontSize() / 9);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRect({low.x - away, low.y - away}, {high.x + away, high.y + away},
                                      ImGui::GetColorU32(ImGuiCol_NavHighlight),
                                      ImGui::GetStyle().FrameRounding, 0, thick);
  return keyboard.isPressed();
}

}  // namespace

bool textButton(const char* label, ImVec2 size) {
  const bool pressed = ImGui::Button(label, size);
  return pressedByKey() || pressed;
}

bool pressArea(const char* id, ImVec2 size) {
  const bool pressed = ImGui::InvisibleButton(id, size);
  return pressedByKey() || pressed;
}

bool checkbox(const char* label, bool* on) {
  const bool pressed = ImGui::Checkbox(label, on);
  if (!pressedByKey()) return pressed;
  *on = !*on;
  return true;
}

bool selectable(const char* label, bool on, ImGuiSelectableFlags flags, ImVec2 size) {
  const bool pressed = ImGui::Selectable(label, on, flags, size);
  const bool byKey = pressedByKey();
  if (byKey && compat::inPopup()) ImGui::CloseCurrentPopup();
  return byKey || pressed;
}

bool menuItem(const char* label, const char* keys, bool on, bool enabled) {
  const bool pressed = ImGui::MenuItem(label, keys, on, enabled);
  const bool byKey = enabled && pressedByKey();
  if (byKey) ImGui::CloseCurrentPopup();
  return byKey || pressed;
}

}  // namespace es::app
