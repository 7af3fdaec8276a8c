#include "app/evaluate/evaluate.h"

#include <algorithm>
#include <cassert>

#include "app/evaluate/model_work.h"
#include "app/evaluate/space_search.h"
#include "base/error.h"
#include "base/progress.h"

namespace es::app {

namespace {

template <class C>
concept StateCommand = requires(DocumentState state, const C& command) {
  evaluateOne(state, command);
};

template <class C>
concept LongStateCommand = requires(DocumentState state, const C& command, const base::Progress& progress) {
  evaluateOne(state, command, progress);
};

/// The size of the work, in multiply-adds.
struct WorkOf {
  const DocumentState& state;
  double rows = 0, dims = 0;
  bool asked = false;  // a question stands
  double drawn = 0;    // formulas
  double search = 0;
  double all() const { return rows * dims; }
  double slicing() const { return 2 * 3 * all(); }  // projection, and the variance that it shows

  double operator()(const OpenCommand&) const { return 1e18; }  // never short: it reads a file
  double operator()(const InfoCommand&) const { return rows; }
  double operator()(const NeighborsCommand&) const { return search; }
  double operator()(const RankCommand& c) const { return c.metric && asked ? all() + search : all(); }
  double operator()(const MetricCommand&) const { return asked ? search : 0; }
  double operator()(const SliceCommand&) const { return slicing(); }
  double operator()(const CentringCommand&) const { return slicing(); }
  double operator()(const DotCommand& c) const { return 3 * dims * static_cast<double>(c.words.size()); }
  double operator()(const ProjectCommand& c) const { return 6 * dims * static_cast<double>(c.words.size()); }
  double operator()(const LogitsCommand& c) const { return dims * static_cast<double>(c.words.size()); }
  double operator()(const ShowCommand& c) const {
    return 6 * dims * (drawn + static_cast<double>(c.expressions.size()));
  }
  double operator()(const HideCommand&) const { return 6 * dims * drawn; }
  double operator()(const SelectCommand&) const { return 6 * dims * drawn; }
  double operator()(const PairsCommand& c) const { return 6 * dims * static_cast<double>(c.pairs.size()); }
  double operator()(const DirectionsCommand& c) const { return directionsWork(state, c); }
  double operator()(const SoftmaxCommand& c) const { return 10 * static_cast<double>(c.logits.size()); }
  template <class Other>
  double operator()(const Other& c) const {
    if constexpr (requires { modelWork(state, c); }) return modelWork(state, c);
    return 1;
  }
};

/// The rows may lie in a file that somebody has cut or rewritten; another table can be opened then.
void requireIntact(const DocumentState& state) {
  if (state.space) state.space->table->requireIntact();
}

/// A command that went through all rows leaves none of their pages with this process where they are mapped:
/// the next one gets them back within milliseconds, and what is drawn meanwhile needs the memory.
void releaseWhatWasRead(const DocumentState& before, const Command& command, const DocumentState& after) {
  if (!after.space) return;
  const auto numbers = static_cast<double>(after.space->table->rows().size());
  if (estimatedWork(before, command) >= numbers) after.space->table->releasePages();
}

}  // namespace

bool isDocumentCommand(const Command& command) {
  return std::visit([]<class C>(const C&) { return StateCommand<C> || LongStateCommand<C>; }, command);
}

Outcome evaluate(const DocumentState& state, const Command& command, const base::Progress& progress) {
  if (!std::holds_alternative<OpenCommand>(command)) requireIntact(state);
  Outcome outcome = std::visit(
      [&]<class C>(const C& one) -> Outcome {
        if constexpr (LongStateCommand<C>) return evaluateOne(state, one, progress);
        if constexpr (StateCommand<C>) return evaluateOne(state, one);
        assert(false && "not a document command");
        return {state, MessageAnswer{}};
      },
      command);
  requireIntact(outcome.state);  // or what is missing was taken for zeros
  releaseWhatWasRead(state, command, outcome.state);
  return outcome;
}

Answer applyCommand(Document& document, const Command& command, const base::Progress& progress) {
  Outcome outcome = evaluate(document.state(), command, progress);
  document.commit(std::move(outcome.state));
  return std::move(outcome.answer);
}

double estimatedWork(const DocumentState& state, const Command& command) {
  WorkOf work{.state = state,
              .asked = state.neighbors != nullptr,
              .drawn = static_cast<double>(state.shown.size()) + 1};
  if (state.space) {
    work.rows = static_cast<double>(state.space->table->size());
    work.dims = static_cast<double>(state.space->table->dims());
    work.search = searchWork(*state.space);
  }
  return std::visit(work, command);
}

}  // namespace es::app
