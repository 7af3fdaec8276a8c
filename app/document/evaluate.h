#pragma once

#include "app/document/document.h"

namespace es::app {

/// The parts of `evaluate`: one function a command, from the state before to the state after and the answer.

// evaluate_open.cpp
Outcome evaluateOne(DocumentState state, const OpenCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const InfoCommand& command);
// evaluate_questions.cpp
Outcome evaluateOne(DocumentState state, const NeighborsCommand& command);
Outcome evaluateOne(DocumentState state, const RankCommand& command);
Outcome evaluateOne(DocumentState state, const DotCommand& command);
Outcome evaluateOne(DocumentState state, const MetricCommand& command);
// evaluate_slice.cpp
Outcome evaluateOne(DocumentState state, const SliceCommand& command);
Outcome evaluateOne(DocumentState state, const CentringCommand& command);
Outcome evaluateOne(DocumentState state, const ProjectCommand& command);
// evaluate_drawn.cpp
Outcome evaluateOne(DocumentState state, const ShowCommand& command);
Outcome evaluateOne(DocumentState state, const HideCommand& command);
Outcome evaluateOne(DocumentState state, const SelectCommand& command);
Outcome evaluateOne(DocumentState state, const ClearCommand& command);
// evaluate_softmax.cpp
Outcome evaluateOne(DocumentState state, const SoftmaxCommand& command);
Outcome evaluateOne(DocumentState state, const LogitsCommand& command);
Outcome evaluateOne(DocumentState state, const TemperatureCommand& command);
Outcome evaluateOne(DocumentState state, const CompareCommand& command);
// evaluate_pairs.cpp
Outcome evaluateOne(DocumentState state, const PairsCommand& command);
Outcome evaluateOne(DocumentState state, const FieldCommand& command);
// evaluate_product.cpp
Outcome evaluateOne(DocumentState state, const ProductCommand& command);
// evaluate_directions.cpp
Outcome evaluateOne(DocumentState state, const DirectionsCommand& command, const math::Progress& progress);
// evaluate_matrix.cpp
Outcome evaluateOne(DocumentState state, const VectorCommand& command);
Outcome evaluateOne(DocumentState state, const WalkCommand& command);
Outcome evaluateOne(DocumentState state, const UnembedCommand& command, const math::Progress& progress);
// evaluate_model.cpp
Outcome evaluateOne(DocumentState state, const TokensCommand& command);
Outcome evaluateOne(DocumentState state, const PredictCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const GenerateCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const ParametersCommand& command);
Outcome evaluateOne(DocumentState state, const SamplerCommand& command);
// evaluate_trace.cpp
Outcome evaluateOne(DocumentState state, const TraceCommand& command, const math::Progress& progress);
// evaluate_lens.cpp
Outcome evaluateOne(DocumentState state, const LensCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const AttentionCommand& command, const math::Progress& progress);
// evaluate_story.cpp
Outcome evaluateOne(DocumentState state, const WriteCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const StepCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const BackCommand& command, const math::Progress& progress);
Outcome evaluateOne(DocumentState state, const ChooseCommand& command);
Outcome evaluateOne(DocumentState state, const VisitCommand& command, const math::Progress& progress);

/// The progress of a part as the stretch from `from` to `to` of the whole, which must outlive it.
math::Progress stretch(const math::Progress& whole, double from, double to);

/// What the standing text predicts: `count` guesses of the whole distribution.
PredictAnswer predictAnswer(const ModelState& state, double temperature, int count);

/// The settings, refused where a number is out of its range.
math::SamplerSettings checkedSampler(math::SamplerSettings settings);

/// Asks a question of a space.
std::shared_ptr<const NeighborsAnswer> askNeighbors(const Space& space, const math::Expression& expression,
                                                    math::Metric metric, int count, bool keepInputs);
std::shared_ptr<const DotAnswer> askDots(const Space& space, const math::Expression& expression,
                                         const std::vector<std::string>& words,
                                         const std::vector<std::size_t>& groupSizes);
/// In multiply-adds.
double directionsWork(const DocumentState& state, const DirectionsCommand& command);
/// Each pair's difference beside the formula's direction.
std::shared_ptr<const PairsAnswer> askPairs(const Space& space, const math::Expression& expression,
                                            const std::vector<WordPair>& pairs);
/// The dot products of a formula with words.
std::vector<double> dotLogits(const Space& space, const math::Expression& expression,
                              const std::vector<std::string>& words);

/// The slice that `spec` describes, with every row projected.
std::shared_ptr<const SlicedSpace> sliceSpace(const Space& space, const SliceSpec& spec, bool centred);

/// What is drawn in `state`: the standing question first, then what `show` asked for, each once.
std::vector<math::Expression> drawnExpressions(const DocumentState& state);

}  // namespace es::app
