#include "app/panels/words/word_details.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/words/word_menu.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "math/linear/similarity.h"
#include "math/linear/slice.h"

namespace es::app {

namespace {

constexpr double kNear = 0.5, kFar = 0.25;  // cosines: angles of 60 and 75 degrees

void drawNumbers(const HoveredWord& word, PanelContext& context) {
  text(elided(base::displayText(word.word), ImGui::GetContentRegionAvail().x), context.colors.text);
  std::string line = "length " + base::shownText(word.length);
  if (word.score)
    line +=
        ", " + std::string(math::metricName(context.document().metric)) + " " + base::shownText(*word.score);
  text(line, context.colors.textDim);
  const int percent = static_cast<int>(std::lround(100 * word.shownShare));
  text(fmt::format("the view shows {} % of its length", percent), context.colors.textDim);
  if (!word.lookalike) return;
  const bool lies = word.lookalike->cosine < kFar;
  wrapped(lookText(*word.lookalike), lies ? context.colors.text : context.colors.textDim);
  tooltip(
      "Words far apart in the space may fall on one spot of the slice, as two stars far apart may on the "
      "sky.");
}

HoveredWord selectedWord(const DocumentState& document, math::Index row) {
  const model::EmbeddingTable& table = *document.space->table;
  const math::Vector vector = table.vector(row);
  return {row,
          table.vocabulary().word(row),
          math::length(vector),
          math::shownShareOfDifference(document.sliced->slice, vector),
          {},
          {}};
}

bool hasSelection(const PanelContext& context) {
  const auto& selected = context.document().selected;
  return context.table() && selected && *selected < context.table()->size();
}

}  // namespace

std::string lookText(const Lookalike& other) {
  const std::string looks = "looks near " + base::displayText(other.word);
  const std::string space = fmt::format("in all {} dimensions", other.dims);
  const std::string cosine = ": cosine " + base::shownText(other.cosine, 2);
  if (other.cosine >= kNear) return looks + ", and is, " + space + cosine;
  return looks + "; " + space + (other.cosine < kFar ? " it is not" : " only somewhat") + cosine;
}

void drawHoverCard(PanelContext& context, const PanelBox& scene) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  const auto& hovered = context.in.hovered;
  if (!hovered || ImGui::GetIO().WantCaptureMouse || !scene.contains(at.x, at.y)) return;
  if (hasSelection(context) && *context.document().selected == hovered->row) return;  // it has its card
  const float away = 1.1F * em(), width = 17 * em();
  const bool left = at.x + away + width > scene.x + scene.width;
  const bool above = at.y > scene.y + 0.7F * scene.height;
  ImGui::SetNextWindowPos({at.x + (left ? -away : away), at.y + (above ? -away : away)}, ImGuiCond_Always,
                          {left ? 1.0F : 0.0F, above ? 1.0F : 0.0F});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.5F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::Begin("##hover", nullptr, panelFlags() | ImGuiWindowFlags_NoInputs);
  if (ImGui::IsWindowAppearing()) compat::bringToFront();
  drawNumbers(*hovered, context);
  ImGui::End();
  ImGui::PopStyleVar(2);
}

std::optional<float> selectedCardHeight(const PanelContext& context) {
  if (!hasSelection(context)) return std::nullopt;
  return std::ceil(3 * ImGui::GetTextLineHeightWithSpacing() + ImGui::GetFrameHeight() + 1.4F * em());
}

void drawSelectedCard(PanelContext& context, const PanelBox& box) {
  if (box.height <= 0 || !hasSelection(context)) return;
  beginCard("##selected", box);
  const HoveredWord word = selectedWord(context.document(), *context.document().selected);
  const ImVec2 top = ImGui::GetCursorPos();
  ImGui::SetCursorPos({top.x + ImGui::GetContentRegionAvail().x - em(), top.y});
  if (closeButton("deselect", "Let the word go.")) context.issue(SelectCommand{});
  ImGui::SetCursorPos(top);
  drawNumbers(word, context);
  if (flatButton("neighbours", context.colors.accent, "The words nearest to it."))
    context.ask(NeighborsCommand{{{{1, word.word}}}, {}, {}, false}, Asker::Search);
  const bool asked = context.document().neighbors != nullptr;
  ImGui::SameLine(0, 0.2F * em());
  if (flatButton("+ add", context.colors.textDim, "Add it to the question.", asked))
    context.ask(questionWith(context.document(), word.word, 1), Asker::Search);
  ImGui::SameLine(0, 0.2F * em());
  if (flatButton("− take off", context.colors.textDim, "Take it off the question.", asked))
    context.ask(questionWith(context.document(), word.word, -1), Asker::Search);
  endCard();
}

}  // namespace es::app
