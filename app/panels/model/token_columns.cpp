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

struct Layout {
  ImVec2 at;  // of the first cell
  ImVec2 cellPx;
  std::size_t shown = 0;  // tokens
  math::Index numbers = 0;
};

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

void drawColumn(PanelContext& context, const Layout& layout, std::size_t i, int id,
                const math::Vector& vector, const SignedColors& signedColors) {
  const ImVec2 at{layout.at.x + layout.cellPx.x * static_cast<float>(i), layout.at.y};
  const auto count = static_cast<std::size_t>(layout.numbers);
  drawCells({at, layout.cellPx, true, 1}, {vector.data(), count}, signedColors);
  const bool numbers = smallWidth("−0.00") + 4 < layout.cellPx.x && smallHeight() + 2 < layout.cellPx.y;
  for (std::size_t k = 0; numbers && k < count; ++k) {
    const auto value = static_cast<double>(vector[static_cast<math::Index>(k)]);
    const std::string shown = base::shownText(value, 2);
    smallText({at.x + (layout.cellPx.x - smallWidth(shown)) / 2,
               at.y + layout.cellPx.y * (static_cast<float>(k) + 0.5F) - smallHeight() / 2},
              shown, signedColors.ink(context.colors, value));
  }
  const float room = (layout.cellPx.x - 4) * em() / smallHeight();
  const std::string label = elided(tokenLabel(*context.languageModel(), id), room);
  if (room > 1.2F * em())
    smallText({at.x + (layout.cellPx.x - smallWidth(label)) / 2, at.y - smallHeight() - 3}, label,
              context.colors.text);
  const std::string more = "⋮";
  textAt({at.x + (layout.cellPx.x - textWidth(more)) / 2, at.y + layout.cellPx.y * static_cast<float>(count)},
         more, context.colors.textDim);
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(static_cast<int>(i));
  ImGui::Dummy({layout.cellPx.x, layout.cellPx.y * static_cast<float>(count)});
  ImGui::PopID();
  tokenTip(context, id);
  markWordOf(context, id);
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

}  // namespace

void drawTokenColumns(PanelContext& context, const TypedTokens& typed) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (typed.pieces.empty() || room.y < 4.5F * em()) return;
  const math::Index dims = context.languageModel()->config().dims;
  Layout layout;
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
  const std::vector<math::Vector>& vectors = vectorsOf(context, typed);
  const SignedColors signedColors(context.in.view.theme, rangeOf(std::span(vectors).first(layout.shown)));
  for (std::size_t i = 0; i < layout.shown; ++i)
    drawColumn(context, layout, i, typed.pieces[i].id, vectors[i], signedColors);
}

}  // namespace es::app
