#pragma once

#include "app/document/document.h"

namespace es::app {

/// estimatedWork of the language model's commands, in multiply-adds; little where no model is open, as then
/// they only fail.
double modelWork(const DocumentState& state, const TokensCommand& command);
double modelWork(const DocumentState& state, const PredictCommand& command);
double modelWork(const DocumentState& state, const GenerateCommand& command);
double modelWork(const DocumentState& state, const TraceCommand& command);
double modelWork(const DocumentState& state, const LensCommand& command);
double modelWork(const DocumentState& state, const AttentionCommand& command);
double modelWork(const DocumentState& state, const UnembedCommand& command);
double modelWork(const DocumentState& state, const WriteCommand& command);
double modelWork(const DocumentState& state, const StepCommand& command);
double modelWork(const DocumentState& state, const BackCommand& command);
double modelWork(const DocumentState& state, const ChooseCommand& command);
double modelWork(const DocumentState& state, const VisitCommand& command);

}  // namespace es::app
