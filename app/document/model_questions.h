#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/document/document.h"
#include "base/progress.h"

namespace es::app {

/// How texts and tokens meet the model that is open. All throw es::Error as `evaluate` does.

/// The open model, or the line that says how to open one.
const model::LanguageModel& openModel(const ModelState& state);

/// The same where the next token is asked for: a reader, which guesses gaps, is refused with the line that
/// says what to open.
const model::LanguageModel& openWriter(const ModelState& state);

/// What stands for a gap in a text, whatever its capitals.
constexpr std::string_view kGapText = "[mask]";

/// What to do where a reader is asked for a guess and the text has no gap: one line.
constexpr const char* kNoGap =
    "a reader guesses gaps only: put [mask] where it is to guess a word, as in: the cat [mask] on the mat";

/// What the model does with a text and what it was trained to do, in one line without a full stop: "reads
/// both ways; trained to guess hidden words".
std::string modelWork(const model::LanguageModel& model);

/// The tokens of a text of any length. A gap is refused where the model cannot guess it.
std::vector<model::TokenPiece> encodeText(const model::LanguageModel& model, const std::string& text);

/// The text read by the open model, with records: a reading that is there of this text, or gone on
/// from as far as both begin alike. Refused when it has no token or more than the model reads.
std::shared_ptr<const TextState> readingOf(const ModelState& state, const std::string& text,
                                           const base::Progress& progress);

/// Makes a text the standing one. The same text beside it goes.
void setText(ModelState& state, std::shared_ptr<const TextState> text);

std::vector<TokenText> tokenTexts(const model::Tokenizer& tokenizer,
                                  std::span<const model::TokenPiece> pieces);

/// The token of a text that a person means: a position (0 = first), or the last token with this text or word;
/// a word of several pieces is its last.
int positionOf(const model::Tokenizer& tokenizer, const TextState& text, const std::string& token);

/// The token of the vocabulary that a person means: `#ID`, its exact text, or its word.
int tokenNamed(const model::Tokenizer& tokenizer, const std::string& token);

/// The `count` largest logits, largest first, ties to the lower id. probabilities: (vocabulary)
std::vector<TokenGuess> rankedGuesses(const model::Tokenizer& tokenizer, std::span<const float> logits,
                                      std::span<const double> probabilities, int count);

/// Softmax over the whole vocabulary, in double.
std::vector<double> tokenProbabilities(std::span<const float> logits, double temperature);

ModelInfo modelInfo(const ModelState& state);

/// The sampler of one column, or of `generate`: the chain in force at a temperature.
math::SamplerSettings samplerAt(const ModelState& state, double temperature);

}  // namespace es::app
