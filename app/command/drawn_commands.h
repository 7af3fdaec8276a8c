#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"

namespace es::app {

/// What is drawn.

struct ShowCommand {
  std::vector<math::Expression> expressions;
  bool operator==(const ShowCommand&) const = default;
};
template <>
struct CommandTraits<ShowCommand> : UsualTraits {
  static constexpr CommandHelp help{"show", "show EXPR ...", "draws words and formulas as arrows"};
  static ShowCommand parse(const Arguments& arguments);
  static std::string format(const ShowCommand& command);
};

struct HideCommand {
  std::vector<math::Expression> expressions;  // empty: all
  bool operator==(const HideCommand&) const = default;
};
template <>
struct CommandTraits<HideCommand> : UsualTraits {
  static constexpr CommandHelp help{"hide", "hide [EXPR ...]",
                                    "takes arrows away; without a formula all of them and the question"};
  static HideCommand parse(const Arguments& arguments);
  static std::string format(const HideCommand& command);
};

struct SelectCommand {
  std::optional<std::string> word;  // nothing: no selection
  bool operator==(const SelectCommand&) const = default;
};
template <>
struct CommandTraits<SelectCommand> : UsualTraits {
  static constexpr CommandHelp help{"select", "select [WORD]", "selects a word, or nothing"};
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static SelectCommand parse(const Arguments& arguments);
  static std::string format(const SelectCommand& command);
};

/// Takes away questions, arrows, a model's paths and the selection; keeps the table, the slice and the
/// metric.
struct ClearCommand {
  bool operator==(const ClearCommand&) const = default;
};
template <>
struct CommandTraits<ClearCommand> : NameOnlyTraits<ClearCommand> {
  static constexpr CommandHelp help{"clear", "clear", "takes questions, arrows, paths and selection away"};
};

// ---- answers ----
struct ShownItem {
  std::string text;                         // the formula
  double length = 0, shownShare = 0;        // the slice's share of `length`
  std::optional<double> centredShownShare;  // with centring: of the distance from the mean
};
struct ShowAnswer {  // of show, hide and select: what is drawn now
  std::vector<ShownItem> items;
  std::optional<std::string> selected;
};

std::string textOf(const ShowAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ShowAnswer& answer);

}  // namespace es::app
