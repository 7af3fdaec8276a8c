#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "app/command/text/command_traits.h"
#include "math/types.h"
#include "model/filter/condition.h"

namespace es::app {

/// What the columns of the open table are used for, besides colours (topic_commands.h).

/// The rows that stay in the picture.
struct WhereCommand {
  std::optional<model::Condition> condition;  // nothing: all rows again
  bool operator==(const WhereCommand&) const = default;
};
template <>
struct CommandTraits<WhereCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "where", "where [CONDITION]",
      "leaves the words in the picture that meet a condition: year > 1990 and genre = \"jazz\""};
  static WhereCommand parse(const Arguments& arguments);
  static std::string format(const WhereCommand& command);
};

/// What is written at the points.
struct LabelCommand {
  std::string column;  // empty: the words
  bool operator==(const LabelCommand&) const = default;
};
template <>
struct CommandTraits<LabelCommand> : UsualTraits {
  static constexpr CommandHelp help{"label", "label [COLUMN]",
                                    "what is written at the points: a column's values, or the words again"};
  static LabelCommand parse(const Arguments& arguments);
  static std::string format(const LabelCommand& command);
};

// ---- answers ----
struct WhereAnswer {
  std::optional<model::Condition> condition;
  math::Index rows = 0, of = 0;  // that meet it, of all
};

std::string textOf(const WhereAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const WhereAnswer& answer);

}  // namespace es::app
