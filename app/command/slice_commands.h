#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/formula/expression.h"
#include "math/types.h"

namespace es::app {

/// The slice: the three directions that are shown, and where it puts words.

enum class SliceKind { Pca, Random, Axes, Fit, Question, Topics, Path };
/// Fitted to what stands, and looked at from the side that shows it best.
[[nodiscard]] constexpr bool isBestView(SliceKind kind) {
  return kind == SliceKind::Question || kind == SliceKind::Path;
}
struct SliceSpec {
  SliceKind kind = SliceKind::Pca;
  std::uint64_t seed = 0;              // Random
  std::vector<math::Expression> axes;  // Axes: exactly three; Question: its formula, none: the standing one
  bool orthogonal = true;              // Axes: Gram-Schmidt, or oblique as given
  std::vector<std::string> words;      // Fit: at least one; Question: its answers
  int topics = 24;                     // Topics: 1 to 1,000
  std::shared_ptr<const math::RowMatrix> places{};  // Path, once it is made: what it is fitted to, (n, d)
  bool operator==(const SliceSpec&) const = default;
};
struct SliceCommand {
  SliceSpec spec;
  bool operator==(const SliceCommand&) const = default;
};
template <>
struct CommandTraits<SliceCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "slice",
      "slice pca | slice random SEED | slice axes EXPR ; EXPR ; EXPR [--oblique] | slice fit WORD ... | "
      "slice fit path | slice question [EXPR : WORD ...] | slice topics [N]",
      "the three directions that are shown"};
  static constexpr std::array options{OptionSpec{"--oblique", false}};
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static SliceCommand parse(const Arguments& arguments);
  static std::string format(const SliceCommand& command);
};

/// Off: slices act on the vectors as they are, the origin stays the origin. On: the mean is taken off first.
struct CentringCommand {
  bool on = false;
  bool operator==(const CentringCommand&) const = default;
};
template <>
struct CommandTraits<CentringCommand> : UsualTraits {
  static constexpr CommandHelp help{"centring", "centring on|off",
                                    "whether the mean of all words is taken off before slicing"};
  static constexpr std::string_view alias = "centering";
  static constexpr InLog inLog = InLog::Quiet;
  static constexpr bool coalesces = true;
  static CentringCommand parse(const Arguments& arguments);
  static std::string format(const CentringCommand& command);
};

struct ProjectCommand {
  std::vector<std::string> words;
  bool operator==(const ProjectCommand&) const = default;
};
template <>
struct CommandTraits<ProjectCommand> : UsualTraits {
  static constexpr CommandHelp help{"project", "project WORD ...",
                                    "where the slice puts words, and how much of their length it shows"};
  static ProjectCommand parse(const Arguments& arguments);
  static std::string format(const ProjectCommand& command);
};

// ---- answers ----
struct SliceAnswer {
  SliceSpec spec;
  bool centred = false;
  std::vector<std::vector<float>> axes;  // three rows of d numbers ("basis_rows" in JSON)
  double varianceShare = 0;
};
struct ProjectedWord {
  std::string word;
  std::vector<float> xyz;
  double length = 0;
  double shownShare = 0;                    // of `length`
  std::optional<double> centredShownShare;  // with centring: of the distance from the mean
};
struct ProjectAnswer {
  std::vector<ProjectedWord> items;
};

std::string textOf(const SliceAnswer& answer);
std::string textOf(const ProjectAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const SliceAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ProjectAnswer& answer);

}  // namespace es::app
