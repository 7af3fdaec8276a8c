#include "app/panels/layout/shortcuts.h"

#include <utility>

#include "app/panels/layout/pages.h"
#include "app/panels/model/model_text.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

namespace {

void takeKeyboard(KeyboardFocus& keyboard) {
  keyboard.wanted = std::exchange(keyboard.failed, 0U);
  keyboard.entered = 0;
}

/// The pages' keys: 1 to 9 in the mode on show, t for the model's text, and what the page takes for itself.
void takePageShortcuts(PanelContext& context, unsigned typed) {
  const std::span<const PageFacts> shown = pagesOf(context.in.view.mode);
  const std::size_t at = typed - '1';
  if (typed >= '1' && typed <= '9' && at < shown.size()) context.showPage(shown[at].page);
  if (typed == 't') {
    context.showPage(Page::Text);
    context.memory<ModelTextState>().focus = true;
  }
  if (context.in.view.mode == Mode::Words) return;
  const PageFacts& page = pageOf(context.in.view.page);
  if (page.takeKey) page.takeKey(context, typed);
}

// Typed characters, not keys: they are where each keyboard's layout has them.
void takeTyped(PanelContext& context) {
  PanelState& state = context.state;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || ImGui::IsAnyItemActive() || compat::popupOpen()) return;
  for (const ImWchar typed : io.InputQueueCharacters) {
    if (typed == '/') state.focusSearch = true;
    if (typed == ':') state.focusCommand = true;
    if (typed == '?') state.showKeys = true;
    if (typed == 'l') state.showLessons = !state.showLessons;
    if (!state.pictureOnly) takePageShortcuts(context, typed);
  }
  if (compat::keyPressed(ImGuiKey_Tab)) state.pictureOnly = !state.pictureOnly;
  if (state.focusSearch || state.focusCommand) state.pictureOnly = false;
}

}  // namespace

void takeShortcuts(PanelContext& context) {
  takeKeyboard(context.state.keyboard);
  takeTyped(context);
}

}  // namespace es::app
