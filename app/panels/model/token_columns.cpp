#include "app/panels/model/token_columns.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "app/panels/widgets/signed_colors.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr float kMostColumnEms = 14, kLeastColumnEms = 0.6F;

/// The typed tokens' vectors, made once for what was typed.
struct TokenVectors {
  std::shared_ptr<const model::LanguageModel> model;
  std::vector<int> ids;
  std::vector<math::Vector> vectors;
};

const std::vector<math::Vector>& vectorsOf(PanelContext& context, const TypedTokens& typed) {
  TokenVectors& kept = context.memory<TokenVectors>();
  std::vector<int> ids = model::tokenIds(typed.pieces);
  if (kept.model == typed.model && kept.ids == ids) return kept.vectors;
  kept = {typed.model, std::move(ids), {}};
  for (const int id : kept.ids) kept.vectors.push_back(typed.model->transformer->embedding(id));
  return kept.vectors;
}

/// A column of the place with what its numbers are, in their own size where the cells have room for it.
struct Column {
  ImVec2 at, cellPx;
  std::span<const float> numbers;
};

void drawNumbers(const PanelContext& context, const Column& column, const SignedColors& signedColors) {
  const float width = textWidth("−0.00"), height = ImGui::GetTextLineHeight();
  float times = 0;
  for (const float wanted : {1.0F, smallHeight() / em()})
    if (times == 0 && wanted * width + 4 < column.cellPx.x && wanted * height + 2 < column.cellPx.y)
      times = wanted;
  if (times == 0) return;
  for (std::size_t k = 0; k < column.numbers.size(); ++k) {
    const auto value = static_cast<double>(column.numbers[k]);
    const std::string shown = base::shownText(value, 2);
    scaledText({column.at.x + (column.cellPx.x - times * textWidth(shown)) / 2,
                column.at.y + column.cellPx.y * (static_cast<float>(k) + 0.5F) - times * height / 2},
               times, shown, signedColors.ink(context.colors, value));
  }
}

void drawColumn(PanelContext& context, const Column& column, int id, std::string_view more,
                const SignedColors& signedColors) {
  drawCells({column.at, column.cellPx, true, 1}, column.numbers, signedColors);
  drawNumbers(context, column, signedColors);
  const float height = column.cellPx.y * static_cast<float>(column.numbers.size());
  textAt({column.at.x + (column.cellPx.x - textWidth(more)) / 2, column.at.y + height}, more,
         context.colors.textDim);
  ImGui::SetCursorScreenPos(column.at);
  ImGui::Dummy({column.cellPx.x, height});
  tokenTip(context, id);
  markWordOf(context, id);
}

void drawHeadOf(const PanelContext& context, const ColumnsPlace& place, std::size_t i, int id) {
  const float room = (place.cellPx.x - 4) * em() / smallHeight();
  if (room <= 1.2F * em()) return;
  const std::string label = elided(tokenLabel(*context.languageModel(), id), room);
  const float left = place.at.x + place.pitchPx * static_cast<float>(i);
  smallText({left + (place.cellPx.x - smallWidth(label)) / 2, place.at.y - smallHeight() - 3}, label,
            context.colors.text);
}

/// Twice the root of the mean square of the shown tokens' numbers: one scale for all.
double rangeOf(std::span<const math::Vector> vectors) {
  double squares = 0, count = 0;
  for (const math::Vector& vector : vectors) {
    squares += vector.cast<double>().squaredNorm();
    count += static_cast<double>(vector.size());
  }
  return niceRange(2 * std::sqrt(squares / std::max(1.0, count)));
}

/// `more`: what stands below a column for the numbers that it leaves out.
void drawAllColumns(PanelContext& context, const TypedTokens& typed, const ColumnsPlace& place,
                    std::string_view more) {
  const std::vector<math::Vector>& vectors = vectorsOf(context, typed);
  const SignedColors signedColors(context.in.view.theme, rangeOf(std::span(vectors).first(place.shown)));
  for (std::size_t i = 0; i < place.shown; ++i) {
    const ImVec2 at{place.at.x + place.pitchPx * static_cast<float>(i), place.at.y};
    const std::span numbers(vectors[i].data(), static_cast<std::size_t>(place.numbers));
    drawColumn(context, {at, place.cellPx, numbers}, typed.pieces[i].id, more, signedColors);
  }
}

}  // namespace

void drawTokenColumnsAt(PanelContext& context, const TypedTokens& typed, const ColumnsPlace& place) {
  ColumnsPlace whole = place;
  const math::Index dims = context.languageModel()->config().dims;
  whole.numbers = std::min(place.numbers, dims);
  const std::string more = "… " + base::groupedText(dims) + " numbers";
  drawAllColumns(context, typed, whole, whole.numbers < dims ? more : std::string());
}

void drawTokenColumns(PanelContext& context, const TypedTokens& typed) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (typed.pieces.empty() || room.y < 4.5F * em()) return;
  const math::Index dims = context.languageModel()->config().dims;
  ColumnsPlace layout;
  const auto all = static_cast<float>(typed.pieces.size());
  layout.cellPx = {std::floor(std::clamp(room.x / all, kLeastColumnEms * em(), kMostColumnEms * em())),
                   std::round(1.15F * em())};
  layout.shown = std::min(typed.pieces.size(), static_cast<std::size_t>(room.x / layout.cellPx.x));
  const float below = 1.2F * ImGui::GetTextLineHeight();
  text("Each ", context.colors.textDim);
  ImGui::SameLine(0, 0);
  term("token", "A token is a word or a piece of one: the unit that a model reads.", context.colors.textDim);
  ImGui::SameLine(0, 0);
  text(" becomes a column of " + base::groupedText(dims) + " numbers, the same wherever it stands.",
       context.colors.textDim);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  layout.at = {at.x, at.y + smallHeight() + 6};
  const float left = ImGui::GetContentRegionAvail().y - smallHeight() - 6 - below;
  layout.numbers = std::clamp<math::Index>(static_cast<math::Index>(left / layout.cellPx.y), 1, dims);
  layout.pitchPx = layout.cellPx.x;
  for (std::size_t i = 0; i < layout.shown; ++i) drawHeadOf(context, layout, i, typed.pieces[i].id);
  drawAllColumns(context, typed, layout, "⋮");
}

}  // namespace es::app
