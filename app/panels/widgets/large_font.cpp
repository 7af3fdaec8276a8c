#include "app/panels/widgets/large_font.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace es::app {

ImVec2 SizedFont::textSize(std::string_view shown) const {
  return font->CalcTextSizeA(sizePx, FLT_MAX, 0, shown.data(), shown.data() + shown.size());
}

SizedFont fontOfSize(float times) {
  const float wanted = times * ImGui::GetFontSize();
  const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
  if (times <= 1.2F || fonts.Size < 2) return {ImGui::GetFont(), wanted};
#if IMGUI_VERSION_NUM < 19200
  const float own = fonts[1]->FontSize * ImGui::GetIO().FontGlobalScale;
  return {fonts[1], std::abs(own / wanted - 1) < 0.04F ? own : wanted};
#else
  return {ImGui::GetFont(), wanted};
#endif
}

float stageTimes(float most) {
  constexpr float kFewLines = 29, kUsualLines = 38;  // of the window's height in letters
  const float lines = ImGui::GetIO().DisplaySize.y / ImGui::GetFontSize();
  return 1 + (most - 1) * std::clamp((lines - kFewLines) / (kUsualLines - kFewLines), 0.0F, 1.0F);
}

LargeLetters::LargeLetters(float times) : m_before(ImGui::GetCurrentWindow()->FontWindowScale) {
#if IMGUI_VERSION_NUM < 19200
  const SizedFont large = fontOfSize(times);  // the caption's letters, made smaller, stay sharp
  const float own = ImGui::GetFontSize() / m_before;
  ImGui::PushFont(large.font);
  ImGui::SetWindowFontScale(1);
  ImGui::SetWindowFontScale(times * m_before * own / ImGui::GetFontSize());
#else
  ImGui::PushFont(nullptr, 0);
  ImGui::SetWindowFontScale(times * m_before);
#endif
}

LargeLetters::~LargeLetters() {
  ImGui::PopFont();
  ImGui::SetWindowFontScale(m_before);
}

}  // namespace es::app
