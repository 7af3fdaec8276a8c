#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A text that is being typed, cut by the open model's tokenizer at once.
struct TypedTokens {
  std::shared_ptr<const model::LanguageModel> model;
  std::string text;
  std::vector<model::TokenPiece> pieces;
};

/// The text that the model reads, as it is typed.
struct ModelTextState {
  std::string text;
  bool waits = false;                 // typed, and not yet given to the model
  bool focus = false;                 // its box takes the keyboard now
  std::optional<std::uint64_t> step;  // the undo step that holds the typing under way
  std::optional<std::size_t> caret;   // bytes before it, while the box has the keyboard
  std::string seen;                   // what the document said last
  TypedTokens typed;
};

/// What is typed, in tokens. Needs an open model.
const TypedTokens& typedTokens(PanelContext& context);

/// The piece that a caret stands in or behind (so many bytes of the text are before it): the last that begins
/// before it, or the first. At least one piece.
[[nodiscard]] std::size_t pieceAtCaret(std::span<const model::TokenPiece> pieces, std::size_t caret);

/// What was typed goes to the model as soon as that is free; called once a frame, whatever page shows.
void giveTextToModel(PanelContext& context);
/// Brings the box up to date where a script, an undo or another page changed the text.
void followModelText(PanelContext& context);

}  // namespace es::app
