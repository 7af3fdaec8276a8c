#include "app/panels/directions/pairs_section.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "app/document/formula_title.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/display_text.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

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
  if (!textButton("woman − man with five pairs")) return;
  context.memory<PairsState>().formula = "woman - man";
  context.memory<PairsState>().words =
      "uncle aunt ; brother sister ; nephew niece ; father mother ; son daughter";
  ask(context);
}

void drawBoxes(PanelContext& context) {
  PairsState& state = context.memory<PairsState>();
  const ImGuiStyle& style = ImGui::GetStyle();
  const float room = ImGui::GetContentRegionAvail().x;
  const float button = textWidth("compare") + 2 * style.FramePadding.x;
  const bool wide = room > 26 * em();
  const TextBoxEvents formula = wordBox(context, "##pairs of", state.formula, "woman - man", false,
                                        wide ? std::round(0.28F * room) : 0);
  tooltip("The direction that each pair's difference is compared with.");
  if (wide) ImGui::SameLine();
  const float width = ImGui::GetContentRegionAvail().x - button - style.ItemSpacing.x;
  const TextBoxEvents words =
      wordBox(context, "##pairs", state.words, "uncle aunt ; brother sister", true, width);
  tooltip("Pairs of words, from and to, parted by semicolons. Tab completes.");
  if (formula.edited || words.edited) context.textChanged(Asker::Pairs);
  ImGui::SameLine();
  const bool pressed = textButton("compare");
  if (pressed || formula.entered || words.entered) ask(context);
  drawAskerError(context, Asker::Pairs);
}

/// Where a row has its parts, px from its left.
struct PairColumns {
  float wordsAt = 0, wordsPx = 0, barAt = 0, barPx = 0, cosineEnd = 0, angleAt = 0, width = 0, rowPx = 0;
  double least = -1;  // of the bars' scale, which ends at 1
  [[nodiscard]] float x(double cosine) const {
    return barAt + barPx * static_cast<float>((cosine - least) / (1 - least));
  }
};

/// `angles`: an arrow and its degrees at the end of each row.
PairColumns columnsOf(const PairsAnswer& pairs, double chance, bool angles, float widthPx, float roomPx) {
  PairColumns c;
  // No empty half where nothing lies beyond chance on the negative side.
  const bool positive =
      std::ranges::all_of(pairs.items, [&](const PairItem& item) { return item.cosine > -chance; });
  if (positive) c.least = -1.25 * chance;
  c.width = widthPx;
  c.rowPx = std::clamp(roomPx / static_cast<float>(pairs.items.size()), 1.35F * em(), 3.2F * em());
  c.wordsAt = 2 * em();
  for (const PairItem& item : pairs.items)
    c.wordsPx =
        std::max(c.wordsPx, textWidth(base::displayText(item.from) + " → " + base::displayText(item.to)));
  c.wordsPx = std::min(c.wordsPx, 0.34F * widthPx);
  const float fan = std::min(1.8F * c.rowPx, 5 * em());
  c.angleAt = angles ? widthPx - fan - textWidth("180°") - 0.4F * em() : 0;
  c.cosineEnd = angles ? c.angleAt - 0.8F * em() : widthPx;
  c.barAt = c.wordsAt + c.wordsPx + em();
  c.barPx = std::max(4 * em(), c.cosineEnd - 3.6F * em() - c.barAt);
  return c;
}

/// From the scale's least on the left to 1 on the right, filled from zero.
void drawCosineBar(ImVec2 at, const PairColumns& c, double cosine, const Palette& colors) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float height = std::min(0.62F * c.rowPx, 1.6F * em()), top = at.y + (c.rowPx - height) / 2;
  const float zero = at.x + c.x(0), end = at.x + c.x(cosine);
  draw.AddRectFilled({std::min(zero, end), top}, {std::max(zero, end), top + height},
                     toU32(cosine >= 0 ? colors.first : colors.second), 2);
}

/// A dashed stroke for what is held out, a solid one for what the formula holds: as in the picture.
void drawStroke(const PairItem& item, ImVec2 at, float rowPx, const Palette& colors) {
  const float y = at.y + rowPx / 2, width = 1.5F * em(), piece = width / 5;
  const ImU32 ink = toU32(colors.difference);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (!item.heldOut) return draw.AddLine({at.x, y}, {at.x + width, y}, ink, 2);
  for (const float dash : {0.0F, 2.0F, 4.0F})
    draw.AddLine({at.x + dash * piece, y}, {at.x + (dash + 1) * piece, y}, ink, 2);
}

/// The direction lies flat, the pair's own arrow stands at its angle to it.
void drawAngle(ImVec2 at, const PairColumns& c, double cosine, const Palette& colors) {
  const double angle = std::acos(std::clamp(cosine, -1.0, 1.0));
  const float reach = std::min(0.8F * c.rowPx, 2.4F * em());
  const ImVec2 foot{at.x + c.angleAt + reach, at.y + 0.5F * c.rowPx + 0.36F * reach};
  const ImVec2 tip{foot.x + reach * static_cast<float>(std::cos(angle)),
                   foot.y - 0.9F * reach * static_cast<float>(std::sin(angle))};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddLine(foot, {foot.x + reach, foot.y}, toU32(colors.textDim), 1.5F);
  draw.AddLine(foot, tip, toU32(colors.difference), 2.5F);
  draw.AddCircleFilled(tip, 0.16F * em(), toU32(colors.difference));
  const std::string degrees = base::shownText(angle * 180 / std::numbers::pi, 0) + "°";
  textAt({at.x + c.width - textWidth(degrees), at.y + (c.rowPx - ImGui::GetTextLineHeight()) / 2}, degrees,
         colors.textDim);
}

void drawItem(PanelContext& context, const PairItem& item, const PairColumns& c, ImVec2 at) {
  const ImVec2 end{at.x + c.width, at.y + c.rowPx};
  const auto isHovered = [&](math::Index row) {
    return context.in.hovered && context.in.hovered->row == row;
  };
  const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end);
  if (over) context.out.hoveredRow = item.toRow;
  if (over || isHovered(item.toRow) || isHovered(item.fromRow))
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, ImGui::GetColorU32(ImGuiCol_HeaderHovered, 0.5F), 3);
  drawStroke(item, at, c.rowPx, context.colors);
  const std::string words = base::displayText(item.from) + " → " + base::displayText(item.to);
  const float textY = at.y + (c.rowPx - ImGui::GetTextLineHeight()) / 2;
  textAt({at.x + c.wordsAt, textY}, elided(words, c.wordsPx), context.colors.text);
  drawCosineBar(at, c, item.cosine, context.colors);
  const std::string cosine = base::shownText(item.cosine);
  textAt({at.x + c.cosineEnd - textWidth(cosine), textY}, cosine, context.colors.text);
  if (c.angleAt > 0) drawAngle(at, c, item.cosine, context.colors);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({c.width, c.rowPx});
  tooltip(words + "\nlength of the difference " + base::shownText(item.length) +
          ", dot product with the direction " + base::shownText(item.dot) +
          (item.heldOut
               ? "\nHeld out: neither word is in the direction's formula, so it is a fair test of it."
               : "\nIn the formula: the direction was made with these words, so it fits them by itself."));
}

/// Behind the rows: what two random directions would show, zero, and the mean of the held-out pairs.
void drawGround(const PanelContext& context, const PairsAnswer& pairs, const PairColumns& c, ImVec2 at,
                float heightPx) {
  const Palette& colors = context.colors;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const double chance = chanceCosine(context.table()->dims());
  draw.AddRectFilled({at.x + c.barAt, at.y}, {at.x + c.barAt + c.barPx, at.y + heightPx},
                     toU32(colors.panelRaised), 3);
  draw.AddRectFilled({at.x + c.x(-chance), at.y}, {at.x + c.x(chance), at.y + heightPx},
                     toU32(colors.panelBorder));
  draw.AddLine({at.x + c.x(0), at.y}, {at.x + c.x(0), at.y + heightPx}, toU32(colors.text), 1.5F);
  if (!pairs.heldOutMean) return;
  const float x = at.x + c.x(*pairs.heldOutMean);
  draw.AddLine({x, at.y - 0.2F * em()}, {x, at.y + heightPx + 0.2F * em()}, toU32(colors.difference), 2);
}

/// A lesson's: the names of what lies behind the bars, each below it.
void drawStageFoot(const PanelContext& context, const PairsAnswer& pairs, const PairColumns& c, ImVec2 at) {
  float taken = at.x;
  const auto put = [&](double place, const std::string& said, const Color& ink) {
    const float wanted = std::max(at.x + c.x(place) - textWidth(said) / 2, taken);
    const float left = std::min(wanted, at.x + c.width - textWidth(said));
    textAt({left, at.y}, said, ink);
    taken = left + textWidth(said) + em();
  };
  put(0, "chance", context.colors.textDim);
  if (pairs.heldOutMean)
    put(*pairs.heldOutMean, "mean " + base::shownText(*pairs.heldOutMean, 2), context.colors.difference);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({c.width, ImGui::GetTextLineHeight()});
}

/// The scale below the bars, and in words what the ground shows.
void drawFoot(PanelContext& context, const PairsAnswer& pairs, const PairColumns& c) {
  const Palette& colors = context.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  for (const double mark : {-1.0, 0.0, 0.5, 1.0}) {
    if (mark < c.least || (mark == 0.5 && context.onStage())) continue;
    const bool named = mark == 1 && context.onStage();
    const std::string label = named ? "1: the same direction" : base::shownText(mark, mark == 0.5 ? 1 : 0);
    const float wanted = at.x + c.x(mark) - textWidth(label) / 2;
    textAt({std::min(wanted, at.x + c.width - textWidth(label)), at.y}, label, colors.textDim);
  }
  ImGui::Dummy({c.width, ImGui::GetTextLineHeight()});
  if (context.onStage()) return drawStageFoot(context, pairs, c, {at.x, at.y + 1.2F * em()});
  const math::Index dims = context.table()->dims();
  if (pairs.heldOutMean)
    wrapped("Mean of the dashed, held-out pairs (line across): " + base::shownText(*pairs.heldOutMean),
            colors.difference);
  std::string among;
  if (pairs.items.size() > 1)
    among = "Among themselves: " + base::shownText(pairs.consistency) + " on average. ";
  wrapped(among + "Grey band: chance. Of two random directions in " + base::groupedText(dims) +
              " dimensions, 95 of 100 have a cosine within ±" + base::shownText(chanceCosine(dims), 2) + ".",
          colors.textDim);
}

void drawPairs(PanelContext& context, const PairsAnswer& pairs) {
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float foot = (ImGui::GetContentRegionAvail().x > 50 * em() ? 3.3F : 4.2F) * line,
              room = ImGui::GetContentRegionAvail().y - foot;
  const float all = 1.35F * em() * static_cast<float>(pairs.items.size());
  const float high = std::max(std::min(all, 4 * em()), room);
  const bool scrolls = all > high;
  const float width = ImGui::GetContentRegionAvail().x - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0);
  const PairColumns c =
      columnsOf(pairs, chanceCosine(context.table()->dims()), !context.onStage(), width, high);
  const float rows = c.rowPx * static_cast<float>(pairs.items.size());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  const float whole = std::max(2.0F, std::floor(high / c.rowPx)) * c.rowPx;  // no row is cut
  compat::beginChild("pairs", {0, std::min(whole, rows)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  drawGround(context, pairs, c, at, rows);
  for (std::size_t i = 0; i < pairs.items.size(); ++i)
    drawItem(context, pairs.items[i], c, {at.x, at.y + c.rowPx * static_cast<float>(i)});
  ImGui::EndChild();
  ImGui::PopStyleVar();
  drawFoot(context, pairs, c);
}

void drawTitle(PanelContext& context, const PairsAnswer& pairs) {
  term("cosine", kCosineTip, context.colors.difference);
  ImGui::SameLine(0, 0);
  text(" of each pair's difference to " +
           elided(base::displayText(math::formatExpression(pairs.expression)),
                  std::max(4 * em(), ImGui::GetContentRegionAvail().x - 20 * em())),
       context.colors.difference);
  ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 1.6F * em());
  if (closeButton("no pairs", "Take the pairs away.")) context.issue(PairsCommand{});
}

}  // namespace

double chanceCosine(math::Index dims) {
  constexpr double kTwoSided95 = 1.959964;  // of a normal distribution
  return std::min(1.0, kTwoSided95 / std::sqrt(static_cast<double>(dims)));
}

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
  const auto& pairs = context.document().pairs;
  if (context.onStage() && pairs) {
    const LargeLetters letters(stageTimes(1.25F));
    text("cosine of each pair’s step to " + formulaTitle(pairs->expression), context.colors.difference);
    return drawPairs(context, *pairs);
  }
  drawBoxes(context);
  if (!pairs) return drawExample(context);
  drawTitle(context, *pairs);
  drawPairs(context, *pairs);
}

}  // namespace es::app
