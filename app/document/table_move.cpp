#include "app/document/table_move.h"

#include <algorithm>

#include "app/document/evaluate.h"
#include "app/document/stream_space.h"
#include "app/document/trace_text.h"
#include "app/document/words.h"
#include "math/error.h"

namespace es::app {

namespace {

/// Runs what may not be possible in a new table; false when it is not.
template <class Attempt>
bool succeeds(const Attempt& attempt) {
  try {
    attempt();
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool specHolds(const SliceSpec& spec, const model::EmbeddingTable& table) {
  return hasAllWords(spec.words, table) &&
         std::all_of(spec.axes.begin(), spec.axes.end(),
                     [&](const auto& axis) { return hasAllWords(axis, table); });
}

/// Brings over from the state before what the new table can hold; says what it cannot.
class Mover {
 public:
  Mover(DocumentState& state, std::vector<std::string>& warnings) : m_state(state), m_warnings(warnings) {}

  void slice() {
    const bool kept = specHolds(m_state.sliceSpec, table()) && succeeds([&] {
                        m_state.sliced = sliceSpace(*m_state.space, m_state.sliceSpec, m_state.centred);
                      });
    if (kept) return;
    m_warnings.push_back("the slice cannot be made from these words; principal components are shown instead");
    m_state.sliceSpec = {};
    m_state.sliced = sliceSpace(*m_state.space, m_state.sliceSpec, m_state.centred);
  }

  void formulas() {
    const std::size_t gone =
        std::erase_if(m_state.shown, [&](const auto& formula) { return !hasAllWords(formula, table()); });
    for (math::Expression& formula : m_state.shown) formula = inTableSpelling(formula, table());
    if (gone > 0) m_warnings.push_back(std::to_string(gone) + " shown formulas hold words that are not here");
  }

  void question() {
    if (!m_state.neighbors) return;
    const NeighborsAnswer before = *m_state.neighbors;
    const bool kept = hasAllWords(before.expression, table()) && succeeds([&] {
                        m_state.neighbors =
                            askNeighbors(*m_state.space, inTableSpelling(before.expression, table()),
                                         before.metric, before.count, before.keepInputs);
                      });
    if (kept) return;
    m_warnings.push_back("the question cannot be asked of these words");
    m_state.neighbors = nullptr;
  }

  void dots() {
    if (!m_state.dots) return;
    std::vector<std::string> words;
    for (const DotItem& item : m_state.dots->items) words.push_back(item.word);
    const auto missing = [&](const auto& word) { return !table().vocabulary().findForgiving(word); };
    const std::size_t gone = std::erase_if(words, missing);
    if (gone > 0) m_warnings.push_back(std::to_string(gone) + " words of the dot products are not here");
    const math::Expression formula = m_state.dots->expression;
    m_state.dots = nullptr;
    if (!words.empty() && hasAllWords(formula, table())) {
      succeeds([&] {
        m_state.dots =
            askDots(*m_state.space, inTableSpelling(formula, table()), inTableSpelling(words, table()));
      });
    }
  }

  /// Logits whose words are not here stay as plain numbers.
  void logits() {
    SoftmaxState& softmax = m_state.softmax;
    if (!softmax.source) return;
    const bool kept =
        hasAllWords(*softmax.source, table()) && hasAllWords(softmax.labels, table()) && succeeds([&] {
          softmax.logits = dotLogits(*m_state.space, *softmax.source, softmax.labels);
          softmax.source = inTableSpelling(*softmax.source, table());
          softmax.labels = inTableSpelling(softmax.labels, table());
        });
    if (!kept) softmax.source = std::nullopt;
  }

 private:
  const model::EmbeddingTable& table() const { return *m_state.space->table; }

  DocumentState& m_state;
  std::vector<std::string>& m_warnings;
};

}  // namespace

DocumentState withTable(DocumentState state, std::shared_ptr<const model::EmbeddingTable> table,
                        std::vector<std::string>& warnings, const math::Progress& progress) {
  std::optional<std::string> selected;
  if (state.selected) selected = state.space->table->vocabulary().word(*state.selected);
  state.space = makeSpace(std::move(table), stretch(progress, 0.0, 0.7));
  state.selected = selected ? state.space->table->vocabulary().findForgiving(*selected) : std::nullopt;
  Mover mover(state, warnings);
  mover.slice();
  progress(0.8);
  mover.formulas();
  mover.question();
  mover.dots();
  mover.logits();
  if (state.model.model) {
    state.model.space = streamSpace(*state.model.model, state.space.get());
    redoTraces(state, warnings, stretch(progress, 0.8, 1.0));
  }
  progress(1.0);
  return state;
}

}  // namespace es::app
