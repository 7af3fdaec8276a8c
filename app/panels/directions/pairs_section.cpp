#include "app/panels/directions/pairs_section.h"

#include <algorithm>
#include <array>

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kListedRows = 6;  // the others by scrolling

struct PairsState {
  std::string formula, words;          // being typed
  std::string seenFormula, seenWords;  // what the document said last
};

void ask(PanelContext& context) {
  const PairsState& state = context.memory<PairsState>();
  try {
    if (state.formula.empty()) throw Error("type a direction: woman - man");
    PairsCommand command{math::parseExpression(state.formula), {}};
    for (const std::vector<std::string>& pair : wordGroupsOfText(state.words)) {
      if (pair.size() != 2)
        throw Error("each pair is two words, the pairs parted by semicolons: uncle aunt ; brother sister");
      command.pairs.push_back({pair[0], pair[1]});
    }
    if (command.pairs.empty()) throw Error("type pairs to compare: uncle aunt ; brother sister");
    context.ask(std::move(command), Asker::Pairs);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Pairs);
  }
}

void drawExample(PanelContext& context) {
  wrapped("Is a direction the same for other words? Each pair's own difference is compared with it here.",
          context.colors.textDim);
  if (!ImGui::Button("woman − man with five pairs")) return;
  context.memory<PairsState>().formula = "woman - man";
  context.memory<PairsState>().words =
      "uncle aunt ; brother sister ; nephew niece ; father mother ; son daughter";
  ask(context);
}

void drawBoxes(PanelContext& context) {
  PairsState& state = context.memory<PairsState>();
  const float button = textWidth("compare") + 2 * ImGui::GetStyle().FramePadding.x;
  const float width = ImGui::GetContentRegionAvail().x - button - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents formula = wordBox(context, "##pairs of", state.formula, "woman - man", false);
  tooltip("The direction that each pair's difference is compared with.");
  const TextBoxEvents words =
      wordBox(context, "##pairs", state.words, "uncle aunt ; brother sister", true, width);
  tooltip("Pairs of words, from and to, parted by semicolons. Tab completes.");
  if (formula.edited || words.edited) context.textChanged(Asker::Pairs);
  ImGui::SameLine();
  const bool pressed = ImGui::Button("compare");
  if (pressed || formula.entered || words.entered) ask(context);
  drawAskerError(context, Asker::Pairs);
}

/// From -1 on the left to 1 on the right, filled from zero in the middle.
void drawCosineBar(ImVec2 at, ImVec2 size, double cosine, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float zero = at.x + size.x / 2, end = zero + size.x / 2 * static_cast<float>(cosine);
  draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, toU32(colors.panelBorder, 0.6F));
  draw.AddRectFilled({std::min(zero, end), at.y}, {std::max(zero, end), at.y + size.y},
                     toU32(cosine >= 0 ? colors.first : colors.second));
  draw.AddLine({zero, at.y - 1}, {zero, at.y + size.y + 1}, toU32(colors.text), 1);
}

/// A dashed stroke for what is held out, a solid one for what the formula holds: as in the picture.
void drawStroke(const PairItem& item, const Palette& colors) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + ImGui::GetTextLineHeight() / 2, width = 1.3F * em(), piece = width / 5;
  const ImU32 ink = toU32(colors.difference);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (item.heldOut) {
    for (const float dash : {0.0F, 2.0F, 4.0F}) {
      const float x = at.x + dash * piece;
      draw.AddLine({x, y}, {x + piece, y}, ink, 2);
    }
  } else {
    draw.AddLine({at.x, y}, {at.x + width, y}, ink, 2);
  }
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
  tooltip(item.heldOut
              ? "Held out: neither word is in the direction's formula, so it is a fair test of it."
              : "In the formula: the direction was made with these words, so it fits them by itself.");
  ImGui::SameLine(0, 0.4F * em());
}

void drawItem(PanelContext& context, const PairItem& item, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  drawStroke(item, context.colors);
  const float barWidth = 0.18F * width, numberEnd = width;
  const std::string cosine = scoreText(item.cosine);
  const float barAt = width - barWidth - 2.8F * em(), textHeight = ImGui::GetTextLineHeight();
  const std::string words = base::displayText(item.from) + " → " + base::displayText(item.to);
  text(elided(words, barAt - 2 * em()), context.colors.text);
  tooltip(words + "\nlength of the difference " + scoreText(item.length) +
          ", dot product with the direction " + scoreText(item.dot));
  drawCosineBar({at.x + barAt, at.y + 0.2F * textHeight}, {barWidth, 0.6F * textHeight}, item.cosine,
                context.colors);
  ImGui::SameLine(numberEnd - textWidth(cosine));
  text(cosine, context.colors.text);
  const ImVec2 end{at.x + width, at.y + textHeight};
  if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end)) context.out.hoveredRow = item.toRow;
}

void drawSummary(PanelContext& context, const PairsAnswer& pairs) {
  if (pairs.heldOutMean)
    wrapped("mean of the dashed, held-out pairs: " + scoreText(*pairs.heldOutMean), context.colors.text);
  if (pairs.items.size() > 1) {
    wrapped("the pairs among themselves: " + scoreText(pairs.consistency) + " on average",
            context.colors.textDim);
  }
}

}  // namespace

void followPairs(PanelContext& context) {
  std::string formula, words;
  if (const auto& pairs = context.document().pairs) {
    for (const PairItem& item : pairs->items) {
      const std::array<std::string, 2> pair{item.from, item.to};
      words += (words.empty() ? "" : " ; ") + textOfWords(pair);
    }
    formula = math::formatExpression(pairs->expression);
  }
  PairsState& state = context.memory<PairsState>();
  followText(state.formula, state.seenFormula, std::move(formula));
  followText(state.words, state.seenWords, std::move(words));
}

void drawPairsSection(PanelContext& context) {
  if (!context.table()) {
    wrapped("Open a table of words to compare pairs with a direction.", context.colors.textDim);
    return;
  }
  drawBoxes(context);
  const auto& pairs = context.document().pairs;
  if (!pairs) return drawExample(context);
  text("cosine to " + elided(base::displayText(math::formatExpression(pairs->expression)),
                             ImGui::GetContentRegionAvail().x - 8 * em()),
       context.colors.difference);
  ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 1.6F * em());
  if (closeButton("no pairs", "Take the pairs away.")) context.issue(PairsCommand{});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0.15F * em()));
  const auto rows = static_cast<float>(std::min(pairs->items.size(), kListedRows));
  const float scrollbar = pairs->items.size() > kListedRows ? ImGui::GetStyle().ScrollbarSize : 0;
  const float width = ImGui::GetContentRegionAvail().x - scrollbar;
  compat::beginChild("pairs", {0, rows * ImGui::GetTextLineHeightWithSpacing()});
  for (const PairItem& item : pairs->items) drawItem(context, item, width);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  drawSummary(context, *pairs);
}

}  // namespace es::app
