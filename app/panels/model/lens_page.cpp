#include "app/panels/model/lens_page.h"

#include <algorithm>
#include <cmath>

#include "app/look/token_words.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/page_question.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct LensState {
  AskedFor asked;
  std::shared_ptr<const LensAnswer> shown;  // the table has been scrolled to its last token
};

/// A grid of tokens (columns) and layer steps (rows) that scrolls both ways below and beside its labels.
struct Grid {
  ImVec2 corner;  // of what is seen of it, on the screen
  ImVec2 size;    // of what is seen
  ImVec2 origin;  // of the whole, on the screen: moves with the scrolling
  float labelPx = 0, headPx = 0, cellPx = 0, rowPx = 0;
  int rows = 0, columns = 0;

  [[nodiscard]] float x(int column) const { return origin.x + labelPx + cellPx * static_cast<float>(column); }
  [[nodiscard]] float y(int row) const { return origin.y + headPx + rowPx * static_cast<float>(row); }
  [[nodiscard]] bool sees(int column, int row) const {
    return x(column + 1) > corner.x + labelPx && x(column) < corner.x + size.x &&
           y(row + 1) > corner.y + headPx && y(row) < corner.y + size.y;
  }
};

/// Cells as large as the room allows, within what is still read well; whole pixels.
float cellRoom(float fittingPx, float leastPx, float mostPx) {
  return std::floor(std::clamp(fittingPx, leastPx, mostPx));
}

const LensCell& cellOf(const LensAnswer& lens, int column, int row) {
  return lens.tokens[static_cast<std::size_t>(column)].steps[static_cast<std::size_t>(row)];
}

Color cellColor(const PanelContext& context, double probability) {
  const auto share = static_cast<float>(std::clamp(probability, 0.0, 1.0));
  const Color hue = mix(context.colors.probabilityLow, context.colors.probabilityHigh, share);
  return mix(context.colors.panel, hue, 0.12F + 0.78F * share);
}

void drawCell(const PanelContext& context, const Grid& grid, const LensCell& cell, int column, int row) {
  if (cell.guesses.empty()) return;
  const TokenGuess& top = cell.guesses.front();
  const Color ground = cellColor(context, top.probability);
  const Palette& colors = context.colors;
  const Color& ink = contrastRatio(ground, colors.text) >= contrastRatio(ground, colors.textInverse)
                         ? colors.text
                         : colors.textInverse;
  const ImVec2 low{grid.x(column), grid.y(row)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, {low.x + grid.cellPx - 1, low.y + grid.rowPx - 1}, toU32(ground), 2);
  const std::string label = elided(tokenWords(top.text), grid.cellPx - 0.5F * em());
  textAt({low.x + 0.25F * em(), low.y + (grid.rowPx - ImGui::GetTextLineHeight()) / 2}, label, ink);
}

void drawBody(const PanelContext& context, const Grid& grid, const LensAnswer& lens) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.PushClipRect({grid.corner.x + grid.labelPx, grid.corner.y + grid.headPx},
                    {grid.corner.x + grid.size.x, grid.corner.y + grid.size.y}, true);
  for (int column = 0; column < grid.columns; ++column) {
    for (int row = 0; row < grid.rows; ++row)
      if (grid.sees(column, row)) drawCell(context, grid, cellOf(lens, column, row), column, row);
  }
  const float line = grid.y(grid.rows - 1) - 1;  // the last row is the model's own
  draw.AddLine({grid.corner.x, line}, {grid.corner.x + grid.size.x, line}, toU32(context.colors.accent), 1);
  draw.PopClipRect();
}

void drawLabels(const PanelContext& context, const Grid& grid, const LensAnswer& lens) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 end{grid.corner.x + grid.size.x, grid.corner.y + grid.size.y};
  draw.PushClipRect({grid.corner.x + grid.labelPx, grid.corner.y}, end, true);
  for (int column = 0; column < grid.columns; ++column) {
    const std::string label = tokenWords(lens.tokens[static_cast<std::size_t>(column)].text);
    textAt({grid.x(column) + 0.25F * em(), grid.corner.y}, elided(label, grid.cellPx - 0.5F * em()),
           context.colors.text);
  }
  draw.PopClipRect();
  draw.PushClipRect({grid.corner.x, grid.corner.y + grid.headPx}, end, true);
  for (int row = 0; row < grid.rows; ++row) {
    const bool own = row == grid.rows - 1;
    const std::string& name = cellOf(lens, 0, row).name;
    textAt({grid.corner.x, grid.y(row) + (grid.rowPx - ImGui::GetTextLineHeight()) / 2},
           elided(layerStepWords(name), grid.labelPx - 0.3F * em()),
           own ? context.colors.accent : context.colors.textDim);
  }
  draw.PopClipRect();
}

void drawTip(const PanelContext& context, const Grid& grid, const LensAnswer& lens) {
  const ImVec2 mouse = ImGui::GetMousePos();
  if (mouse.x < grid.corner.x + grid.labelPx || mouse.y < grid.corner.y + grid.headPx) return;
  const int column = static_cast<int>((mouse.x - grid.x(0)) / grid.cellPx);
  const int row = static_cast<int>((mouse.y - grid.y(0)) / grid.rowPx);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return;
  if (!beginTip()) return;
  const LensCell& cell = cellOf(lens, column, row);
  const std::string token = tokenWords(lens.tokens[static_cast<std::size_t>(column)].text);
  const std::string place = (context.readsBothWays() ? "at “" : "after “") + token + "”";
  text(row == grid.rows - 1 ? place + " the model expects"
                            : place + ", at " + layerStepWords(cell.name) + ", it would expect");
  for (const TokenGuess& guess : cell.guesses) {
    text(base::percentText(guess.probability) + "  " + tokenWords(guess.text) + "   score " +
         base::shownText(guess.logit, 2));
  }
  text("like choosing among " + choicesText(cell.entropy) + " equally likely tokens", context.colors.textDim);
  endTip();
}

/// Cells that fill the room, or scroll; what is seen ends with a whole row.
void layCells(Grid& grid) {
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const float least = std::floor(ImGui::GetTextLineHeight() + 1);
  const auto columns = static_cast<float>(grid.columns), rows = static_cast<float>(grid.rows);
  const bool scrollsY = grid.headPx + least * rows > grid.size.y;
  const float wide = grid.size.x - grid.labelPx - (scrollsY ? bar : 0);
  grid.cellPx = cellRoom(wide / columns, 5.2F * em(), 16 * em());
  const bool scrollsX = grid.cellPx * columns > wide;
  const float high = grid.size.y - grid.headPx - (scrollsX ? bar : 0);
  grid.rowPx = cellRoom(high / rows, least, 2.6F * em());
  grid.size.y = grid.headPx + std::floor(high / grid.rowPx) * grid.rowPx;
}

void drawGrid(PanelContext& context, const LensAnswer& lens) {
  compat::beginChild("grid", {0, 0}, ImGuiWindowFlags_HorizontalScrollbar);
  Grid grid;
  grid.corner = ImGui::GetWindowPos();
  grid.size = ImGui::GetWindowSize();
  grid.labelPx = textWidth("layer 00 attention") + 0.5F * em();
  grid.headPx = 1.3F * em();
  grid.rows = static_cast<int>(lens.tokens.front().steps.size());
  grid.columns = static_cast<int>(lens.tokens.size());
  layCells(grid);
  // Scrolled by whole cells, so that none is cut beside the labels.
  grid.origin = {grid.corner.x - std::ceil(ImGui::GetScrollX() / grid.cellPx) * grid.cellPx,
                 grid.corner.y - std::ceil(ImGui::GetScrollY() / grid.rowPx) * grid.rowPx};
  ImGui::InvisibleButton("cells", {grid.labelPx + grid.cellPx * static_cast<float>(grid.columns),
                                   grid.headPx + grid.rowPx * static_cast<float>(grid.rows)});
  drawTip(context, grid, lens);
  drawBody(context, grid, lens);
  drawLabels(context, grid, lens);
  auto& shown = context.memory<LensState>().shown;
  if (shown != context.document().model.lens) {  // the last token's predictions, from the first layer step on
    shown = context.document().model.lens;
    ImGui::SetScrollX(1e6F);
    ImGui::SetScrollY(0);
  }
  ImGui::EndChild();
}

}  // namespace

void drawLensPage(PanelContext& context) {
  if (!textOrHint(
          context,
          "What the model would guess if it stopped after each layer step: tokens beside one another, "
          "layer steps below one another (the logit lens)."))
    return;
  const TextState& standing = *context.document().model.text;
  const auto& lens = context.document().model.lens;
  const bool current =
      lens && lens->text == standing.text && lens->temperature == context.document().temperature;
  if (shouldAsk(context, context.memory<LensState>().asked, current))
    askForPage(context, LensCommand{standing.text, {}, {}}, Asker::Lens);
  drawAskerError(context, Asker::Lens);
  text("What the model would guess after each ", context.colors.textDim);
  ImGui::SameLine(0, 0);
  term("layer step",
       "Each layer works in two steps: attention, which gathers from the other tokens that a token "
       "sees, and an MLP, which works on each token by itself.",
       context.colors.textDim);
  ImGui::SameLine(0, 0);
  const std::string reading = ", from top to bottom; stronger is surer";
  text(elided(reading, ImGui::GetContentRegionAvail().x), context.colors.textDim);
  drawBusy(context);
  if (!current && !context.busy() &&
      flatButton("read again", context.colors.accent, "The table is of another text or temperature."))
    context.ask(LensCommand{standing.text, {}, {}}, Asker::Lens);
  if (lens && !lens->tokens.empty() && !lens->tokens.front().steps.empty()) drawGrid(context, *lens);
}

}  // namespace es::app
