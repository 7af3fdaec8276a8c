#pragma once

#include <string>
#include <string_view>

namespace es::app {

/// A token's bytes (model::Tokenizer::text) as people read them. Pieces that go on with a word: "…ess" for
/// "##ess". Marks by their names: "end of story", "newline". Bytes that are no text by themselves: "byte 05".
/// A leading blank is a raised dot. Everything that shows a token shows it so.
[[nodiscard]] std::string tokenWords(std::string_view bytes);

/// "E2 82 AC": bytes as two digits each.
[[nodiscard]] std::string hexText(std::string_view bytes);

/// A layer step (model::halfStepName) as people read it: "layer 3 attention" for "L3.attention", "layer 3
/// MLP", "the word itself" for "embedding", "the model" for "final".
[[nodiscard]] std::string layerStepWords(std::string_view name);

}  // namespace es::app
