#include "app/panels/widgets/term.h"

#include <cmath>

#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

void underline() {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  const float dot = std::max(1.0F, std::round(em() / 14)), y = std::round(high.y - dot);
  for (float x = low.x; x + dot <= high.x; x += 3 * dot)
    ImGui::GetWindowDrawList()->AddRectFilled({x, y}, {x + dot, y + dot},
                                              ImGui::GetColorU32(ImGuiCol_TextDisabled));
}

}  // namespace

void term(std::string_view utf8, std::string_view tip) {
  text(utf8);
  underline();
  tooltip(tip);
}

void term(std::string_view utf8, std::string_view tip, const Color& color) {
  text(utf8, color);
  underline();
  tooltip(tip);
}

}  // namespace es::app
