#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/sampling/sampler.h"
#include "model/transformer/transformer_weights.h"

namespace es::app {

/// What the open model reads, guesses and draws. A TEXT is one "..." piece or the line as it stands.

struct TokensCommand {
  std::string text;
  bool operator==(const TokensCommand&) const = default;
};
template <>
struct CommandTraits<TokensCommand> : UsualTraits {
  static constexpr CommandHelp help{"tokens", "tokens TEXT", "the tokens that a text is for the open model"};
  static TokensCommand parse(const Arguments& arguments);
  static std::string format(const TokensCommand& command);
};

/// Makes the text the standing one (text panel, next-token bars).
struct PredictCommand {
  std::string text;
  std::optional<int> count;  // of tokens in the answer; 10
  bool also = false;         // its bars beside those of the text that stands, which stays
  bool operator==(const PredictCommand&) const = default;
};
template <>
struct CommandTraits<PredictCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "predict", "predict TEXT [K] [--also] (quote a text that ends in a number)",
      "the likeliest next tokens, over the whole vocabulary; of a reader, what stands at [mask]"};
  static constexpr std::array options{OptionSpec{"--also", false}};
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static PredictCommand parse(const Arguments& arguments);
  static std::string format(const PredictCommand& command);
};

/// Fields left empty keep what the document has in force.
struct GenerateCommand {
  std::string text;
  int count = 0;  // of tokens at most; an end-of-text token ends it sooner
  std::optional<std::uint64_t> seed;
  std::optional<double> temperature;
  std::optional<int> topK;
  std::optional<double> topP, minP;
  bool operator==(const GenerateCommand&) const = default;
};
template <>
struct CommandTraits<GenerateCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "generate", "generate TEXT N [--seed S] [--temperature T] [--top-k K] [--top-p P] [--min-p P]",
      "goes on with the text by N tokens"};
  static constexpr std::array options{OptionSpec{"--seed", true}, OptionSpec{"--temperature", true},
                                      OptionSpec{"--top-k", true}, OptionSpec{"--top-p", true},
                                      OptionSpec{"--min-p", true}};
  static GenerateCommand parse(const Arguments& arguments);
  static std::string format(const GenerateCommand& command);
};

/// The open model's parameters by part, beside GPT-3's.
struct ParametersCommand {
  bool operator==(const ParametersCommand&) const = default;
};
template <>
struct CommandTraits<ParametersCommand> : NameOnlyTraits<ParametersCommand> {
  static constexpr CommandHelp help{"parameters", "parameters",
                                    "the open model's parameters by part, beside GPT-3's"};
};

/// The sampler chain's order by name: "llama.cpp", "huggingface", or its four links parted by commas.
[[nodiscard]] std::string samplerOrderText(const std::vector<math::SamplerLink>& order);
[[nodiscard]] std::string_view samplerLinkName(math::SamplerLink link);  // "top-k", "temperature"

/// What a draw chooses from. What is given stays in force.
struct SamplerCommand {
  std::optional<int> topK;
  std::optional<double> topP, minP;
  std::optional<std::vector<math::SamplerLink>> order;
  bool operator==(const SamplerCommand&) const = default;
};
template <>
struct CommandTraits<SamplerCommand> : UsualTraits {
  static constexpr CommandHelp help{"sampler",
                                    "sampler [--top-k K] [--top-p P] [--min-p P] "
                                    "[--order llama.cpp|huggingface|top-k,top-p,min-p,temperature]",
                                    "what a draw chooses from"};
  static constexpr std::array options{OptionSpec{"--top-k", true}, OptionSpec{"--top-p", true},
                                      OptionSpec{"--min-p", true}, OptionSpec{"--order", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static SamplerCommand parse(const Arguments& arguments);
  static std::string format(const SamplerCommand& command);
};

// ---- answers ----
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
  std::vector<TokenGuess> ranked;    // by logit, largest first
  double otherProbability = 0;       // of all that are not in `ranked`
  std::optional<std::size_t> gap{};  // the token whose word is guessed, of a reader; none: the next one
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
struct ParametersAnswer {
  std::string name;
  bool tied = false;
  std::vector<model::LedgerLine> parts;
  std::uint64_t total = 0;
};
struct SamplerAnswer {
  math::SamplerSettings settings;
};

std::string textOf(const TokensAnswer& answer);
std::string textOf(const PredictAnswer& answer);
std::string textOf(const GenerateAnswer& answer);
std::string textOf(const ParametersAnswer& answer);
std::string textOf(const SamplerAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const TokensAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const PredictAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const GenerateAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ParametersAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const SamplerAnswer& answer);

// What other subjects' answers hold too.
[[nodiscard]] nlohmann::ordered_json tokensJson(const std::vector<TokenText>& tokens);
[[nodiscard]] nlohmann::ordered_json guessJson(const TokenGuess& guess);
[[nodiscard]] nlohmann::ordered_json generatedJson(const std::vector<GeneratedToken>& steps);

}  // namespace es::app
