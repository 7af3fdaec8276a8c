#pragma once

#include <imgui.h>

#include <string_view>

namespace es::app {

/// Text as it must be given to Dear ImGui, which cannot shape. An ImGuiLayer leaves one for its context in
/// BackendLanguageUserData.
class TextForms {
 public:
  virtual ~TextForms() = default;
  virtual std::string_view shown(std::string_view utf8) = 0;
  virtual void note(std::string_view utf8) = 0;

  /// Of the current context; null without an ImGuiLayer.
  static TextForms* current() { return static_cast<TextForms*>(ImGui::GetIO().BackendLanguageUserData); }
};

/// What is written from right to left, joined or stacked becomes code points that stand for pictures of it
/// (panel_text.h), and all letters get their pictures. What is such a form already stays as it is, so a part
/// of a text may be one. Valid until the next frame, at most as long as `utf8`. Without an ImGuiLayer the
/// text itself.
inline std::string_view shownForm(std::string_view utf8) {
  TextForms* const forms = TextForms::current();
  return forms ? forms->shown(utf8) : utf8;
}

/// Makes the characters known one by one, for a box in which somebody types: letters there stand in the order
/// in which they were typed, each in its form by itself.
inline void noteTyped(std::string_view utf8) {
  if (TextForms* const forms = TextForms::current()) forms->note(utf8);
}

}  // namespace es::app
