#include "app/document/document.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/progress.h"

namespace es::app {

namespace {

constexpr std::size_t kMostSteps = 200;

void push(std::vector<DocumentState>& steps, DocumentState state) {
  if (steps.size() == kMostSteps) steps.erase(steps.begin());
  steps.push_back(std::move(state));
}

DocumentState pop(std::vector<DocumentState>& steps) {
  DocumentState state = std::move(steps.back());
  steps.pop_back();
  return state;
}

/// The first table, or the first model beside a table that stays.
bool isFirstOpening(const DocumentState& before, const DocumentState& after) {
  if (!before.space) return after.space != nullptr;
  return !before.model.model && after.model.model && before.space == after.space;
}

}  // namespace

std::vector<math::Expression> drawnExpressions(const DocumentState& state) {
  std::vector<math::Expression> drawn;
  if (state.neighbors) drawn.push_back(state.neighbors->expression);
  for (const math::Expression& expression : state.shown)
    if (std::ranges::find(drawn, expression) == drawn.end()) drawn.push_back(expression);
  return drawn;
}

void Document::commit(DocumentState state, bool mergeWithLast) {
  if (!mergeWithLast) m_stepIsOpen = false;
  if (state == m_state) return;
  const bool starts = m_past.empty() && (isFirstOpening(m_state, state) || (mergeWithLast && m_starting));
  m_starting = starts;
  if (starts) {  // nothing to go back to
    m_state = std::move(state);
    ++m_revision;
    return;
  }
  if (!m_stepIsOpen) push(m_past, m_state);
  m_state = std::move(state);
  m_future.clear();
  m_stepIsOpen = true;
  ++m_revision;
  if (m_past.back() == m_state) {  // dragged back to where it began: no step is left
    m_past.pop_back();
    m_stepIsOpen = false;
  }
}

void Document::undo() {
  if (m_past.empty()) throw Error("there is nothing to undo");
  push(m_future, std::exchange(m_state, pop(m_past)));
  m_stepIsOpen = false;
  ++m_revision;
}

void Document::redo() {
  if (m_future.empty()) throw Error("there is nothing to redo");
  push(m_past, std::exchange(m_state, pop(m_future)));
  m_stepIsOpen = false;
  ++m_revision;
}

}  // namespace es::app
