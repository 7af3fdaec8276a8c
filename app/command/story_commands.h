#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/model_commands.h"
#include "app/command/text/command_traits.h"

namespace es::app {

/// Writing a story: two columns go on from one text, one at T = 0, one at the document's temperature.

enum class StoryColumn { Cold, Warm };  // T = 0; the temperature in force

struct WriteCommand {
  std::string text;
  std::optional<std::uint64_t> seed;
  bool operator==(const WriteCommand&) const = default;
};
template <>
struct CommandTraits<WriteCommand> : UsualTraits {
  static constexpr CommandHelp help{"write", "write TEXT [--seed S]",
                                    "begins a story in two columns, at T = 0 and at the temperature"};
  static constexpr std::array options{OptionSpec{"--seed", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static WriteCommand parse(const Arguments& arguments);
  static std::string format(const WriteCommand& command);
};

/// What the commands that go along a story have in common.
struct StoryTraits : UsualTraits {
  static constexpr std::array options{OptionSpec{"--column", true}};
  static constexpr InLog inLog = InLog::Quiet;
};

/// Both columns by so many tokens; one column when it is named.
struct StepCommand {
  int count = 1;
  std::optional<StoryColumn> column;
  bool operator==(const StepCommand&) const = default;
};
template <>
struct CommandTraits<StepCommand> : StoryTraits {
  static constexpr CommandHelp help{"step", "step [N] [--column cold|warm]",
                                    "writes N tokens more, in both columns or one"};
  static StepCommand parse(const Arguments& arguments);
  static std::string format(const StepCommand& command);
};

/// Back along the path; what was written stays in the tree.
struct BackCommand {
  int count = 1;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const BackCommand&) const = default;
};
template <>
struct CommandTraits<BackCommand> : StoryTraits {
  static constexpr CommandHelp help{"back", "back [N] [--column cold|warm]",
                                    "goes N tokens back; what was written stays in the tree"};
  static BackCommand parse(const Arguments& arguments);
  static std::string format(const BackCommand& command);
};

/// Goes on with this token instead of a drawn one (a branch). TOKEN: its text, or #ID.
struct ChooseCommand {
  std::string token;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const ChooseCommand&) const = default;
};
template <>
struct CommandTraits<ChooseCommand> : StoryTraits {
  static constexpr CommandHelp help{"choose", "choose TOKEN|#ID [--column cold|warm]",
                                    "goes on with this token instead of a drawn one"};
  static ChooseCommand parse(const Arguments& arguments);
  static std::string format(const ChooseCommand& command);
};

/// To a node of the tree of continuations, 0 = the text itself.
struct VisitCommand {
  int node = 0;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const VisitCommand&) const = default;
};
template <>
struct CommandTraits<VisitCommand> : StoryTraits {
  static constexpr CommandHelp help{"visit", "visit NODE [--column cold|warm]",
                                    "goes to a place in the story's tree, 0 = the text"};
  static VisitCommand parse(const Arguments& arguments);
  static std::string format(const VisitCommand& command);
};

// ---- answers ----
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

std::string textOf(const StoryAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const StoryAnswer& answer);

}  // namespace es::app
