#include "app/platform/imgui/shown_form.h"

#include "app/platform/imgui/imgui_fonts.h"

namespace es::app {

namespace {

// Where an ImGuiLayer leaves them for its context.
ImGuiFonts* fonts() {
  return static_cast<ImGuiFonts*>(ImGui::GetIO().BackendLanguageUserData);
}

}  // namespace

std::string_view shownForm(std::string_view utf8) {
  ImGuiFonts* const current = fonts();
  return current ? current->shown(utf8) : utf8;
}

void noteTyped(std::string_view utf8) {
  if (ImGuiFonts* const current = fonts()) current->note(utf8);
}

}  // namespace es::app
