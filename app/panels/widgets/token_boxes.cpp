#include "app/panels/widgets/token_boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/token_words.h"
#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr math::Index kCells = 8;

struct Box {
  std::string label, id;
  float widthPx = 0;
  bool mark = false, joined = false;
  bool gap = false;  // a word that is to be guessed
};

std::vector<Box> boxesOf(const model::LanguageModel& model, const TokenBoxes& tokens) {
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < tokens.pieces.size(); ++i) {
    const model::TokenPiece& piece = tokens.pieces[i];
    Box box;
    box.mark = piece.begin == piece.end;
    box.joined = joinsPrevious(tokens.text, tokens.pieces, i);
    box.gap = piece.id == model.config().mask;
    box.label = elided(tokenLabel(model, piece.id), 12 * em());
    box.id = fmt::to_string(piece.id);
    box.widthPx = std::max(textWidth(box.label), smallWidth(box.id)) + 0.7F * em();
    box.widthPx = std::round(box.widthPx);
    boxes.push_back(std::move(box));
  }
  return boxes;
}

struct BoxStyle {
  bool lit = false, hovered = false, goesOn = false;  // goesOn: the next box is a part of the same word
};

/// The line that a word is to be written on.
void drawGapLine(const PanelContext& context, ImVec2 low, ImVec2 high) {
  const float thick = std::max(2.0F, 0.12F * em());
  ImGui::GetWindowDrawList()->AddRectFilled({low.x + 0.3F * em(), high.y - 2 * thick},
                                            {high.x - 0.3F * em(), high.y - thick},
                                            toU32(context.colors.accent));
}

// Pieces of one word share their edge; a dotted line parts them.
void drawBox(const PanelContext& context, const Box& box, ImVec2 low, ImVec2 high, const BoxStyle& style) {
  const Palette& colors = context.colors;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImDrawFlags corners = ImDrawFlags_RoundCornersAll;
  if (box.joined) corners &= ~ImDrawFlags_RoundCornersLeft;
  if (style.goesOn) corners &= ~ImDrawFlags_RoundCornersRight;
  if ((corners & ImDrawFlags_RoundCornersAll) == 0) corners = ImDrawFlags_RoundCornersNone;
  const float rounding = 0.25F * em();
  const Color fill = style.lit ? mix(colors.panelRaised, colors.accent, 0.25F)
                               : (style.hovered ? colors.panelBorder : colors.panelRaised);
  if (!(box.mark || box.gap) || style.lit || style.hovered)
    draw.AddRectFilled(low, high, toU32(fill), rounding, corners);
  if (box.gap) drawGapLine(context, low, high);
  draw.AddRect(low, high, toU32(style.lit ? colors.accent : colors.panelBorder), rounding, corners, 1.0F);
  if (box.joined) {
    const float dot = std::max(1.0F, 0.12F * em());
    const int dots = static_cast<int>(std::ceil((high.y - low.y - 3 * dot) / (3 * dot)));
    for (int i = 0; i < dots; ++i) {
      const float y = low.y + static_cast<float>(3 * i + 2) * dot;
      draw.AddRectFilled({low.x - dot / 2, y}, {low.x + dot / 2, y + dot}, toU32(colors.accent));
    }
  }
  const float width = high.x - low.x, labelWidth = textWidth(box.label);
  textAt({std::round(low.x + (width - labelWidth) / 2), low.y + 0.1F * em()}, box.label,
         box.mark || box.gap ? colors.textDim : colors.text);
  smallText({low.x + (width - smallWidth(box.id)) / 2, low.y + ImGui::GetTextLineHeight()}, box.id,
            colors.textDim);
}

void drawCells(const PanelContext& context, const math::Vector& vector) {
  const math::Index count = std::min(kCells, vector.size());
  const float largest = std::max(1e-9F, vector.cwiseAbs().maxCoeff());
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const ImVec2 cell{2.6F * em(), 1.3F * em()};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (math::Index i = 0; i < count; ++i) {
    const float value = vector[i];
    const Color& hue = value >= 0 ? context.colors.first : context.colors.second;
    const math::Index line = i / 4, column = i % 4;
    const ImVec2 low{from.x + static_cast<float>(column) * cell.x,
                     from.y + static_cast<float>(line) * cell.y};
    draw.AddRectFilled(low, {low.x + cell.x - 1, low.y + cell.y - 1},
                       toU32(mix(context.colors.panelRaised, hue, 0.55F * std::abs(value) / largest)));
    const std::string number = base::shownSignedText(value, 2);
    smallText({low.x + (cell.x - smallWidth(number)) / 2, low.y + (cell.y - smallHeight()) / 2}, number,
              context.colors.text);
  }
  const math::Index lines = (count + 3) / 4;
  ImGui::Dummy({4 * cell.x, static_cast<float>(lines) * cell.y});
}

}  // namespace

std::string tokenLabel(const model::LanguageModel& model, int id) {
  return tokenWords(model.tokenizer->text(id));
}

void tokenTip(const PanelContext& context, int id, std::string_view more) {
  const model::LanguageModel* model = context.languageModel();
  if (!model || !beginTip()) return;
  const std::string bytes = model->tokenizer->text(id);
  text("“" + tokenWords(bytes) + "”  token " + base::groupedText(id));
  text((bytes.size() == 1 ? "byte " : "bytes ") + hexText(bytes), context.colors.textDim);
  const math::Vector vector = model->transformer->embedding(id);
  drawCells(context, vector);
  text(fmt::format("the first of {} numbers; length {}", vector.size(),
                   base::shownText(static_cast<double>(vector.norm()), 2)),
       context.colors.textDim);
  if (!more.empty()) text(more, context.colors.textDim);
  endTip();
}

void markWordOf(PanelContext& context, int id) {
  if (!ImGui::IsItemHovered() || !context.vocabulary() || !context.languageModel()) return;
  if (const auto word = context.languageModel()->tokenizer->word(id)) {
    if (const auto row = context.vocabulary()->find(*word)) context.out.hoveredRow = row;
  }
}

std::optional<int> drawTokenBoxes(PanelContext& context, const TokenBoxes& tokens) {
  const std::vector<Box> boxes = boxesOf(*context.languageModel(), tokens);
  std::vector<FlowItem> items;
  items.reserve(boxes.size());
  for (const Box& box : boxes) items.push_back({box.widthPx, box.joined ? 0 : 0.3F * em(), box.joined, 0});
  const std::vector<FlowPlace> places = flowLayout(items, ImGui::GetContentRegionAvail().x);
  const float height = std::round(ImGui::GetTextLineHeight() + smallHeight() + 0.25F * em());
  const float pitch = std::round(height + 0.3F * em());
  const ImVec2 from = ImGui::GetCursorScreenPos();
  std::optional<int> clicked;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const int position = static_cast<int>(i);
    const ImVec2 low{from.x + places[i].xPx, from.y + pitch * static_cast<float>(places[i].row)};
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(position);
    if (pressArea("token", {boxes[i].widthPx, height})) clicked = position;
    ImGui::PopID();
    BoxStyle style{position == tokens.marked, ImGui::IsItemHovered(), false};
    style.goesOn = i + 1 < boxes.size() && boxes[i + 1].joined && places[i + 1].row == places[i].row;
    drawBox(context, boxes[i], low, {low.x + boxes[i].widthPx, low.y + height}, style);
    tokenTip(context, tokens.pieces[i].id,
             "Click: draw its path through the layers. Ctrl+click: beside those that are drawn.");
    markWordOf(context, tokens.pieces[i].id);
  }
  return clicked;
}

}  // namespace es::app
