#pragma once

#include <imgui.h>

#include <cstddef>
#include <string_view>

namespace es::app {

/// Text as it must be given to Dear ImGui, which cannot shape. An ImGuiLayer leaves one for its context in
/// BackendLanguageUserData.
class TextForms {
 public:
  virtual ~TextForms() = default;
  virtual std::string_view shown(std::string_view utf8) = 0;
  virtual std::size_t fittingBytes(std::string_view utf8, float widthPx) const = 0;
  virtual void note(std::string_view utf8) = 0;

  /// Of the current context; null without an ImGuiLayer.
  static TextForms* current() { return static_cast<TextForms*>(ImGui::GetIO().BackendLanguageUserData); }
};

/// What is written from right to left, joined or stacked becomes code points that stand for pictures of it
/// (panel_text.h), and all letters get their pictures. A form is for Dear ImGui alone, never for this
/// function once more. Valid until the next frame. Without an ImGuiLayer the text itself.
inline std::string_view shownForm(std::string_view utf8) {
  TextForms* const forms = TextForms::current();
  return forms ? forms->shown(utf8) : utf8;
}

/// How many bytes of a line's beginning, in whole clusters of letters, fit into so many logical pixels.
/// Measures without making pictures; without an ImGuiLayer: none.
inline std::size_t fittingBytes(std::string_view utf8, float widthPx) {
  const TextForms* const forms = TextForms::current();
  return forms ? forms->fittingBytes(utf8, widthPx) : 0;
}

/// Makes the characters known one by one, for a box in which somebody types: letters there stand in the order
/// in which they were typed, each in its form by itself.
inline void noteTyped(std::string_view utf8) {
  if (TextForms* const forms = TextForms::current()) forms->note(utf8);
}

}  // namespace es::app
