#include "app/panels/model/drawn_words.h"

#include <algorithm>
#include <cmath>

#include "app/panels/widgets/text_flow.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

constexpr std::size_t kDraws = 40;  // more than two lines hold
constexpr std::uint64_t kDrawSeed = 1;

struct Chip {
  std::string label;
  int id = 0;
};

void drawChip(PanelContext& context, const NextWord& next, const Chip& chip, ImVec2 low, ImVec2 size) {
  const float p = static_cast<float>(next.sampled.probabilities[static_cast<std::size_t>(chip.id)]);
  const Palette& colors = context.colors;
  const ImVec2 high{low.x + size.x, low.y + size.y};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, high, toU32(colors.panelRaised), 0.25F * em());
  draw.AddRect(low, high, toU32(mix(colors.probabilityLow, colors.probabilityHigh, p)), 0.25F * em(), 0,
               std::max(1.0F, em() / 12));
  textAt({low.x + 0.35F * em(), low.y + (size.y - ImGui::GetTextLineHeight()) / 2}, chip.label, colors.text);
  ImGui::SetCursorScreenPos(low);
  ImGui::Dummy(size);
  tokenTip(context, chip.id);
}

}  // namespace

std::vector<int> drawnTokens(const math::SamplingDistribution& sampled, std::size_t count) {
  std::vector<int> tokens;
  for (std::size_t i = 0; i < count; ++i)
    tokens.push_back(static_cast<int>(math::draw(sampled.probabilities, math::uniformDraw(kDrawSeed, i))));
  return tokens;
}

void drawDrawnWords(PanelContext& context, const NextWord& next, float heightPx) {
  const float height = std::round(ImGui::GetTextLineHeight() + 0.3F * em()), pitch = height + 0.3F * em();
  const int rows = std::min(2, static_cast<int>((heightPx - ImGui::GetTextLineHeight()) / pitch));
  if (rows < 1) return;
  text("Drawn by lot, again and again:", context.colors.textDim);
  tooltip("Tokens drawn from this distribution, each alone, with the numbers of one seed.");
  std::vector<Chip> chips;
  std::vector<FlowItem> items;
  for (const int id : drawnTokens(next.sampled, kDraws)) {
    chips.push_back({tokenLabel(*context.languageModel(), id), id});
    items.push_back({std::round(textWidth(chips.back().label) + 0.7F * em()), 0.35F * em(), false, 0});
  }
  const std::vector<FlowPlace> places = flowLayout(items, ImGui::GetContentRegionAvail().x);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < chips.size() && places[i].row < rows; ++i)
    drawChip(context, next, chips[i],
             {from.x + places[i].xPx, from.y + pitch * static_cast<float>(places[i].row)},
             {items[i].widthPx, height});
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({1, pitch * static_cast<float>(rows)});
}

}  // namespace es::app
