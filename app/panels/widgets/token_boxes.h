#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A token as people read it (tokenWords), by its id.
[[nodiscard]] std::string tokenLabel(const model::LanguageModel& model, int id);

/// What a token is, when the pointer rests on the last item: text, id, bytes and the first numbers of its
/// vector. `more`: a line below.
void tokenTip(const PanelContext& context, int id, std::string_view more = {});

/// Marks the row of the picture's words that a token is, when the last item is hovered.
void markWordOf(PanelContext& context, int id);

struct TokenBoxes {
  std::string_view text;
  std::span<const model::TokenPiece> pieces;
  int marked = -1;  // the position that is lit
};
/// The tokens of a text as boxes, wrapped; the position that was clicked.
[[nodiscard]] std::optional<int> drawTokenBoxes(PanelContext& context, const TokenBoxes& boxes);

}  // namespace es::app
