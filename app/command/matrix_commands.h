#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/types.h"

namespace es::app {

/// The embedding matrix column by column, and the unembedding matrix as a product.

/// Pulls a word's column out of the matrix; nothing: puts it back.
struct VectorCommand {
  std::optional<std::string> word;
  bool operator==(const VectorCommand&) const = default;
};
template <>
struct CommandTraits<VectorCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "vector", "vector [WORD]", "pulls a word's column out of the embedding matrix; nothing: puts it back"};
  static constexpr InLog inLog = InLog::Quiet;
  static VectorCommand parse(const Arguments& arguments);
  static std::string format(const VectorCommand& command);
};

/// Moves the selection along the columns of the matrix.
struct WalkCommand {
  enum class To { First, Last, Next, Back };
  To to = To::Next;
  int count = 1;  // of Next and Back
  bool operator==(const WalkCommand&) const = default;
};
template <>
struct CommandTraits<WalkCommand> : UsualTraits {
  static constexpr CommandHelp help{"walk", "walk first|last|next|back [N]",
                                    "moves the selection along the columns of the matrix"};
  static constexpr InLog inLog = InLog::Quiet;
  static WalkCommand parse(const Arguments& arguments);
  static std::string format(const WalkCommand& command);
};

/// The last vector of a text times the unembedding matrix: a dot product, the logit, for each token. Empty
/// text: the standing one.
struct UnembedCommand {
  std::string text;
  std::optional<int> count;  // of tokens in the answer; 10
  bool operator==(const UnembedCommand&) const = default;
};
template <>
struct CommandTraits<UnembedCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "unembed", "unembed [TEXT] [--top K]",
      "the last vector of a text times the unembedding matrix: one logit for each token"};
  static constexpr std::array options{OptionSpec{"--top", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static UnembedCommand parse(const Arguments& arguments);
  static std::string format(const UnembedCommand& command);
};

// ---- answers ----
struct VectorAnswer {
  std::string word;
  math::Index row = 0;
  double length = 0;
  std::vector<float> values;  // (d)
};
struct UnembedItem {
  int id = 0;
  std::string text;
  double logit = 0;        // = length of the last vector x length x cosine (+ bias where the model has one)
  double length = 0;       // of the token's row of the unembedding matrix
  double cosine = 0;       // of the row to the last vector
  double probability = 0;  // at the temperature in force, over the whole vocabulary
};
struct UnembedAnswer {
  std::string text;
  int vocabulary = 0, dims = 0;
  double temperature = 1;
  std::vector<float> vector;        // (dims) the last token's, after the final norm
  double length = 0;                // of it
  std::vector<UnembedItem> ranked;  // by logit, largest first
};

std::string textOf(const VectorAnswer& answer);
std::string textOf(const UnembedAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const VectorAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const UnembedAnswer& answer);

}  // namespace es::app
