#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
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

std::string textOf(const TopicsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const TopicsAnswer& answer);

}  // namespace es::app
