#include "app/evaluate/evaluate.h"

#include <cassert>

#include "app/command/command_text.h"
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

/// What the traits say of a command and what is written for it here agree.
template <class C>
constexpr bool wellFormed() {
  constexpr bool kEvaluated = StateCommand<C> || LongStateCommand<C>;
  constexpr bool kEstimated = requires(const DocumentState& state, const C& command) {
    workOf(state, command);
  };
  return kEvaluated == (CommandTraits<C>::kind == CommandKind::Document) && kEvaluated == kEstimated;
}

/// The rows may lie in a file that somebody has cut or rewritten; another table can be opened then.
void requireIntact(const DocumentState& state) {
  if (state.space) state.space->table->requireIntact();
}

/// A command that went through all rows leaves none of their pages with this process where they are mapped:
/// the next one gets them back within milliseconds, and what is drawn meanwhile needs the memory.
void releaseWhatWasRead(double work, const DocumentState& after) {
  if (!after.space) return;
  const auto numbers = static_cast<double>(after.space->table->rows().size());
  if (work >= numbers) after.space->table->releasePages();
}

}  // namespace

bool isDocumentCommand(const Command& command) {
  return factsOf(command).kind == CommandKind::Document;
}

Outcome evaluate(const DocumentState& state, const Command& command, const base::Progress& progress) {
  if (!std::holds_alternative<OpenCommand>(command)) requireIntact(state);
  const double work = estimatedWork(state, command);  // before: what is found once takes little then
  Outcome outcome = std::visit(
      [&]<class C>(const C& one) -> Outcome {
        static_assert(wellFormed<C>());
        if constexpr (LongStateCommand<C>) return evaluateOne(state, one, progress);
        if constexpr (StateCommand<C>) return evaluateOne(state, one);
        assert(false && "not a document command");
        return {state, MessageAnswer{}};
      },
      command);
  requireIntact(outcome.state);  // or what is missing was taken for zeros
  releaseWhatWasRead(work, outcome.state);
  return outcome;
}

Answer applyCommand(Document& document, const Command& command, const base::Progress& progress) {
  Outcome outcome = evaluate(document.state(), command, progress);
  document.commit(std::move(outcome.state));
  return std::move(outcome.answer);
}

Answer stepHistory(Document& document, const Command& command) {
  const bool undoes = std::holds_alternative<UndoCommand>(command);
  assert(factsOf(command).kind == CommandKind::History);
  if (undoes) {
    document.undo();
  } else {
    document.redo();
  }
  return MessageAnswer{undoes ? "undone" : "redone"};
}

double estimatedWork(const DocumentState& state, const Command& command) {
  return std::visit(
      [&]<class C>(const C& one) {
        if constexpr (CommandTraits<C>::kind == CommandKind::Document) return workOf(state, one);
        return kLittleWork;
      },
      command);
}

}  // namespace es::app
