#include "app/platform/imgui/imgui_theme.h"

#include <imgui.h>

#include "app/look/palette.h"

namespace es::app {

namespace {

ImVec4 vec4(const Color& color, float alpha = 1) {
  return {color[0], color[1], color[2], alpha};
}

void setSurfaces(ImVec4* colors, const Palette& p) {
  colors[ImGuiCol_WindowBg] = vec4(p.panel);
  colors[ImGuiCol_ChildBg] = vec4(p.panel, 0);
  colors[ImGuiCol_PopupBg] = vec4(p.panelRaised);
  colors[ImGuiCol_Border] = vec4(p.panelBorder);
  colors[ImGuiCol_BorderShadow] = {0, 0, 0, 0};
  colors[ImGuiCol_FrameBg] = vec4(p.panelRaised);
  colors[ImGuiCol_FrameBgHovered] = vec4(p.panelBorder);
  colors[ImGuiCol_FrameBgActive] = vec4(p.panelRaised);
  colors[ImGuiCol_Separator] = vec4(p.panelBorder);
  colors[ImGuiCol_ScrollbarBg] =
      vec4(p.panelBorder, 0.35F);  // a track, so that a short grab is no stray mark
  colors[ImGuiCol_ScrollbarGrab] = vec4(p.textDim, 0.4F);
  colors[ImGuiCol_ScrollbarGrabHovered] = vec4(p.textDim, 0.6F);
  colors[ImGuiCol_ScrollbarGrabActive] = vec4(p.textDim);
  colors[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.55F};
}

void setControls(ImVec4* colors, const Palette& p) {
  colors[ImGuiCol_Text] = vec4(p.text);
  colors[ImGuiCol_TextDisabled] = vec4(p.textDim);
  colors[ImGuiCol_TextSelectedBg] = vec4(p.accent, 0.35F);
  colors[ImGuiCol_Button] = vec4(p.panelRaised);
  colors[ImGuiCol_ButtonHovered] = vec4(p.panelBorder);
  colors[ImGuiCol_ButtonActive] = vec4(p.accent, 0.35F);
  colors[ImGuiCol_Header] = vec4(p.accent, 0.20F);
  colors[ImGuiCol_HeaderHovered] = vec4(p.accent, 0.14F);
  colors[ImGuiCol_HeaderActive] = vec4(p.accent, 0.30F);
  colors[ImGuiCol_CheckMark] = vec4(p.accent);
  colors[ImGuiCol_SliderGrab] = vec4(p.accent, 0.5F);  // a number may stand under it
  colors[ImGuiCol_SliderGrabActive] = vec4(p.accent, 0.65F);
  colors[ImGuiCol_NavHighlight] = vec4(p.accent);
  colors[ImGuiCol_DragDropTarget] = vec4(p.accent);
}

}  // namespace

void applyTheme(Theme theme, float scale) {
  ImGuiStyle style;
  const Palette& p = palette(theme);
  setSurfaces(style.Colors, p);
  setControls(style.Colors, p);
  style.WindowPadding = {12, 8};
  style.FramePadding = {8, 4};
  style.ItemSpacing = {8, 6};
  style.ItemInnerSpacing = {6, 4};
  style.WindowRounding = 0;
  style.ChildRounding = 0;
  style.PopupRounding = 4;
  style.FrameRounding = 4;
  style.GrabRounding = 3;
  style.GrabMinSize = 12;
  style.ScrollbarSize = 9;
  style.ScrollbarRounding = 4;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = theme == Theme::Light ? 1 : 0;  // white boxes on a nearly white ground need an edge
  style.WindowMinSize = {8, 8};
  style.DisabledAlpha = 0.45F;
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

}  // namespace es::app
