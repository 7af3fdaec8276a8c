#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "math/sampling/sampler.h"

namespace es::app {

/// The commands that ask the open model: members of the Command variant (command.h). A TEXT is one "..."
/// piece or the line as it stands.

// ---- questions ----
struct TokensCommand {
  std::string text;
  bool operator==(const TokensCommand&) const = default;
};
/// Makes the text the standing one (text panel, next-token bars).
struct PredictCommand {
  std::string text;
  std::optional<int> count;  // of tokens in the answer; 10
  bool operator==(const PredictCommand&) const = default;
};
/// Fields left empty keep what the document has in force.
struct GenerateCommand {
  std::string text;
  int count = 0;  // of tokens at most; an end-of-text token ends it sooner
  std::optional<std::uint64_t> seed;
  std::optional<double> temperature;
  std::optional<int> topK;
  std::optional<double> topP, minP;
  bool operator==(const GenerateCommand&) const = default;
};
/// The path of a text's tokens through the layers, or of one of them. Drawn, and listed in the soak panel.
/// TOKEN: a token's text or word, the last of several; or a position, 0 = first. Without text: takes all
/// paths away.
struct TraceCommand {
  std::string text;
  std::optional<std::string> token;
  bool also = false;  // beside the paths that are shown already (overlay)
  bool operator==(const TraceCommand&) const = default;
};
struct LensCommand {
  std::string text;
  std::optional<std::string> token;
  std::optional<int> count;  // of predictions a cell in the answer; 3
  bool operator==(const LensCommand&) const = default;
};
struct AttentionCommand {
  std::string text;
  std::optional<int> layer, head;  // 0 = first; nothing: all
  bool operator==(const AttentionCommand&) const = default;
};
/// The open model's parameters by part, beside GPT-3's.
struct ParametersCommand {
  bool operator==(const ParametersCommand&) const = default;
};

// ---- sampling: what is given stays in force ----
struct SamplerCommand {
  std::optional<int> topK;
  std::optional<double> topP, minP;
  std::optional<std::vector<math::SamplerLink>> order;
  bool operator==(const SamplerCommand&) const = default;
};

// ---- writing a story: two columns go on from one text, one at T = 0, one at the document's temperature ----
enum class StoryColumn { Cold, Warm };  // T = 0; the temperature in force
struct WriteCommand {
  std::string text;
  std::optional<std::uint64_t> seed;
  bool operator==(const WriteCommand&) const = default;
};
/// Both columns by so many tokens; one column when it is named.
struct StepCommand {
  int count = 1;
  std::optional<StoryColumn> column;
  bool operator==(const StepCommand&) const = default;
};
/// Back along the path; what was written stays in the tree.
struct BackCommand {
  int count = 1;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const BackCommand&) const = default;
};
/// Goes on with this token instead of a drawn one (a branch). TOKEN: its text, or #ID.
struct ChooseCommand {
  std::string token;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const ChooseCommand&) const = default;
};
/// To a node of the tree of continuations, 0 = the text itself.
struct VisitCommand {
  int node = 0;
  StoryColumn column = StoryColumn::Warm;
  bool operator==(const VisitCommand&) const = default;
};

}  // namespace es::app
