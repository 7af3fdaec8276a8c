#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"
#include "math/linear/similarity.h"
#include "math/types.h"

namespace es::app {

/// Questions about words and formulas. Fields left empty keep what the document has in force (and given ones
/// stay in force).

struct NeighborsCommand {
  math::Expression expression;
  std::optional<int> count;
  std::optional<math::Metric> metric;
  bool keepInputs = false;  // the inputs of the formula may be answers
  bool operator==(const NeighborsCommand&) const = default;
};
template <>
struct CommandTraits<NeighborsCommand> : UsualTraits {
  static constexpr CommandHelp help{"neighbors",
                                    "neighbors EXPR [K] [--metric cosine|euclidean|dot] [--keep-inputs]",
                                    "the words nearest to a formula's result"};
  static constexpr std::string_view alias = "neighbours";
  static constexpr std::array options{OptionSpec{"--metric", true}, OptionSpec{"--keep-inputs", false}};
  static constexpr InLog inLog = InLog::Quiet;
  static NeighborsCommand parse(const Arguments& arguments);
  static std::string format(const NeighborsCommand& command);
};

struct RankCommand {
  math::Expression expression;
  std::string word;
  std::optional<math::Metric> metric;
  bool operator==(const RankCommand&) const = default;
};
template <>
struct CommandTraits<RankCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "rank", "rank EXPR WORD [--metric cosine|euclidean|dot]",
      "the place of a word among a formula's neighbours, 1 = first; marks it beside the question that "
      "stands"};
  static constexpr std::array options{OptionSpec{"--metric", true}};
  static RankCommand parse(const Arguments& arguments);
  static std::string format(const RankCommand& command);
};

struct DotCommand {
  math::Expression expression;
  std::vector<std::string> words;
  std::vector<std::size_t> groupSizes;  // of the words, in order; empty: one group
  bool operator==(const DotCommand&) const = default;
};
template <>
struct CommandTraits<DotCommand> : UsualTraits {
  static constexpr CommandHelp help{"dot", "dot EXPR [: WORD ...]",
                                    "dot product, cosine and angle of each word with a formula's result"};
  static constexpr InLog inLog = InLog::Quiet;
  static DotCommand parse(const Arguments& arguments);
  static std::string format(const DotCommand& command);
};

struct MetricCommand {
  math::Metric metric = math::Metric::Cosine;
  bool operator==(const MetricCommand&) const = default;
};
template <>
struct CommandTraits<MetricCommand> : UsualTraits {
  static constexpr CommandHelp help{"metric", "metric cosine|euclidean|dot", "how nearness is measured"};
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static MetricCommand parse(const Arguments& arguments);
  static std::string format(const MetricCommand& command);
};

// ---- answers ----
struct Neighbor {
  math::Index row = 0;
  std::string word;
  double score = 0;
  bool isInput = false;    // a word of the formula itself: shown struck out, never counted as an answer
  bool isOutside = false;  // in what a command answers: the filter does not keep it
};
/// A word whose place `rank` told: marked in the picture while its question stands.
struct PlacedWord {
  math::Index row = 0, rank = 0;
  std::string word;
};
struct NeighborsAnswer {
  math::Expression expression;
  math::Metric metric = math::Metric::Cosine;
  bool keepInputs = false;
  int count = 10;
  math::Vector query;            // (d) the formula's result
  std::vector<Neighbor> ranked;  // best first; without keepInputs the inputs that rank among them are marked
  std::vector<PlacedWord> placed;  // in the order they were asked for
  std::string
      where{};  // in what a command answers: the condition of the filter, which the words need not meet
};
struct RankAnswer {
  math::Expression expression;
  std::string word;
  math::Metric metric = math::Metric::Cosine;
  math::Index rank = 0, rows = 0;
  double score = 0;
};
struct DotItem {
  math::Index row = 0;
  std::string word;
  double dot = 0, cosine = 0, angleDegrees = 0;
  int group = 0;
};
struct DotAnswer {
  math::Expression expression;
  double length = 0;  // of the formula's result
  std::vector<DotItem> items;
};

std::string textOf(const NeighborsAnswer& answer);
std::string textOf(const RankAnswer& answer);
std::string textOf(const DotAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const NeighborsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const RankAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const DotAnswer& answer);

}  // namespace es::app
