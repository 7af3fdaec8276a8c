#pragma once

#include <vector>

#include "app/document/document.h"

namespace es::app {

/// The part of sessionCommands that opens the table and the model, in the order in which both end up open.
std::vector<Command> openingCommands(const DocumentState& state);

/// The part that draws the model's paths again, which formulas and the slice may speak of.
std::vector<Command> traceCommands(const ModelState& model);

/// The part that asks the model again: text, lens, attention, story, sampler. `temperature`: in force
/// before these commands; after them, what they leave in force.
std::vector<Command> modelCommands(const DocumentState& state, double& temperature);

}  // namespace es::app
