#include "app/panels/layout/keys_sheet.h"

#include <fmt/format.h>

#include <array>

#include "app/panels/layout/pages.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

struct KeyLine {
  const char* keys;
  const char* what;
};

constexpr std::array kKeys{
    KeyLine{"/", "search a word or ask a formula"},
    KeyLine{":", "the command line (help lists the commands)"},
    KeyLine{"Tab", "in a text box: complete the word, or the next box; else: the picture alone"},
    KeyLine{"Up, Down", "choose a completion; in the command line: earlier lines"},
    KeyLine{"Esc", "leave the text box; then: clear questions, arrows, selection"},
    KeyLine{"F", "bring the selection, or what is shown, into view"},
    KeyLine{"Home", "the whole cloud again"},
    KeyLine{"Space", "stop or start the slow turn"},
    KeyLine{"l", "the lessons"},
    KeyLine{"Page Down, Page Up", "in a lesson: the next step, the step before (also right, left)"},
    KeyLine{"1 to 9", "the pages of the mode on show"},
    KeyLine{"t", "the text that the model reads"},
};
// Here those that the page on show takes for itself.
constexpr std::array kMoreKeys{
    KeyLine{"Ctrl+Z", "undo"},
    KeyLine{"Ctrl+Shift+Z, Ctrl+Y", "redo"},
    KeyLine{"F12", "save a picture"},
    KeyLine{"Ctrl+Q", "quit"},
    KeyLine{"", ""},
    KeyLine{"left drag", "turn the picture"},
    KeyLine{"right or middle drag", "move it"},
    KeyLine{"wheel", "come nearer, towards the pointer"},
    KeyLine{"click a point", "its nearest words"},
    KeyLine{"double click", "make it the centre"},
    KeyLine{"click a token", "its path through the layers (Ctrl: one more)"},
    KeyLine{"Ctrl+click a slider", "type its number"},
};

void drawLine(const PanelContext& context, std::string_view keys, std::string_view what) {
  text(keys, context.colors.accent);
  ImGui::SameLine(12 * em());
  text(what, context.colors.text);
}

void drawLines(const PanelContext& context) {
  for (const KeyLine& line : kKeys) drawLine(context, line.keys, line.what);
  for (const PageFacts& page : pages()) {
    if (page.takeKey)
      drawLine(context, page.keys, fmt::format("on the page {}: {}", page.label, page.keysDo));
  }
  for (const KeyLine& line : kMoreKeys) drawLine(context, line.keys, line.what);
}

}  // namespace

void drawKeysSheet(PanelContext& context) {
  constexpr const char* kName = "##keys";
  if (context.state.showKeys && !ImGui::IsPopupOpen(kName)) ImGui::OpenPopup(kName);
  const ImVec2 middle{ImGui::GetIO().DisplaySize.x / 2, ImGui::GetIO().DisplaySize.y / 2};
  ImGui::SetNextWindowPos(middle, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(1.6F * em(), 1.2F * em()));
  const bool open = ImGui::BeginPopupModal(
      kName, nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize);
  if (open) {
    drawLines(context);
    ImGui::Spacing();
    text("Esc or a click closes this.", context.colors.textDim);
    const bool asked = compat::keyPressed(ImGuiKey_Escape) || ImGui::IsMouseClicked(0);
    if (!context.state.showKeys || (asked && !ImGui::IsWindowAppearing())) {
      context.state.showKeys = false;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace es::app
