#include <algorithm>

#include "app/command/number_text.h"
#include "app/document/evaluate.h"
#include "app/document/words.h"
#include "math/error.h"

namespace es::app {

namespace {

/// Reports the progress of a part as the stretch from `from` to `to` of the whole.
math::Progress stretch(const math::Progress& whole, double from, double to) {
  return [&whole, from, to](double share) { whole(from + (to - from) * share); };
}

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

OpenAnswer openAnswer(const model::EmbeddingTable& table) {
  const model::TableSource& source = table.source();
  return {source.path, source.format, table.size(), table.dims(), source.warnings};
}

std::uint64_t memoryOf(const model::EmbeddingTable& table) {
  constexpr std::uint64_t perWord = sizeof(std::string) + sizeof(math::Index)  // text, sorted place
                                    + sizeof(std::string_view) + sizeof(math::Index) +
                                    3 * sizeof(void*);  // map
  std::uint64_t bytes = 0;
  for (math::Index row = 0; row < table.size(); ++row) bytes += perWord + table.vocabulary().word(row).size();
  const auto numbers = static_cast<std::uint64_t>(table.rows().size() + table.lengths().size());
  return bytes + numbers * sizeof(float);
}

}  // namespace

std::shared_ptr<const Space> makeSpace(std::shared_ptr<const model::EmbeddingTable> table,
                                       const math::Progress& progress) {
  auto space = std::make_shared<Space>();
  space->table = std::move(table);
  progress(0);
  space->spread = math::measureSpread(space->table->rows());
  space->components =
      math::principalComponents(space->table->rows(), space->spread, 3, stretch(progress, 0.1, 1.0));
  return space;
}

Outcome evaluateOne(DocumentState state, const OpenCommand& command, const math::Progress& progress) {
  auto table = std::make_shared<const model::EmbeddingTable>(
      model::readTable(command.path, command.format, stretch(progress, 0.0, 0.6)));
  OpenAnswer answer = openAnswer(*table);
  std::optional<std::string> selected;
  if (state.selected) selected = state.space->table->vocabulary().word(*state.selected);
  state.space = makeSpace(std::move(table), stretch(progress, 0.6, 0.9));
  state.selected = selected ? state.space->table->vocabulary().findForgiving(*selected) : std::nullopt;
  Mover mover(state, answer.warnings);
  mover.slice();
  progress(1.0);
  mover.formulas();
  mover.question();
  mover.dots();
  mover.logits();
  return {std::move(state), std::move(answer)};
}

Outcome evaluateOne(DocumentState state, const InfoCommand&) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  const model::TableSource& source = table.source();
  InfoAnswer answer{.path = source.path,
                    .name = source.name,
                    .format = source.format,
                    .note = source.note,
                    .rows = table.size(),
                    .dims = table.dims(),
                    .weights = static_cast<std::uint64_t>(table.rows().size()),
                    .memoryBytes = memoryOf(table),
                    .warnings = source.warnings};
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
