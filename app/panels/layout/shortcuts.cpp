#include "app/panels/layout/shortcuts.h"

#include <algorithm>

#include "app/panels/layout/pages.h"
#include "app/panels/model/model_text.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

namespace {

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

/// The neighbours of the word that a click selected.
void askSelected(PanelContext& context) {
  const auto row = context.document().selected;
  if (!row || !context.table()) return;
  const std::string& word = context.vocabulary()->word(*row);
  context.issue(NeighborsCommand{{{math::Term{1, word}}}, {}, {}, false});
}

// Typed characters, not keys: they are where each keyboard's layout has them.
void takeTyped(PanelContext& context) {
  PanelState& state = context.state;
  const ImGuiIO& io = ImGui::GetIO();
  if (context.onStage()) state.focusSearch = false;  // asked for while the box was still there
  const bool boxTakes = state.keyboard.holder() == KeyboardFocus::Holder::Box || compat::editsText();
  if (boxTakes || ImGui::IsAnyItemActive() || compat::popupOpen()) return;
  for (const ImWchar typed : io.InputQueueCharacters) {
    if (typed == '/') state.focusSearch = true;
    if (typed == ':') state.focusCommand = true;
    if (typed == '?') state.showKeys = true;
    if (!state.keyboard.picture()) continue;
    if (typed == 'p') state.pictureOnly = !state.pictureOnly;
    if (typed == 'l') state.showLessons = !state.showLessons;
    if (!state.pictureOnly) takePageShortcuts(context, typed);
  }
  if (state.keyboard.picture() && compat::enterPressed()) askSelected(context);
  if (context.onStage()) state.focusSearch = false;  // the box at the top is not there
  if (state.focusSearch || state.focusCommand) {
    state.pictureOnly = false;
    state.keyboard.expect();
  }
}

/// What lies over the stage beside the sheets and the cards of the bar, the topmost first; true: one was put
/// away.
bool closeCard(PanelContext& context, bool really) {
  PanelState& state = context.state;
  for (bool* card : {&state.showLog, &state.pictureOnly, &state.logStands}) {
    if (!*card) continue;
    if (really) *card = false;
    return true;
  }
  if (!context.in.view.nextWord || context.onStage()) return false;
  if (really) context.set("next-word", false);
  return true;
}

void takeEscape(PanelContext& context) {
  if (!compat::keyPressed(ImGuiKey_Escape) || context.state.keyboard.coming()) return;
  if (compat::popupOpen()) return compat::closeMenus();  // a sheet over everything closes itself
  if (context.state.showLessons) {  // the keyboard goes back to the button that opened the list
    context.state.showLessons = false;
    return;
  }
  if (context.state.showOpen || context.state.showSave) {  // whose box has the keyboard
    context.state.showOpen = context.state.showSave = false;
    return;
  }
  const KeyboardFocus& keyboard = context.state.keyboard;
  const bool box =
      keyboard.holder() == KeyboardFocus::Holder::Box || keyboard.onControl() || ImGui::IsAnyItemActive();
  switch (escapeLeaves(box, closeCard(context, false), context.in.lesson.lesson.has_value())) {
    case Leaving::Card:
      closeCard(context, true);
      break;
    case Leaving::Lesson:
      context.issue(LessonCommand{LessonCommand::Move::Leave, {}, {}});
      break;
    default:  // Dear ImGui lets the box go
      context.state.keyboard.leaveControl();
      break;
  }
}

void takeMouse(KeyboardFocus& keyboard) {
  for (int button = 0; button < 3; ++button) {
    if (ImGui::IsMouseClicked(button)) keyboard.press(!ImGui::GetIO().WantCaptureMouse);
  }
}

/// Enter and the space bar press the control that the keyboard is on; not while a number is typed into a
/// slider, which is a box that only Dear ImGui knows of.
void takePress(KeyboardFocus& keyboard) {
  const auto& typed = ImGui::GetIO().InputQueueCharacters;
  const bool space = std::find(typed.begin(), typed.end(), ImWchar{' '}) != typed.end();
  if ((compat::enterPressed() || space) && !compat::editsText()) keyboard.pressControl();
}

}  // namespace

void takeShortcuts(PanelContext& context) {
  KeyboardFocus& keyboard = context.state.keyboard;
  keyboard.beginFrame();
  takeMouse(keyboard);
  takeEscape(context);
  takePress(keyboard);
  takeTyped(context);
}

}  // namespace es::app
