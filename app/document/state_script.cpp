#include <algorithm>

#include "app/document/directions_state.h"
#include "app/document/document.h"
#include "app/document/model_script.h"
#include "app/document/product_state.h"

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
    for (const PlacedWord& placed : asked.placed)
      commands.push_back(RankCommand{asked.expression, placed.word, std::nullopt});
  } else if (state.neighborCount != DocumentState{}.neighborCount) {
    const std::string& word = state.space->table->vocabulary().word(0);
    // By distance, as a vector of zeros would have no cosine.
    commands.push_back(NeighborsCommand{single(word), state.neighborCount, math::Metric::Euclidean, false});
    commands.push_back(HideCommand{});
  }
}

void addDots(std::vector<Command>& commands, const DotAnswer& dots) {
  DotCommand command{dots.expression, {}, {}};
  for (const DotItem& item : dots.items) {
    command.words.push_back(item.word);
    const auto group = static_cast<std::size_t>(item.group);
    command.groupSizes.resize(std::max(command.groupSizes.size(), group + 1));
    ++command.groupSizes[group];
  }
  if (command.groupSizes.size() == 1) command.groupSizes.clear();
  commands.push_back(std::move(command));
}

void addPairs(std::vector<Command>& commands, const PairsAnswer& pairs) {
  PairsCommand command{pairs.expression, {}};
  for (const PairItem& item : pairs.items) command.pairs.push_back({item.from, item.to});
  commands.push_back(std::move(command));
}

void addDirections(std::vector<Command>& commands, const DirectionsAnswer& directions) {
  commands.push_back(
      DirectionsCommand{directions.count, directions.dims, directions.seed, directions.rounds});
}

/// The column that is pulled out, and what is selected; the former selects its word.
void addSelection(std::vector<Command>& commands, const DocumentState& state) {
  if (state.pulled) {
    commands.push_back(VectorCommand{state.pulled->word});
    if (state.selected == state.pulled->row) return;
  }
  const auto word =
      state.selected ? std::optional(state.space->table->vocabulary().word(*state.selected)) : std::nullopt;
  const bool selectedByQuestion = state.neighbors && word && state.neighbors->expression == single(*word);
  const bool nothingByQuestion = !word && !state.neighbors;
  if (state.pulled || (!selectedByQuestion && !nothingByQuestion)) commands.push_back(SelectCommand{word});
}

void addSoftmax(std::vector<Command>& commands, const DocumentState& state) {
  const SoftmaxState& softmax = state.softmax;
  if (softmax.source) {
    commands.push_back(LogitsCommand{*softmax.source, softmax.labels});
  } else if (!softmax.logits.empty()) {
    commands.push_back(SoftmaxCommand{softmax.logits, softmax.labels, std::nullopt});
  }
}

void addProduct(std::vector<Command>& commands, const ProductState& product) {
  ProductCommand command{product.vectors, {}, {}, {}};
  if (product.answer.moved) {
    command.first = product.answer.plane[0];
    command.second = product.answer.plane[1];
  }
  commands.push_back(std::move(command));
}

}  // namespace

std::vector<Command> sessionCommands(const DocumentState& state) {
  std::vector<Command> commands;
  if (state.centred) commands.push_back(CentringCommand{true});  // before opening: sliced once
  for (Command& open : openingCommands(state)) commands.push_back(std::move(open));
  if (state.filter) commands.push_back(WhereCommand{state.filter->condition});  // formulas may name its mean
  if (!state.labelColumn.empty()) commands.push_back(LabelCommand{state.labelColumn});
  for (Command& trace : traceCommands(state.model)) commands.push_back(std::move(trace));
  if (state.space && !state.neighbors) addQuestion(commands, state);
  commands.push_back(MetricCommand{state.metric});
  if (state.space) {
    commands.push_back(SliceCommand{state.sliceSpec});
    if (state.color.kind != ColorKind::ByItself) commands.push_back(ColorCommand{state.color});
    if (state.neighbors) addQuestion(commands, state);
    if (state.dots) addDots(commands, *state.dots);
    if (state.pairs) addPairs(commands, *state.pairs);
    if (state.field) commands.push_back(FieldCommand{state.field});
    if (!state.shown.empty()) commands.push_back(ShowCommand{state.shown});
    addSelection(commands, state);
    if (state.product) addProduct(commands, *state.product);
  }
  double temperature = DocumentState{}.temperature;
  for (Command& asked : modelCommands(state, temperature)) commands.push_back(std::move(asked));
  addSoftmax(commands, state);
  if (state.temperature != temperature) commands.push_back(TemperatureCommand{state.temperature});
  if (state.directions) addDirections(commands, state.directions->answer);
  if (state.besideTemperature) commands.push_back(CompareCommand{state.besideTemperature});
  return commands;
}

}  // namespace es::app
