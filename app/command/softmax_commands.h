#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"

namespace es::app {

/// Logits, the softmax over them and its temperature.

struct SoftmaxCommand {
  std::vector<double> logits;       // none: takes the ones that stand away
  std::vector<std::string> labels;  // as many as logits, or none (then they are numbered)
  std::optional<double> temperature;
  bool operator==(const SoftmaxCommand&) const = default;
};
template <>
struct CommandTraits<SoftmaxCommand> : UsualTraits {
  static constexpr CommandHelp help{"softmax",
                                    "softmax L1 L2 ... | softmax LABEL=L ... [--temperature T] | softmax",
                                    "probabilities from logits; with nothing: takes typed logits away"};
  static constexpr std::array options{OptionSpec{"--temperature", true}};
  static constexpr InLog inLog = InLog::Quiet;
  static SoftmaxCommand parse(const Arguments& arguments);
  static std::string format(const SoftmaxCommand& command);
};

/// Logits taken as the dot products of a formula with chosen words.
struct LogitsCommand {
  math::Expression expression;
  std::vector<std::string> words;
  bool operator==(const LogitsCommand&) const = default;
};
template <>
struct CommandTraits<LogitsCommand> : UsualTraits {
  static constexpr CommandHelp help{"logits", "logits EXPR : WORD ...",
                                    "softmax logits as dot products of a formula with words"};
  static constexpr InLog inLog = InLog::Quiet;
  static LogitsCommand parse(const Arguments& arguments);
  static std::string format(const LogitsCommand& command);
};

struct TemperatureCommand {
  double temperature = 1.0;  // >= 0, may be infinity; 0 is argmax
  bool operator==(const TemperatureCommand&) const = default;
};
template <>
struct CommandTraits<TemperatureCommand> : UsualTraits {
  static constexpr CommandHelp help{"temperature", "temperature T",
                                    "the softmax temperature, 0 (only the largest) to inf (all alike)"};
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static TemperatureCommand parse(const Arguments& arguments);
  static std::string format(const TemperatureCommand& command);
};

/// The same logits under a second temperature, beside; nothing: no longer.
struct CompareCommand {
  std::optional<double> temperature;
  bool operator==(const CompareCommand&) const = default;
};
template <>
struct CommandTraits<CompareCommand> : UsualTraits {
  static constexpr CommandHelp help{"compare", "compare [T]",
                                    "the same logits under a second temperature, beside; nothing: no longer"};
  static constexpr InLog inLog = InLog::Quiet;
  static CompareCommand parse(const Arguments& arguments);
  static std::string format(const CompareCommand& command);
};

// ---- answers ----
struct SoftmaxAnswer {
  double temperature = 1;
  std::vector<std::string> labels;
  std::vector<double> logits, probabilities;
  double entropy = 0;  // nats
};

std::string textOf(const SoftmaxAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const SoftmaxAnswer& answer);

}  // namespace es::app
