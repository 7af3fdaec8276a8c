#include "app/panels/model/model_text.h"

#include <fmt/format.h>

#include "base/number_text.h"

namespace es::app {

const TypedTokens& typedTokens(PanelContext& context) {
  ModelTextState& state = context.memory<ModelTextState>();
  TypedTokens& typed = state.typed;
  const auto& model = context.document().model.model;
  if (typed.model == model && typed.text == state.text) return typed;
  typed = {model, state.text, model->tokenizer->encode(state.text)};
  return typed;
}

std::size_t pieceAtCaret(std::span<const model::TokenPiece> pieces, std::size_t caret) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (pieces[i].begin < caret) at = i;
  return at;
}

void giveTextToModel(PanelContext& context) {
  ModelTextState& state = context.memory<ModelTextState>();
  if (!state.waits || !context.languageModel() || context.busy()) return;
  if (typedTokens(context).pieces.empty()) return;
  state.waits = false;
  const auto count = std::ssize(state.typed.pieces);
  const int most = context.languageModel()->config().context;
  if (count > most) {  // said where it is typed: the log would have a line for every letter
    context.state.asker = Asker::Text;
    context.state.askerError =
        fmt::format("the text has {} tokens; the model reads at most {}", base::groupedText(count), most);
    return;
  }
  context.ask(PredictCommand{state.text, {}, false}, Asker::Text, state.step == context.state.undoSteps);
  state.step = context.state.undoSteps;
}

void followModelText(PanelContext& context) {
  ModelTextState& state = context.memory<ModelTextState>();
  const auto& current = context.document().model.text;
  const std::string text = current ? current->text : "";
  if (text == state.seen) return;
  state.seen = text;
  if (!state.waits) state.text = text;  // else more has been typed meanwhile
}

}  // namespace es::app
