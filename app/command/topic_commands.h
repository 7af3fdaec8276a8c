#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"
#include "math/types.h"

namespace es::app {

/// The topics of the open words: what the vectors say by themselves about what belongs together.

struct TopicsCommand {
  std::optional<int> count;           // 1 to 1,000; 24 where it is not said
  std::optional<std::uint64_t> seed;  // of the clustering's starts; 1
  bool operator==(const TopicsCommand&) const = default;
};
template <>
struct CommandTraits<TopicsCommand> : UsualTraits {
  static constexpr CommandHelp help{"topics", "topics [N] [--seed S]",
                                    "the topics of the open words, found in the vectors alone"};
  static constexpr std::array options{OptionSpec{"--seed", true}};
  static TopicsCommand parse(const Arguments& arguments);
  static std::string format(const TopicsCommand& command);
};

inline constexpr std::uint64_t kMostTopics = 1'000;

/// What colours the points of the cloud. Where nobody has said it, the topics do once they are found.
enum class ColorKind { ByItself, None, Topics, Dot, Column };
struct ColorSpec {
  static constexpr int kUsualTopics = 24;
  ColorKind kind = ColorKind::ByItself;
  int topics = kUsualTopics;                  // Topics: 1 to 1,000
  std::optional<math::Expression> direction;  // Dot: points are coloured by their dot product with it
  std::string column{};                       // Column: its name
  bool operator==(const ColorSpec&) const = default;
};
struct ColorCommand {
  ColorSpec spec;  // never ByItself
  bool operator==(const ColorCommand&) const = default;
};
template <>
struct CommandTraits<ColorCommand> : UsualTraits {
  static constexpr CommandHelp help{"color", "color COLUMN | color topics [N] | color dot EXPR | color none",
                                    "what colours the points, with its legend"};
  static constexpr std::string_view alias = "colour";
  static ColorCommand parse(const Arguments& arguments);
  static std::string format(const ColorCommand& command);
};

// ---- answers ----
struct FoundTopic {
  std::string name;  // its first words
  math::Index rows = 0;
  std::vector<std::string> words;  // the clearest among the frequent ones, the clearest first
};
struct TopicsAnswer {
  std::uint64_t seed = 1;
  std::vector<FoundTopic> topics;  // the largest first
};

struct ColorAnswer {
  /// One colour, or a stretch of a scale, and how many points have it.
  struct Entry {
    std::string name;  // of the topic or the category; of a column's scale the middle of the stretch
    std::optional<double> value;  // Dot and numbers: the middle of the stretch
    math::Index rows = 0;
  };
  /// What the colours of a column say besides.
  struct OfColumn {
    std::string kind;                            // "category", "number", "date"
    math::Index missing = 0;                     // rows without a value: grey
    math::Index otherNames = 0, otherRows = 0;   // of categories: those without a colour of their own
    std::optional<std::string> least, greatest;  // of numbers and dates: where the scale ends
    math::Index beyond = 0;                      // rows outside of these ends, which have their colours
  };
  ColorSpec spec;
  std::vector<Entry> legend;
  std::optional<OfColumn> column{};
};

std::string textOf(const TopicsAnswer& answer);
std::string textOf(const ColorAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const TopicsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ColorAnswer& answer);

}  // namespace es::app
