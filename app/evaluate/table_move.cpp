#include "app/evaluate/table_move.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/command/text/arguments.h"
#include "app/document/matrix_column.h"
#include "app/document/product_state.h"
#include "app/document/stream_space.h"
#include "app/document/trace_text.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/make_coloring.h"
#include "app/evaluate/path_follow.h"
#include "base/error.h"
#include "base/progress.h"

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
  return spec.kind != SliceKind::Path && hasAllWords(spec.words, table) &&
         std::all_of(spec.axes.begin(), spec.axes.end(),
                     [&](const auto& axis) { return hasAllWords(axis, table); });
}

/// Brings over from the state before what the new table can hold; says what it cannot.
class Mover {
 public:
  Mover(DocumentState& state, std::vector<std::string>& warnings, const base::Progress& progress)
      : m_state(state), m_warnings(warnings), m_progress(progress) {}

  void slice() {
    const bool kept = specHolds(m_state.sliceSpec, table()) && succeeds([&] {
                        m_state.sliced =
                            sliceSpace(*m_state.space, m_state.sliceSpec, m_state.centred, m_progress);
                      });
    if (kept) return;
    warn("the slice cannot be made from these words; principal components are shown instead");
    m_state.sliceSpec = {};
    m_state.sliced = sliceSpace(*m_state.space, m_state.sliceSpec, m_state.centred, m_progress);
  }

  void formulas() {
    const std::size_t gone =
        std::erase_if(m_state.shown, [&](const auto& formula) { return !hasAllWords(formula, table()); });
    for (math::Expression& formula : m_state.shown) formula = inTableSpelling(formula, table());
    if (gone > 0) warn(fmt::format("{} shown formulas hold words that are not here", gone));
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
    warn("the question cannot be asked of these words");
    m_state.neighbors = nullptr;
  }

  void dots() {
    m_state.dotsBefore = nullptr;
    if (!m_state.dots) return;
    std::vector<std::string> words;
    std::vector<std::size_t> groupSizes;
    std::size_t gone = 0;
    int group = -1;
    for (const DotItem& item : m_state.dots->items) {
      if (!table().vocabulary().findForgiving(item.word)) {
        ++gone;
        continue;
      }
      if (item.group != group) groupSizes.push_back(0);
      group = item.group;
      ++groupSizes.back();
      words.push_back(item.word);
    }
    if (gone > 0) warn(fmt::format("{} words of the dot products are not here", gone));
    const math::Expression formula = m_state.dots->expression;
    m_state.dots = nullptr;
    if (!words.empty() && hasAllWords(formula, table())) {
      succeeds([&] {
        m_state.dots = askDots(*m_state.space, inTableSpelling(formula, table()),
                               inTableSpelling(words, table()), groupSizes);
      });
    }
  }

  /// Topics are the new table's own, and come by themselves; without colours it stays without.
  void color() {
    m_state.coloring = nullptr;
    if (m_state.color.kind == ColorKind::Topics) m_state.color = {};
    if (m_state.color.kind == ColorKind::Column) return colorByColumn();
    if (m_state.color.kind != ColorKind::Dot) return;
    const math::Expression formula = *m_state.color.direction;
    const bool kept = hasAllWords(formula, table()) && succeeds([&] {
                        m_state.color.direction = inTableSpelling(formula, table());
                        m_state.coloring = coloringBy(*m_state.space, m_state.color, base::ignoreProgress());
                      });
    if (kept) return;
    warn("the direction that coloured the points holds words that are not here");
    m_state.color = {};
  }

  /// The same condition, where the new table has its columns.
  void filter() {
    if (!m_state.filter) return;
    const model::Condition condition = m_state.filter->condition;
    m_state.filter = nullptr;
    const bool kept =
        succeeds([&] { m_state.filter = filterBy(table(), condition, base::ignoreProgress()); });
    if (!kept) warn("the condition of where names what is not here; all words are shown");
  }

  void labels() {
    if (m_state.labelColumn.empty() || model::findColumn(table(), m_state.labelColumn)) return;
    warn(fmt::format("there is no column {} here to write at the points", shown(m_state.labelColumn)));
    m_state.labelColumn.clear();
  }

  void colorByColumn() {
    const bool kept = succeeds(
        [&] { m_state.coloring = coloringBy(*m_state.space, m_state.color, base::ignoreProgress()); });
    if (kept) return;
    warn(fmt::format("there is no column {} here to colour the points", shown(m_state.color.column)));
    m_state.color = {};
  }

  void pairs() {
    if (!m_state.pairs) return;
    const auto isHere = [&](const std::string& word) {
      return table().vocabulary().findForgiving(word).has_value();
    };
    std::vector<WordPair> pairs;
    for (const PairItem& item : m_state.pairs->items)
      if (isHere(item.from) && isHere(item.to)) pairs.push_back({item.from, item.to});
    const std::size_t gone = m_state.pairs->items.size() - pairs.size();
    if (gone > 0) warn(fmt::format("{} pairs hold words that are not here", gone));
    const math::Expression formula = m_state.pairs->expression;
    m_state.pairs = nullptr;
    if (!pairs.empty() && hasAllWords(formula, table()))
      succeeds([&] { m_state.pairs = askPairs(*m_state.space, inTableSpelling(formula, table()), pairs); });
  }

  void field() {
    if (!m_state.field) return;
    if (hasAllWords(*m_state.field, table())) {
      m_state.field = inTableSpelling(*m_state.field, table());
      return;
    }
    warn("the direction that was drawn all over holds words that are not here");
    m_state.field = std::nullopt;
  }

  void column() {
    if (!m_state.pulled) return;
    const auto row = table().vocabulary().findForgiving(m_state.pulled->word);
    if (!row) warn("the word whose column was pulled out is not here");
    m_state.pulled = row ? std::make_shared<const VectorAnswer>(columnOf(table(), *row)) : nullptr;
  }

  /// The words' own vectors again, also where they had been moved by hand: the plane is another one.
  void product() {
    if (!m_state.product) return;
    const std::vector<math::Expression> vectors = m_state.product->vectors;
    const bool kept =
        std::ranges::all_of(vectors, [&](const auto& vector) { return hasAllWords(vector, table()); }) &&
        succeeds([&] { m_state.product = ownProduct(*m_state.space, vectors); });
    if (kept) return;
    warn("the dot-product lab's vectors hold words that are not here");
    m_state.product = nullptr;
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
  void warn(std::string_view line) { m_warnings.emplace_back(line); }
  [[nodiscard]] const model::EmbeddingTable& table() const { return *m_state.space->table; }

  DocumentState& m_state;
  std::vector<std::string>& m_warnings;
  base::Progress m_progress;  // of the slice
};

}  // namespace

DocumentState withTable(DocumentState state, std::shared_ptr<const model::EmbeddingTable> table,
                        std::vector<std::string>& warnings, const base::Progress& progress) {
  std::optional<std::string> selected;
  if (state.selected) selected = state.space->table->vocabulary().word(*state.selected);
  state.space = makeSpace(std::move(table), base::stretch(progress, 0.0, 0.7));
  state.selected = selected ? state.space->table->vocabulary().findForgiving(*selected) : std::nullopt;
  Mover mover(state, warnings, base::stretch(progress, 0.7, 0.8));
  mover.slice();
  progress(0.8);
  mover.filter();
  mover.labels();
  mover.formulas();
  mover.question();
  mover.dots();
  mover.color();
  mover.pairs();
  mover.field();
  mover.column();
  mover.product();
  mover.logits();
  if (state.model.model) {
    state.model.space = streamSpace(*state.model.model, state.space.get());
    redoTraces(state, warnings, base::stretch(progress, 0.8, 1.0));
    followPaths(state, base::ignoreProgress());
  }
  progress(1.0);
  return state;
}

}  // namespace es::app
