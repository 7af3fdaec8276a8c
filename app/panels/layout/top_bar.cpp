#include "app/panels/layout/top_bar.h"

#include <algorithm>
#include <cmath>

#include "app/panels/directions/dot_panel.h"
#include "app/panels/layout/main_menu.h"
#include "app/panels/layout/pages.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/search_box.h"

namespace es::app {

namespace {

struct ModeFacts {
  const char* label;
  const char* tip;
};
constexpr std::array<ModeFacts, 4> kModes{{
    {"Words", "Every word a point: ask what lies near a word, or near the result of a formula."},
    {"Directions", "Measure words along a direction, such as singular to plural."},
    {"Model", "What a language model makes of a text, layer by layer, and what it expects next."},
    {"Labs", "The matrix, dot products, softmax and many directions, to try by hand."},
}};
constexpr std::array kTools{"Lessons", "Open", "Export"};
constexpr float kTabPadEms = 0.75F, kToolPadEms = 0.6F;

/// The page that each mode showed last.
struct LastPages {
  std::array<std::optional<Page>, kModes.size()> of;
};

float tabWidth(const ModeFacts& mode) {
  return std::ceil(textWidth(mode.label) + 2 * kTabPadEms * em());
}

void enter(PanelContext& context, Mode mode) {
  const auto& last = context.memory<LastPages>().of[static_cast<std::size_t>(mode)];
  const Page page = last.value_or(firstPageOf(mode));
  mode == Mode::Words ? context.showMode(mode) : context.showPage(page);
  if (mode == Mode::Directions && page == Page::Line) measureFirst(context);
}

void drawModes(PanelContext& context, const RectPx& box) {
  if (context.in.view.mode != Mode::Words)
    context.memory<LastPages>().of[static_cast<std::size_t>(context.in.view.mode)] = context.in.view.page;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float rounding = 0.5F * em();
  draw.AddRectFilled({box.x, box.y}, {box.x + box.width, box.y + box.height},
                     toU32(context.colors.panelRaised), rounding);
  float x = box.x;
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    const float width = tabWidth(kModes[i]);
    ImGui::SetCursorScreenPos({x, box.y});
    if (pressArea(kModes[i].label, {width, box.height})) enter(context, static_cast<Mode>(i));
    const bool on = static_cast<std::size_t>(context.in.view.mode) == i, hovered = ImGui::IsItemHovered();
    tooltip(kModes[i].tip);
    if (on) {
      const ImVec2 low{x + 2, box.y + 2}, high{x + width - 2, box.y + box.height - 2};
      draw.AddRectFilled(low, high, toU32(mix(context.colors.panel, context.colors.accent, 0.24F)),
                         rounding - 1);
    }
    const float y = box.y + (box.height - ImGui::GetTextLineHeight()) / 2;
    textAt({x + kTabPadEms * em(), std::round(y)}, kModes[i].label,
           on || hovered ? context.colors.text : context.colors.textDim);
    x += width;
  }
}

void drawBox(PanelContext& context, const RectPx& box) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  const float padding = std::max(1.0F, (box.height - ImGui::GetTextLineHeight()) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0.9F * em(), padding));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, box.height / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1.0F);
  drawSearchBox(context, box.width);
  ImGui::PopStyleVar(3);
}

/// A card below the bar gives way to it.
void openMenu(PanelContext& context, const char* name) {
  context.state.showOpen = context.state.showSave = false;
  ImGui::OpenPopup(name);
}

void press(PanelContext& context, std::size_t tool) {
  if (tool == 0) context.state.showLessons = !context.state.showLessons;
  if (tool == 1) context.state.showOpen = !context.state.showOpen;
  if (tool == 2) openMenu(context, "##export");
}

void drawTools(PanelContext& context, const StageLayout& layout) {
  constexpr std::array kTips{"Word embeddings and a language model, step by step (l).",
                             "Words, models, sessions.", "Pictures and tables, for slides and papers."};
  const std::array<float, 3> widths = barToolWidths();
  float x = layout.toolsAt;
  const float y = layout.box.y + (layout.box.height - ImGui::GetFrameHeight()) / 2;
  for (std::size_t i = 0; i < static_cast<std::size_t>(layout.tools); ++i) {
    ImGui::SetCursorScreenPos({x, std::round(y)});
    if (flatButton(kTools[i], context.colors.text, kTips[i])) press(context, i);
    x += widths[i];
  }
  ImGui::SetCursorScreenPos({layout.menuAt, layout.box.y});
  if (menuButton(context, layout.box.height)) openMenu(context, "##menu");
  const ImVec2 below{ImGui::GetIO().DisplaySize.x - layout.margin, layout.bar.height};
  drawExportMenu(context, below);
  drawMainMenu(context, below, layout.tools);
}

}  // namespace

float modeTabsWidth() {
  float width = 0;
  for (const ModeFacts& mode : kModes) width += tabWidth(mode);
  return width;
}

std::array<float, 3> barToolWidths() {
  std::array<float, 3> widths{};
  for (std::size_t i = 0; i < kTools.size(); ++i)
    widths[i] = std::ceil(textWidth(kTools[i]) + 2 * kToolPadEms * em());
  return widths;
}

void drawTopBar(PanelContext& context, const StageLayout& layout) {
  const RectPx& bar = layout.bar;
  ImGui::SetNextWindowPos({bar.x, bar.y});
  ImGui::SetNextWindowSize({bar.width, bar.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("##bar", nullptr, panelFlags() | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::GetWindowDrawList()->AddLine({bar.x, bar.height - 0.5F}, {bar.width, bar.height - 0.5F},
                                      toU32(context.colors.panelBorder));
  drawModes(context, layout.tabs);
  drawBox(context, layout.box);
  drawTools(context, layout);
  ImGui::End();
}

}  // namespace es::app
