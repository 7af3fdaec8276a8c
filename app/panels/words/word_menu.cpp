#include "app/panels/words/word_menu.h"

#include <algorithm>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

namespace {

constexpr const char* kName = "##wordmenu";

CameraCommand centredOn(const DocumentState& document, math::Index row) {
  const auto place = document.sliced->points.row(row);
  CameraCommand centre;
  centre.target = {static_cast<double>(place[0]), static_cast<double>(place[1]),
                   static_cast<double>(place[2])};
  return centre;
}

}  // namespace

Command questionWith(const DocumentState& document, const std::string& word, double factor) {
  NeighborsCommand ask;
  if (document.neighbors) ask.expression = document.neighbors->expression;
  auto& terms = ask.expression.terms;
  const auto same = std::ranges::find(terms, word, &math::Term::word);
  if (same == terms.end()) {
    terms.push_back({factor, word});
  } else {
    same->factor += factor;
    if (same->factor == 0 && terms.size() > 1) terms.erase(same);
  }
  return ask;
}

std::vector<WordChoice> wordChoices(const DocumentState& document, math::Index row) {
  const std::string& word = document.space->table->vocabulary().word(row);
  const math::Expression alone{{math::Term{1, word}}};
  return {{"neighbours", {NeighborsCommand{alone, {}, {}, false}}},
          {"add to the formula", {questionWith(document, word, 1)}},
          {"subtract from the formula", {questionWith(document, word, -1)}},
          {"pin its arrow", {ShowCommand{{alone}}}},
          {"centre", {SelectCommand{word}, centredOn(document, row)}},
          {"copy", {}}};
}

void drawWordMenu(PanelContext& context) {
  WordMenu& menu = context.state.wordMenu;
  const bool known = context.table() && menu.row < context.table()->size();
  if (menu.opens && known) {
    ImGui::OpenPopup(kName);
    ImGui::SetNextWindowPos({menu.xPx, menu.yPx});
  }
  menu.opens = false;
  if (!ImGui::BeginPopup(kName)) return;
  if (!known) ImGui::CloseCurrentPopup();
  const std::string word = known ? context.table()->vocabulary().word(menu.row) : std::string();
  text(elided(base::displayText(word), 14 * em()), context.colors.accent);
  ImGui::Separator();
  for (const WordChoice& choice :
       known ? wordChoices(context.document(), menu.row) : std::vector<WordChoice>{}) {
    if (!menuItem(choice.label)) continue;
    for (const Command& command : choice.commands) context.issue(command);
    if (!choice.commands.empty()) continue;
    ImGui::SetClipboardText(word.c_str());
    context.say("copied: " + base::displayText(word));
  }
  ImGui::EndPopup();
}

}  // namespace es::app
