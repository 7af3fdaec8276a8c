#include "app/panels/model/large_tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/model/token_columns.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kFewTokens = 4;  // that stand over their columns
constexpr std::array kTimes{3.4F, 3.0F, 2.6F, 2.3F, 2.0F, 1.7F, 1.45F, 1.2F, 1.0F};
constexpr float kIdTimes = 0.75F;  // of the token's letters: its number

struct Box {
  std::string label, id;
  bool mark = false, again = false;  // again: this token stands elsewhere too
};

/// The boxes of a text where they stand, and how large their letters are.
struct Boxes {
  std::vector<Box> boxes;
  std::vector<FlowItem> items;
  std::vector<FlowPlace> places;
  float heightPx = 0, bracketPx = 0, pitchPx = 0;  // of a box; of the word above it; from line to line
  [[nodiscard]] float allPx() const {
    return places.empty() ? 0 : pitchPx * static_cast<float>(places.back().row + 1);
  }
};

Boxes boxesOf(const PanelContext& context, const TypedTokens& typed, float widthPx) {
  Boxes all;
  bool pieces = false;
  for (std::size_t i = 0; i < typed.pieces.size(); ++i) {
    const model::TokenPiece& piece = typed.pieces[i];
    const bool joined = joinsPrevious(typed.text, typed.pieces, i);
    pieces = pieces || joined;
    Box box{tokenLabel(*context.languageModel(), piece.id), base::groupedText(piece.id),
            piece.begin == piece.end, false};
    box.again = std::ranges::count(typed.pieces, piece.id, &model::TokenPiece::id) > 1;
    const float idPx = kIdTimes * textWidth(box.id);
    all.items.push_back({std::round(std::max(textWidth(box.label), idPx) + 0.6F * em()),
                         joined ? 0 : 0.3F * em(), joined, 0});
    all.boxes.push_back(std::move(box));
  }
  all.places = flowLayout(all.items, widthPx);
  all.heightPx = std::round((1.25F + 1.15F * kIdTimes) * em());
  all.bracketPx = pieces ? std::round(1.55F * em()) : 0;
  all.pitchPx = std::round(all.heightPx + all.bracketPx + 0.45F * em());
  return all;
}

float fittingTimes(const PanelContext& context, const TypedTokens& typed, ImVec2 room) {
  const auto fits = [&](float times) {
    const LargeLetters letters(times);
    const Boxes all = boxesOf(context, typed, room.x);
    bool broken = false;  // a word in two lines
    for (std::size_t i = 1; i < all.items.size(); ++i)
      broken = broken || (all.items[i].joined && all.places[i].row != all.places[i - 1].row);
    return all.allPx() <= room.y && !broken;
  };
  return largestFitting(kTimes, kTimes.back(), fits);
}

void drawBox(const PanelContext& context, const Box& box, ImVec2 low, ImVec2 size) {
  const Palette& colors = context.colors;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 high{low.x + size.x, low.y + size.y};
  if (!box.mark) draw.AddRectFilled(low, high, toU32(colors.panelRaised), 0.2F * em());
  draw.AddRect(low, high, toU32(box.again ? colors.accent : colors.panelBorder), 0.2F * em(), 0, em() / 16);
  const Color& ink = box.mark ? colors.textDim : colors.text;
  textAt({low.x + (size.x - textWidth(box.label)) / 2, low.y + 0.1F * em()}, box.label, ink);
  const float idPx = kIdTimes * textWidth(box.id);
  scaledText({low.x + (size.x - idPx) / 2, low.y + 1.25F * em()}, kIdTimes, box.id,
             box.again ? colors.accent : colors.textDim);
}

/// The word over its pieces, from the box `from` to before `end`, with a bracket between.
void drawBracket(const PanelContext& context, const TypedTokens& typed, const Boxes& all, std::size_t from,
                 std::size_t end, ImVec2 at) {
  const std::string word = base::displayText(
      std::string_view(typed.text)
          .substr(typed.pieces[from].begin, typed.pieces[end - 1].end - typed.pieces[from].begin));
  const float left = at.x + all.places[from].xPx + 0.1F * em();
  const float right = at.x + all.places[end - 1].xPx + all.items[end - 1].widthPx - 0.1F * em();
  const float top = at.y + all.pitchPx * static_cast<float>(all.places[from].row);
  const float y = top + 1.25F * em(), foot = top + all.bracketPx - 0.06F * em();
  const ImVec2 points[4] = {{left, foot}, {left, y}, {right, y}, {right, foot}};
  ImGui::GetWindowDrawList()->AddPolyline(points, 4, toU32(context.colors.difference), 0, em() / 14);
  textAt({(left + right - textWidth(word)) / 2, top}, word, context.colors.difference);
}

void drawBoxes(PanelContext& context, const TypedTokens& typed, const Boxes& all, ImVec2 at) {
  for (std::size_t i = 0; i < all.boxes.size(); ++i) {
    std::size_t end = i + 1;
    while (end < all.items.size() && all.items[end].joined) ++end;
    if (end > i + 1 && !all.items[i].joined) drawBracket(context, typed, all, i, end, at);
    const ImVec2 low{at.x + all.places[i].xPx,
                     at.y + all.pitchPx * static_cast<float>(all.places[i].row) + all.bracketPx};
    const ImVec2 size{all.items[i].widthPx - (end > i + 1 ? 0.08F * em() : 0), all.heightPx};
    drawBox(context, all.boxes[i], low, size);
    ImGui::SetCursorScreenPos(low);
    ImGui::Dummy(size);
    tokenTip(context, typed.pieces[i].id);
    markWordOf(context, typed.pieces[i].id);
  }
}

/// An arrow downwards between two places one above the other.
void drawDown(const PanelContext& context, ImVec2 from, float lengthPx) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 ink = toU32(context.colors.textDim);
  const float head = 0.35F * em(), tip = from.y + lengthPx;
  draw.AddLine(from, {from.x, tip - head}, ink, std::max(1.5F, em() / 9));
  draw.AddTriangleFilled({from.x, tip}, {from.x - 0.6F * head, tip - head},
                         {from.x + 0.6F * head, tip - head}, ink);
}

/// Few tokens, each over its column.
void drawOverColumns(PanelContext& context, const TypedTokens& typed) {
  const float times = 1.9F, arrow = 1.4F * em();
  ColumnsPlace place;
  const ImVec2 room = ImGui::GetContentRegionAvail(), at = ImGui::GetCursorScreenPos();
  const auto count = static_cast<float>(typed.pieces.size());
  place.pitchPx = std::floor(room.x / count);
  place.cellPx = {std::floor(std::min(0.8F * place.pitchPx, 9 * em())), std::round(1.8F * em())};
  place.shown = typed.pieces.size();
  float height = 0;
  {
    const LargeLetters letters(times);
    Boxes all = boxesOf(context, typed, room.x);
    for (std::size_t i = 0; i < all.places.size(); ++i)
      all.places[i] = {place.pitchPx * (static_cast<float>(i) + 0.5F) - all.items[i].widthPx / 2, 0};
    height = all.heightPx + all.bracketPx;
    drawBoxes(context, typed, all, at);
  }
  for (std::size_t i = 0; i < place.shown; ++i)
    drawDown(context, {at.x + place.pitchPx * (static_cast<float>(i) + 0.5F), at.y + height + 0.2F * em()},
             arrow);
  place.at = {at.x + (place.pitchPx - place.cellPx.x) / 2, at.y + height + arrow + 0.5F * em()};
  const float left = at.y + room.y - place.at.y - 1.8F * em();
  place.numbers = std::max<math::Index>(1, static_cast<math::Index>(left / place.cellPx.y));
  const LargeLetters letters(stageTimes(1.25F));
  drawTokenColumnsAt(context, typed, place);
}

}  // namespace

void drawLargeTokens(PanelContext& context, const TypedTokens& typed) {
  if (typed.pieces.empty()) return;
  if (typed.pieces.size() <= kFewTokens) return drawOverColumns(context, typed);
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const std::string quoted = "“" + base::displayText(typed.text) + "”";
  float head = 0;
  {
    const LargeLetters letters(1.9F);
    text(brokenAtSpaces(quoted, room.x), context.colors.text);
    head = ImGui::GetCursorScreenPos().y - at.y;
  }
  const float arrow = 2 * em(), top = head + arrow + em();
  drawDown(context, {at.x + 4 * em(), at.y + head}, arrow);
  const LargeLetters letters(fittingTimes(context, typed, {room.x, room.y - top}));
  const Boxes all = boxesOf(context, typed, room.x);
  drawBoxes(context, typed, all, {at.x, at.y + top + (room.y - top - all.allPx()) / 3});
}

}  // namespace es::app
