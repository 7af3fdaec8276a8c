#include "app/panels/layout/main_menu.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct AboutState {
  bool open = false;
};

/// Of the menu when it opened: the buttons of the text size stay under the pointer while it is clicked.
struct MenuState {
  ImVec2 at{};
  float em = 0;
};

bool beginMenu(const PanelContext& context, const char* name, ImVec2 at) {
  const float margin = 0.5F * em();
  ImGui::SetNextWindowPos(at, ImGuiCond_Always, {1, 0});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {at.x - margin, ImGui::GetIO().DisplaySize.y - at.y - margin});
  // Whole pixels: with a part of one missing, a scroll bar would come that has nothing to scroll.
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(std::round(0.7F * em()), std::round(0.6F * em())));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, 0.6F * em());
  ImGui::PushStyleColor(ImGuiCol_PopupBg, toVec4(context.colors.panel));
  const bool open = ImGui::BeginPopup(name, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return open;
}

bool entry(const char* label, const char* keys = nullptr, bool on = false, bool enabled = true) {
  return menuItem(label, keys, on, enabled);
}

void drawExports(PanelContext& context) {
  const bool asked = context.document().neighbors != nullptr;
  if (entry("Save the picture", "F12")) context.out.screenshot = true;
  if (entry("Copy the picture")) context.issue(CopyCommand{ExportKind::Picture});
  if (entry("Save the answers as a table", nullptr, false, asked)) context.out.saveAnswers = true;
  if (entry("Copy the answers", nullptr, false, asked)) context.issue(CopyCommand{ExportKind::Neighbors});
  if (context.in.savesInto.empty()) return;
  const std::string into = base::displayText(context.in.savesInto);
  text(elided("saves into " + into, 20 * em()), context.colors.textDim);
  tooltip(into + "\nThe desktop's folder of pictures, or else the one that the program was started in.");
}

/// At the right of the menu's first line, of one size and in one place while the pointer is on them.
void drawTextSize(PanelContext& context) {
  constexpr double kLeast = 10, kMost = 32;
  const double usual = ViewState{}.fontSize;
  const ViewState& view = context.in.view;
  MenuState& menu = context.memory<MenuState>();
  const ImVec2 pointer = ImGui::GetIO().MousePos, window = ImGui::GetWindowPos();
  const bool held = pointer.y >= window.y && pointer.y < menu.at.y + 3 * menu.em && pointer.x >= window.x &&
                    pointer.x < window.x + ImGui::GetWindowWidth();
  if (ImGui::IsWindowAppearing() || !held) menu.em = em();
  const float middle = 4.2F * menu.em, gap = 0.3F * menu.em;
  const ImVec2 size{2.8F * menu.em, 2 * menu.em};
  const float left = ImGui::GetCursorPosX(), buttons = 2 * size.x + middle + 2 * gap;
  const float y = menu.at.y + 0.5F * menu.em;
  ImGui::Dummy({textWidth("Text size") + em() + buttons, 0});  // the line's width
  ImGui::SetCursorScreenPos({0, y + (size.y - ImGui::GetTextLineHeight()) / 2});
  ImGui::SetCursorPosX(left);
  text("Text size", context.colors.text);
  ImGui::SetCursorScreenPos({0, y});
  ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - buttons);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, 0));
  const auto button = [&](const char* label, float width, double to, bool enabled) {
    ImGui::BeginDisabled(!enabled);
    if (textButton(label, {width, size.y})) context.issue(SetCommand{"font-size", base::numberText(to)});
    ImGui::EndDisabled();
  };
  const double now = std::round(view.fontSize);
  button("A−", size.x, std::max(kLeast, now - 1), view.fontSize > kLeast);
  ImGui::SameLine(0, gap);
  button("normal", middle, usual, view.fontSize != usual);
  ImGui::SameLine(0, gap);
  button("A+", size.x, std::min(kMost, now + 1), view.fontSize < kMost);
  ImGui::PopStyleVar();
}

void drawLook(PanelContext& context) {
  const ViewState& view = context.in.view;
  const bool light = view.theme == Theme::Light;
  if (entry("Light theme", nullptr, light)) context.issue(ThemeCommand{light ? Theme::Dark : Theme::Light});
  if (entry("Grid", nullptr, view.grid)) context.set("grid", !view.grid);
  const bool still = context.document().sliced && isBestView(context.document().sliceSpec.kind);
  if (entry(still ? "Slow turn (not in a best view)" : "Slow turn", "Space", view.turning && !still, !still))
    context.set("turn", !view.turning);
  if (entry("Motion", nullptr, view.motion)) context.set("motion", !view.motion);
}

}  // namespace

bool menuButton(const PanelContext& context, float sidePx) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = pressArea("menu", {sidePx, sidePx});
  const ImU32 ink = toU32(ImGui::IsItemHovered() ? context.colors.accent : context.colors.text);
  const float half = 0.5F * em(), x = at.x + sidePx / 2, y = at.y + sidePx / 2;
  for (const float line : {-0.36F, 0.0F, 0.36F}) {
    const float lineY = std::round(y + line * em());
    ImGui::GetWindowDrawList()->AddLine({x - half, lineY}, {x + half, lineY}, ink, std::max(1.5F, em() / 10));
  }
  tooltip("Theme, text size, grid, turn, motion, keys.");
  return pressed;
}

void drawExportMenu(PanelContext& context, ImVec2 at) {
  if (!beginMenu(context, "##export", at)) return;
  drawExports(context);
  ImGui::EndPopup();
}

void drawMainMenu(PanelContext& context, ImVec2 at, int toolsInBar) {
  MenuState& menu = context.memory<MenuState>();
  if (!ImGui::IsPopupOpen("##menu")) menu.at = at;
  if (!beginMenu(context, "##menu", menu.at)) return;
  PanelState& state = context.state;
  drawTextSize(context);
  ImGui::Separator();
  if (toolsInBar < 1 && entry("Lessons", "l")) state.showLessons = true;
  if (toolsInBar < 2 && entry("Open", "Ctrl+O")) state.showOpen = true;
  if (entry("Save the session", "Ctrl+S")) context.out.save = true;
  if (toolsInBar < 3) drawExports(context);
  if (toolsInBar < 3) ImGui::Separator();
  if (entry("Undo", "Ctrl+Z", false, context.in.document.canUndo())) context.issue(UndoCommand{});
  if (entry("Redo", "Ctrl+Shift+Z", false, context.in.document.canRedo())) context.issue(RedoCommand{});
  if (entry("Clear", "Ctrl+L")) context.issue(ClearCommand{});
  ImGui::Separator();
  drawLook(context);
  ImGui::Separator();
  if (entry("Picture only", "p")) state.pictureOnly = true;
  if (entry("Command line", ":")) state.focusCommand = true;
  if (entry("Log", nullptr, state.showLog)) state.showLog = !state.showLog;
  if (entry("Keys", "?")) state.showKeys = true;
  if (entry("About")) context.memory<AboutState>().open = true;
  ImGui::EndPopup();
}

void drawAbout(PanelContext& context) {
  AboutState& about = context.memory<AboutState>();
  constexpr const char* kName = "##about";
  if (about.open && !ImGui::IsPopupOpen(kName)) ImGui::OpenPopup(kName);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({std::min(30 * em(), window.x - em()), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(1.4F * em(), 1.1F * em()));
  if (ImGui::BeginPopupModal(kName, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove)) {
    context.state.keyboard.noteSheet();
    text("Embedscope", context.colors.accent);
    wrapped(
        "Look into an embedding space: words are points, formulas are arrows, and what the picture shows is "
        "computed from the vectors themselves, never drawn by hand.",
        context.colors.text);
    if (const model::EmbeddingTable* table = context.table())
      wrapped("Open now: " + table->source().name + ". " + table->source().note, context.colors.textDim);
    text("Esc or a click closes this.", context.colors.textDim);
    const bool asked = compat::keyPressed(ImGuiKey_Escape) || ImGui::IsMouseClicked(0);
    if (asked && !ImGui::IsWindowAppearing()) {
      about.open = false;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace es::app
