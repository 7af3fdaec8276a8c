#pragma once

#include "app/document/document.h"
#include "base/progress.h"

namespace es::app {

/// The document after a command, and what the command answers.
struct Outcome {
  DocumentState state;
  Answer answer;
};

/// True for the commands that act on a DocumentState (not view, files of the application, undo and redo).
[[nodiscard]] bool isDocumentCommand(const Command& command);

/// Computes a document command. A pure function of its arguments and of the files it opens: safe on any
/// thread. Throws es::Error with one line; words that the table lacks are named with the closest spellings it
/// has. What `progress` throws (es::Cancelled) passes through. Formulas are kept in the table's own spelling.
/// `neighbors` makes its formula the standing question (drawn, but not added to `shown`); when it is one
/// word, that is selected, otherwise nothing is. A new metric asks the standing question again. `open` keeps
/// metric, centring and temperature, and of the slice, the questions and the arrows what the new table has
/// words for; what it drops it says in the answer's warnings. A model whose stream does not live among the
/// open words brings its own tokens as the table; the standing text is asked of it again.
[[nodiscard]] Outcome evaluate(const DocumentState& state, const Command& command,
                               const base::Progress& progress);

/// About how many multiply-adds (or file bytes) `evaluate` would take: the window sends what would not fit in
/// a frame to a worker.
[[nodiscard]] double estimatedWork(const DocumentState& state, const Command& command);

/// evaluate, then commit.
Answer applyCommand(Document& document, const Command& command,
                    const base::Progress& progress = base::ignoreProgress());

/// Carries out `undo` or `redo`; throws es::Error where there is nothing to go to.
Answer stepHistory(Document& document, const Command& command);

/// What is computed of a table once, when it is opened.
[[nodiscard]] std::shared_ptr<const Space> makeSpace(std::shared_ptr<const model::EmbeddingTable> table,
                                                     const base::Progress& progress);

/// The parts of `evaluate` and of `estimatedWork`, two functions a command: from the state before to the
/// state after and the answer, and about how many multiply-adds that takes (little where it can only fail).
constexpr double kLittleWork = 1;

// evaluate_open.cpp
Outcome evaluateOne(DocumentState state, const OpenCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const OpenCommand& command);
Outcome evaluateOne(DocumentState state, const InfoCommand& command);
double workOf(const DocumentState& state, const InfoCommand& command);
Outcome evaluateOne(DocumentState state, const ColumnsCommand& command);
double workOf(const DocumentState& state, const ColumnsCommand& command);
// evaluate_questions.cpp
Outcome evaluateOne(DocumentState state, const NeighborsCommand& command);
double workOf(const DocumentState& state, const NeighborsCommand& command);
Outcome evaluateOne(DocumentState state, const RankCommand& command);
double workOf(const DocumentState& state, const RankCommand& command);
Outcome evaluateOne(DocumentState state, const DotCommand& command);
double workOf(const DocumentState& state, const DotCommand& command);
Outcome evaluateOne(DocumentState state, const MetricCommand& command);
double workOf(const DocumentState& state, const MetricCommand& command);
// evaluate_slice.cpp
Outcome evaluateOne(DocumentState state, const SliceCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const SliceCommand& command);
Outcome evaluateOne(DocumentState state, const CentringCommand& command);
double workOf(const DocumentState& state, const CentringCommand& command);
Outcome evaluateOne(DocumentState state, const ProjectCommand& command);
double workOf(const DocumentState& state, const ProjectCommand& command);
// evaluate_drawn.cpp
Outcome evaluateOne(DocumentState state, const ShowCommand& command);
double workOf(const DocumentState& state, const ShowCommand& command);
Outcome evaluateOne(DocumentState state, const HideCommand& command);
double workOf(const DocumentState& state, const HideCommand& command);
Outcome evaluateOne(DocumentState state, const SelectCommand& command);
double workOf(const DocumentState& state, const SelectCommand& command);
Outcome evaluateOne(DocumentState state, const ClearCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const ClearCommand& command);
// evaluate_softmax.cpp
Outcome evaluateOne(DocumentState state, const SoftmaxCommand& command);
double workOf(const DocumentState& state, const SoftmaxCommand& command);
Outcome evaluateOne(DocumentState state, const LogitsCommand& command);
double workOf(const DocumentState& state, const LogitsCommand& command);
Outcome evaluateOne(DocumentState state, const TemperatureCommand& command);
inline double workOf(const DocumentState& /*state*/, const TemperatureCommand& /*command*/) {
  return kLittleWork;
}
Outcome evaluateOne(DocumentState state, const CompareCommand& command);
inline double workOf(const DocumentState& /*state*/, const CompareCommand& /*command*/) {
  return kLittleWork;
}
// evaluate_pairs.cpp
Outcome evaluateOne(DocumentState state, const PairsCommand& command);
double workOf(const DocumentState& state, const PairsCommand& command);
Outcome evaluateOne(DocumentState state, const FieldCommand& command);
inline double workOf(const DocumentState& /*state*/, const FieldCommand& /*command*/) {
  return kLittleWork;
}
// evaluate_product.cpp
Outcome evaluateOne(DocumentState state, const ProductCommand& command);
inline double workOf(const DocumentState& /*state*/, const ProductCommand& /*command*/) {
  return kLittleWork;
}
// evaluate_directions.cpp
Outcome evaluateOne(DocumentState state, const DirectionsCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const DirectionsCommand& command);
// evaluate_topics.cpp
Outcome evaluateOne(DocumentState state, const TopicsCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const TopicsCommand& command);
Outcome evaluateOne(DocumentState state, const ColorCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const ColorCommand& command);
// evaluate_where.cpp
Outcome evaluateOne(DocumentState state, const WhereCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const WhereCommand& command);
Outcome evaluateOne(DocumentState state, const LabelCommand& command);
inline double workOf(const DocumentState& /*state*/, const LabelCommand& /*command*/) {
  return kLittleWork;
}
// evaluate_matrix.cpp
Outcome evaluateOne(DocumentState state, const VectorCommand& command);
inline double workOf(const DocumentState& /*state*/, const VectorCommand& /*command*/) {
  return kLittleWork;
}
Outcome evaluateOne(DocumentState state, const WalkCommand& command);
inline double workOf(const DocumentState& /*state*/, const WalkCommand& /*command*/) {
  return kLittleWork;
}
Outcome evaluateOne(DocumentState state, const UnembedCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const UnembedCommand& command);
// evaluate_model.cpp
Outcome evaluateOne(DocumentState state, const TokensCommand& command);
double workOf(const DocumentState& state, const TokensCommand& command);
Outcome evaluateOne(DocumentState state, const PredictCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const PredictCommand& command);
Outcome evaluateOne(DocumentState state, const GenerateCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const GenerateCommand& command);
Outcome evaluateOne(DocumentState state, const ParametersCommand& command);
inline double workOf(const DocumentState& /*state*/, const ParametersCommand& /*command*/) {
  return kLittleWork;
}
Outcome evaluateOne(DocumentState state, const SamplerCommand& command);
inline double workOf(const DocumentState& /*state*/, const SamplerCommand& /*command*/) {
  return kLittleWork;
}
// evaluate_trace.cpp
Outcome evaluateOne(DocumentState state, const TraceCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const TraceCommand& command);
// evaluate_lens.cpp
Outcome evaluateOne(DocumentState state, const LensCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const LensCommand& command);
Outcome evaluateOne(DocumentState state, const AttentionCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const AttentionCommand& command);
// evaluate_story.cpp
Outcome evaluateOne(DocumentState state, const WriteCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const WriteCommand& command);
Outcome evaluateOne(DocumentState state, const StepCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const StepCommand& command);
Outcome evaluateOne(DocumentState state, const BackCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const BackCommand& command);
Outcome evaluateOne(DocumentState state, const ChooseCommand& command);
double workOf(const DocumentState& state, const ChooseCommand& command);
Outcome evaluateOne(DocumentState state, const VisitCommand& command, const base::Progress& progress);
double workOf(const DocumentState& state, const VisitCommand& command);

/// What the standing text predicts: `count` guesses of the whole distribution.
[[nodiscard]] PredictAnswer predictAnswer(const ModelState& state, const TextState& text, double temperature,
                                          int count);

/// The settings, refused where a number is out of its range.
[[nodiscard]] math::SamplerSettings checkedSampler(math::SamplerSettings settings);

/// Asks a question of a space.
[[nodiscard]] std::shared_ptr<const NeighborsAnswer> askNeighbors(const Space& space,
                                                                  const math::Expression& expression,
                                                                  math::Metric metric, int count,
                                                                  bool keepInputs);
[[nodiscard]] std::shared_ptr<const DotAnswer> askDots(const Space& space, const math::Expression& expression,
                                                       const std::vector<std::string>& words,
                                                       const std::vector<std::size_t>& groupSizes);
/// Each pair's difference beside the formula's direction.
[[nodiscard]] std::shared_ptr<const PairsAnswer> askPairs(const Space& space,
                                                          const math::Expression& expression,
                                                          const std::vector<WordPair>& pairs);
/// The dot products of a formula with words.
[[nodiscard]] std::vector<double> dotLogits(const Space& space, const math::Expression& expression,
                                            const std::vector<std::string>& words);

/// The slice that `spec` describes, with every row projected.
[[nodiscard]] std::shared_ptr<const SlicedSpace> sliceSpace(const Space& space, const SliceSpec& spec,
                                                            bool centred, const base::Progress& progress);

}  // namespace es::app
