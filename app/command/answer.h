#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/command/command.h"
#include "app/command/lab_answer.h"
#include "app/command/model_answer.h"
#include "math/search/neighbors.h"

namespace es::app {

/// What a command answers, as values that stand on their own (words as text, no table needed). Panels read
/// the same values from the document.

struct OpenAnswer {  // of a table, or of a model (then `model` is set; rows and dims are its embedding's)
  std::string path, format;
  math::Index rows = 0, dims = 0;
  std::optional<ModelInfo> model;
  std::vector<std::string> warnings;
};
struct InfoAnswer {
  std::string path, name, format, note;
  math::Index rows = 0, dims = 0;
  std::uint64_t weights = 0;      // rows x dims
  std::uint64_t memoryBytes = 0;  // of the matrix and the vocabulary
  std::vector<std::string> warnings;
  std::optional<ModelInfo> model;
};
struct Neighbor {
  math::Index row = 0;
  std::string word;
  double score = 0;
  bool isInput = false;  // a word of the formula itself: shown struck out, never counted as an answer
};
struct NeighborsAnswer {
  math::Expression expression;
  math::Metric metric = math::Metric::Cosine;
  bool keepInputs = false;
  int count = 10;
  math::Vector query;            // (d) the formula's result
  std::vector<Neighbor> ranked;  // best first; without keepInputs the inputs that rank among them are marked
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
  double shownShare = 0;
};
struct ProjectAnswer {
  std::vector<ProjectedWord> items;
};
struct ShownItem {
  std::string text;  // the formula
  double length = 0, shownShare = 0;
};
struct ShowAnswer {  // of show, hide and select: what is drawn now
  std::vector<ShownItem> items;
  std::optional<std::string> selected;
};
struct SoftmaxAnswer {
  double temperature = 1;
  std::vector<std::string> labels;
  std::vector<double> logits, probabilities;
  double entropy = 0;  // nats
};
struct ScreenshotAnswer {
  std::string path;
  int width = 0, height = 0;
};
struct PathAnswer {  // of save
  std::string path;
};
struct MessageAnswer {  // of the commands that only change something: the change in words
  std::string text;
};

using AnswerVariant =
    std::variant<OpenAnswer, InfoAnswer, NeighborsAnswer, RankAnswer, DotAnswer, SliceAnswer, ProjectAnswer,
                 ShowAnswer, SoftmaxAnswer, ScreenshotAnswer, PathAnswer, MessageAnswer, TokensAnswer,
                 PredictAnswer, GenerateAnswer, TraceAnswer, LensAnswer, AttentionAnswer, ParametersAnswer,
                 SamplerAnswer, StoryAnswer, LessonAnswer, PairsAnswer, ProductAnswer, DirectionsAnswer,
                 VectorAnswer, UnembedAnswer, RecordAnswer, ExportAnswer>;

/// One of them; compiled once, in answer.cpp, as Command is.
struct Answer : AnswerVariant {
  using AnswerVariant::AnswerVariant;
  Answer();
  Answer(const Answer&);
  Answer(Answer&&) noexcept;
  Answer& operator=(const Answer&);
  Answer& operator=(Answer&&) noexcept;
  ~Answer();
};

/// Lines for a person, aligned, without a final newline. Words pass through model::displayText.
std::string answerText(const Answer& answer);

/// One object with "command" and the fields of DESIGN's table (docs/commands.md); `name` is the command's
/// name. Inputs that were left out are not among `answers`; info has "model": null until a model is open.
nlohmann::ordered_json answerJson(std::string_view name, const Answer& answer);
/// The same as one line.
std::string answerJsonText(std::string_view name, const Answer& answer);

/// The command's name as in commandHelp().
std::string_view commandName(const Command& command);

}  // namespace es::app
