#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/model_commands.h"
#include "app/command/text/command_traits.h"
#include "math/types.h"

namespace es::app {

/// What happens to a text in the layers of the open model: the residual stream, the logit lens, attention.

/// The path of a text's tokens through the layers, or of one of them. Drawn, and listed in the soak panel.
/// TOKEN: a token's text or word, the last of several; or a position, 0 = first. Without text: takes all
/// paths away.
struct TraceCommand {
  std::string text;
  std::optional<std::string> token;
  bool also = false;  // beside the paths that are shown already (overlay)
  bool operator==(const TraceCommand&) const = default;
};
template <>
struct CommandTraits<TraceCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "trace", "trace TEXT | trace \"TEXT\" [TOKEN] [--also] | trace",
      "the path of tokens through the layers, all or one (its text, or its position); nothing: takes paths "
      "away"};
  static constexpr std::array options{OptionSpec{"--also", false}};
  static constexpr InLog inLog = InLog::Quiet;
  static TraceCommand parse(const Arguments& arguments);
  static std::string format(const TraceCommand& command);
};

struct LensCommand {
  std::string text;
  std::optional<std::string> token;
  std::optional<int> count;  // of predictions a cell in the answer; 3
  bool operator==(const LensCommand&) const = default;
};
template <>
struct CommandTraits<LensCommand> : UsualTraits {
  static constexpr CommandHelp help{"lens", "lens TEXT [--top K] | lens \"TEXT\" [TOKEN] [--top K]",
                                    "what each half-step of the layers would predict"};
  static constexpr std::array options{OptionSpec{"--top", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static LensCommand parse(const Arguments& arguments);
  static std::string format(const LensCommand& command);
};

struct AttentionCommand {
  std::string text;
  std::optional<int> layer, head;  // 0 = first; nothing: all
  bool operator==(const AttentionCommand&) const = default;
};
template <>
struct CommandTraits<AttentionCommand> : UsualTraits {
  static constexpr CommandHelp help{"attention", "attention TEXT [--layer L] [--head H]",
                                    "which tokens each head looks at: earlier ones, or of a reader all"};
  static constexpr std::array options{OptionSpec{"--layer", true}, OptionSpec{"--head", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static AttentionCommand parse(const Arguments& arguments);
  static std::string format(const AttentionCommand& command);
};

// ---- answers ----
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
  std::optional<double> centredShownShare;     // with centring: of the stream less the words' mean
  std::vector<WordNear> nearest;               // open words nearest by cosine; empty as xyz
  std::vector<TokenChange> promoted, demoted;  // what the step raises and lowers most; empty for the first
};
struct TokenTrace {
  int position = 0, id = 0;
  std::string text;
  std::vector<TraceStep> steps;  // halfSteps - 1: without the final norm
  math::RowMatrix vectors;       // (steps, dims of the open words): what is drawn; empty as xyz
  math::RowMatrix stream;        // (steps, dims of the stream): all of it
  std::string word;              // of the text, that it is or is a part of; empty: none (states.h)
  std::vector<WordNear>
      endWords;  // open words nearest to the end that the text does not say, no marks or pieces
};
struct TraceAnswer {
  std::string text;
  int dims = 0;      // of the stream: what lengths, and the slice's shares of them, are of
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
                            // where the model reads from left to right
};
struct AttentionAnswer {
  std::string text;
  std::vector<TokenText> tokens;
  int layers = 0, heads = 0;
  bool bothWays = false;  // a token looks at what follows it, too
  std::vector<AttentionHead> patterns;

  /// How many tokens, from the first on, the one at `position` looks at.
  [[nodiscard]] std::size_t seenFrom(std::size_t position) const {
    return bothWays ? tokens.size() : position + 1;
  }
};

std::string textOf(const TraceAnswer& answer);
std::string textOf(const LensAnswer& answer);
std::string textOf(const AttentionAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const TraceAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const LensAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const AttentionAnswer& answer);

}  // namespace es::app
