#include "app/document/document.h"
#include "app/document/session_model.h"

namespace es::app {

namespace {

math::Expression single(const std::string& word) {
  return {{math::Term{1, word}}};
}

/// The question; where none stands, a passing one carries its K, which stays in force.
void addQuestion(std::vector<Command>& commands, const DocumentState& state) {
  if (state.neighbors) {
    const NeighborsAnswer& asked = *state.neighbors;
    commands.push_back(
        NeighborsCommand{asked.expression, state.neighborCount, std::nullopt, asked.keepInputs});
  } else if (state.neighborCount != DocumentState{}.neighborCount) {
    const std::string& word = state.space->table->vocabulary().word(0);
    // By distance, as a vector of zeros would have no cosine.
    commands.push_back(NeighborsCommand{single(word), state.neighborCount, math::Metric::Euclidean, false});
    commands.push_back(HideCommand{});
  }
}

void addDots(std::vector<Command>& commands, const DotAnswer& dots) {
  DotCommand command{dots.expression, {}};
  for (const DotItem& item : dots.items) command.words.push_back(item.word);
  commands.push_back(std::move(command));
}

void addSelection(std::vector<Command>& commands, const DocumentState& state) {
  const auto word =
      state.selected ? std::optional(state.space->table->vocabulary().word(*state.selected)) : std::nullopt;
  const bool selectedByQuestion = state.neighbors && word && state.neighbors->expression == single(*word);
  const bool nothingByQuestion = !word && !state.neighbors;
  if (!selectedByQuestion && !nothingByQuestion) commands.push_back(SelectCommand{word});
}

void addSoftmax(std::vector<Command>& commands, const DocumentState& state) {
  const SoftmaxState& softmax = state.softmax;
  if (softmax.source) {
    commands.push_back(LogitsCommand{*softmax.source, softmax.labels});
  } else if (!softmax.logits.empty()) {
    commands.push_back(SoftmaxCommand{softmax.logits, softmax.labels, std::nullopt});
  }
}

}  // namespace

std::vector<Command> sessionCommands(const DocumentState& state) {
  std::vector<Command> commands;
  if (state.centred) commands.push_back(CentringCommand{true});  // before opening: sliced once
  for (Command& open : openingCommands(state)) commands.push_back(std::move(open));
  if (state.space && !state.neighbors) addQuestion(commands, state);
  commands.push_back(MetricCommand{state.metric});
  if (state.space) {
    commands.push_back(SliceCommand{state.sliceSpec});
    if (state.neighbors) addQuestion(commands, state);
    if (state.dots) addDots(commands, *state.dots);
    if (!state.shown.empty()) commands.push_back(ShowCommand{state.shown});
    addSelection(commands, state);
  }
  double temperature = DocumentState{}.temperature;
  for (Command& asked : modelCommands(state, temperature)) commands.push_back(std::move(asked));
  addSoftmax(commands, state);
  if (state.temperature != temperature) commands.push_back(TemperatureCommand{state.temperature});
  return commands;
}

}  // namespace es::app
