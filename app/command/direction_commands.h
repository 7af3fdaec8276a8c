#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"
#include "math/types.h"

namespace es::app {

/// Directions: pairs of words along one, a field of it, two vectors' product, many at random.

struct WordPair {
  std::string from, to;
  bool operator==(const WordPair&) const = default;
};
/// Whether the differences of pairs point along a direction. No pairs: takes them away.
struct PairsCommand {
  math::Expression expression;
  std::vector<WordPair> pairs;
  bool operator==(const PairsCommand&) const = default;
};
template <>
struct CommandTraits<PairsCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "pairs", "pairs [EXPR : FROM TO ; FROM TO ...]",
      "whether the differences of pairs of words point along a direction; nothing: takes them away"};
  static PairsCommand parse(const Arguments& arguments);
  static std::string format(const PairsCommand& command);
};

/// Short parallel arrows of a direction through the whole picture; nothing: takes them away.
struct FieldCommand {
  std::optional<math::Expression> expression;
  bool operator==(const FieldCommand&) const = default;
};
template <>
struct CommandTraits<FieldCommand> : UsualTraits {
  static constexpr CommandHelp help{"field", "field [EXPR]",
                                    "short arrows of a direction all through the picture; nothing: none"};
  static FieldCommand parse(const Arguments& arguments);
  static std::string format(const FieldCommand& command);
};

/// Two vectors in the plane through both. Formulas: both or none (then those that stand are changed).
/// `first`, `second`: moved by hand, in that plane; `angleDegrees`: the second is turned to that angle.
struct ProductCommand {
  std::vector<math::Expression> vectors;
  std::optional<std::array<double, 2>> first, second;
  std::optional<double> angleDegrees;
  bool operator==(const ProductCommand&) const = default;
};
template <>
struct CommandTraits<ProductCommand> : UsualTraits {
  static constexpr CommandHelp help{"product",
                                    "product [EXPR ; EXPR] [--first X,Y] [--second X,Y] [--angle D]",
                                    "two vectors in the plane through both, and their dot product"};
  static constexpr std::array options{OptionSpec{"--first", true}, OptionSpec{"--second", true},
                                      OptionSpec{"--angle", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static ProductCommand parse(const Arguments& arguments);
  static std::string format(const ProductCommand& command);
};

/// So many random unit vectors in so many dimensions and all their angles; `rounds`: pushes them apart. Left
/// empty: those that stand go on.
struct DirectionsCommand {
  std::optional<int> count, dims;
  std::optional<std::uint64_t> seed;
  int rounds = 0;
  bool operator==(const DirectionsCommand&) const = default;
};
template <>
struct CommandTraits<DirectionsCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "directions", "directions [N D] [--seed S] [--rounds R]",
      "N random directions in D dimensions and all their angles; rounds push them apart"};
  static constexpr std::array options{OptionSpec{"--seed", true}, OptionSpec{"--rounds", true}};
  static DirectionsCommand parse(const Arguments& arguments);
  static std::string format(const DirectionsCommand& command);
};

// ---- answers ----
struct PairItem {
  std::string from, to;
  math::Index fromRow = 0, toRow = 0;
  double length = 0;     // of to - from
  double dot = 0;        // with the direction
  double cosine = 0;     // to the direction
  bool heldOut = false;  // neither word is in the direction's formula
};
struct PairsAnswer {
  math::Expression expression;
  double length = 0;                  // of the direction
  double consistency = 0;             // mean cosine between the differences of different pairs; 1 pair: 1
  std::optional<double> heldOutMean;  // mean cosine of the held-out pairs to the direction; nothing: none is
  std::vector<PairItem> items;
};
struct ProductTerm {
  int dim = 0;
  double first = 0, second = 0, product = 0;
};
struct ProductAnswer {
  std::array<std::string, 2> labels;
  std::array<std::array<double, 2>, 2> plane{};  // both vectors in the plane through them
  std::array<double, 2> lengths{};
  double dot = 0, cosine = 0, angleDegrees = 0;
  bool moved = false;              // by hand: no longer the words' own vectors
  std::vector<ProductTerm> terms;  // all dimensions of the words, or the plane's two when moved
};
struct DirectionsAnswer {
  int count = 0, dims = 0;
  std::uint64_t seed = 0, pairs = 0;
  int rounds = 0;
  double smallestDegrees = 0, largestDegrees = 0;  // of all pairs
  double meanDegrees = 0, deviationDegrees = 0;
  double shareNearRight = 0;             // of pairs from 89 to 91 degrees
  double binDegrees = 0;                 // of the histogram, from 0 to 180
  std::vector<std::uint64_t> histogram;  // pairs a bin
};

std::string textOf(const PairsAnswer& answer);
std::string textOf(const ProductAnswer& answer);
std::string textOf(const DirectionsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const PairsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ProductAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const DirectionsAnswer& answer);

}  // namespace es::app
