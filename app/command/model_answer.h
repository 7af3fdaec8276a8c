#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/display_text.h"
#include "math/sampling/sampler.h"
#include "math/types.h"
#include "model/transformer/transformer_weights.h"

namespace es::app {

/// What the commands of model_command.h answer: members of the Answer variant (answer.h).

struct ModelInfo {  // of info
  std::string name, path, format, note;
  int layers = 0, heads = 0, kvHeads = 0, dims = 0, hidden = 0, vocabulary = 0, context = 0;
  std::uint64_t parameters = 0, memoryBytes = 0;
  bool tied = false;
  std::string residual;  // "add" or "shell"
  std::string space;     // how its vectors meet the open words: empty when they do, otherwise why not
};
struct TokenText {
  int id = 0;
  std::string text;                // Tokenizer::text
  std::size_t begin = 0, end = 0;  // bytes of the text
};
struct TokensAnswer {
  std::string text;
  std::vector<TokenText> tokens;
};
struct TokenGuess {
  int id = 0;
  std::string text;
  double logit = 0, probability = 0;  // over the whole vocabulary, at the temperature in force
  bool kept = true;                   // by the sampler's filters
};
struct PredictAnswer {
  std::string text;
  double temperature = 1;
  double entropy = 0;  // nats, of softmax(logits, T) over the whole vocabulary
  int vocabulary = 0;
  std::vector<TokenGuess> ranked;  // by logit, largest first
  double otherProbability = 0;     // of all that are not in `ranked`
};
struct GeneratedToken {
  int id = 0;
  std::string text;
  double probability = 0;  // in the distribution it was drawn from
  double entropy = 0;      // nats, of that distribution
  double draw = 0;         // the number in [0, 1) on its cumulative strip
};
struct GenerateAnswer {
  std::string text;         // the prompt and what follows it, decoded
  std::string displayText;  // the same with capitals restored where the vocabulary has none
  std::uint64_t seed = 0;
  bool ended = false;  // by an end-of-text token (not among the steps)
  std::vector<GeneratedToken> steps;
};
struct WordNear {
  std::string word;
  double cosine = 0;
};
struct TokenChange {
  std::string text;
  double change = 0;  // of the lens logit
};
struct TraceStep {
  std::string name;                            // model::halfStepName
  double length = 0;                           // of the residual stream, all its dimensions
  double cosineToStart = 0;                    // to the embedding
  std::optional<std::array<float, 3>> xyz;     // in the slice; nothing where the words are of another space
  double shownShare = 0;                       // the slice's share of `length`
  std::vector<WordNear> nearest;               // open words nearest by cosine; empty as xyz
  std::vector<TokenChange> promoted, demoted;  // what the step raises and lowers most; empty for the first
};
struct TokenTrace {
  int position = 0, id = 0;
  std::string text;
  std::vector<TraceStep> steps;  // halfSteps - 1: without the final norm
  math::RowMatrix vectors;       // (steps, dims of the open words): what is drawn; empty as xyz
};
struct TraceAnswer {
  std::string text;
  std::string note;  // which part of the stream is drawn, or why nothing is
  std::vector<TokenTrace> tokens;
};
struct LensCell {
  std::string name;  // half-step; the last, "final", is the model's own prediction
  double entropy = 0;
  std::vector<TokenGuess> guesses;
};
struct LensRow {
  int position = 0, id = 0;
  std::string text;
  std::vector<LensCell> steps;  // halfSteps
};
struct LensAnswer {
  std::string text;
  double temperature = 1;
  std::vector<LensRow> tokens;
};
struct AttentionHead {
  int layer = 0, head = 0;
  math::RowMatrix weights;  // (tokens, tokens): row looks at column; rows sum to 1, 0 above the diagonal
};
struct AttentionAnswer {
  std::string text;
  std::vector<TokenText> tokens;
  int layers = 0, heads = 0;
  std::vector<AttentionHead> patterns;
};
struct ParametersAnswer {
  std::string name;
  bool tied = false;
  std::vector<model::LedgerLine> parts;
  std::uint64_t total = 0;
};
struct SamplerAnswer {
  math::SamplerSettings settings;
};
struct StoryColumnAnswer {
  std::string column;  // "cold" or "warm"
  double temperature = 0;
  std::string text, displayText;
  int node = 0, nodes = 0;
  bool ended = false;
  std::vector<GeneratedToken> steps;  // along the path from the prompt
};
struct StoryAnswer {
  std::uint64_t seed = 0;
  std::vector<StoryColumnAnswer> columns;
};

}  // namespace es::app
