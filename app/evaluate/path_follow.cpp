#include "app/evaluate/path_follow.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "app/document/product_state.h"
#include "app/document/states.h"
#include "app/document/trace_text.h"
#include "app/evaluate/evaluate.h"

namespace es::app {

namespace {

/// A drawn path by where it starts and ends, and the middle of the words nearest to its end.
struct PathEnds {
  math::Vector start, end, words;
};

PathEnds endsOf(const TokenTrace& token, const model::EmbeddingTable& table) {
  PathEnds path{token.vectors.row(0).transpose(), token.vectors.row(token.vectors.rows() - 1).transpose(),
                math::Vector::Zero(table.dims())};
  int count = 0;
  for (const WordNear& near : token.endWords) {
    const auto row = table.vocabulary().find(near.word);
    if (!row) continue;
    path.words += table.vector(*row);
    ++count;
  }
  if (count == 0) path.words = path.end;
  if (count > 1) path.words /= static_cast<float>(count);
  return path;
}

math::Vector meanOf(const std::vector<PathEnds>& paths, math::Vector PathEnds::*which) {
  math::Vector sum = math::Vector::Zero((paths.front().*which).size());
  for (const PathEnds& path : paths) sum += path.*which;
  return sum / static_cast<float>(paths.size());
}

/// Of unit length; of a length of zero as it is.
math::Vector unit(const math::Vector& vector) {
  const float length = vector.norm();
  return length > 0 ? math::Vector(vector / length) : vector;
}

/// For each path a direction in which its end and its words lie apart from the others' together, and the way
/// from the start. States lie off all words in one common direction, which would part each end from its own
/// words: it does not count.
math::RowMatrix differencesIn(const std::vector<PathEnds>& paths) {
  const math::Vector end = meanOf(paths, &PathEnds::end), words = meanOf(paths, &PathEnds::words);
  const math::Vector common = unit(words - end);
  const auto withoutCommon = [&](const math::Vector& vector) {
    return math::Vector(vector - vector.dot(common) * common);
  };
  math::RowMatrix rows(2 * std::ssize(paths), end.size());
  math::Index next = 0;
  for (const PathEnds& path : paths) {
    const float apart = (path.end - end).norm();
    rows.row(next++) = apart * withoutCommon(unit(path.end - end) + unit(path.words - words)).transpose();
    rows.row(next++) = withoutCommon(path.start - end).transpose();
  }
  return rows;
}

using Stands = std::function<bool(const math::Expression&)>;

/// What speaks of states that are gone.
class Cleaner {
 public:
  Cleaner(DocumentState& state, Stands stands) : m_state(state), m_stands(std::move(stands)) {}

  void clean() {
    std::erase_if(m_state.shown, [&](const auto& formula) { return !stands(formula); });
    if (m_state.neighbors && !stands(m_state.neighbors->expression)) {
      m_state.neighbors = nullptr;
      m_state.selected = std::nullopt;
    }
    for (auto* dots : {&m_state.dots, &m_state.dotsBefore})
      if (*dots && !stands((*dots)->expression)) *dots = nullptr;
    if (m_state.pairs && !stands(m_state.pairs->expression)) m_state.pairs = nullptr;
    if (m_state.field && !stands(*m_state.field)) m_state.field = std::nullopt;
    const auto& product = m_state.product;
    if (product && !std::ranges::all_of(product->vectors, [&](const auto& vector) { return stands(vector); }))
      m_state.product = nullptr;
    if (m_state.softmax.source && !stands(*m_state.softmax.source)) m_state.softmax.source = std::nullopt;
    if (m_state.color.direction && !stands(*m_state.color.direction)) {
      m_state.color = {};
      m_state.coloring = nullptr;
    }
  }

 private:
  [[nodiscard]] bool stands(const math::Expression& formula) const { return m_stands(formula); }

  DocumentState& m_state;
  Stands m_stands;
};

}  // namespace

std::shared_ptr<const math::RowMatrix> pathPlaces(const DocumentState& state) {
  if (!state.space || state.model.space.dims != state.space->table->dims()) return nullptr;
  const bool anyNamed =
      std::ranges::any_of(state.model.traces, [](const auto& trace) { return trace->tokens.size() == 1; });
  std::vector<PathEnds> paths;
  for (const auto& trace : state.model.traces) {
    if (anyNamed && trace->tokens.size() > 1) continue;
    for (const TokenTrace& token : trace->tokens)
      if (token.vectors.rows() > 0) paths.push_back(endsOf(token, *state.space->table));
  }
  if (paths.empty()) return nullptr;
  return std::make_shared<const math::RowMatrix>(differencesIn(paths));
}

namespace {

void sliceBy(DocumentState& state, SliceSpec spec, const base::Progress& progress) {
  state.sliced = sliceSpace(*state.space, spec, state.centred, progress);
  state.sliceSpec = std::move(spec);
  placeTraces(state);
}

}  // namespace

void followFilter(DocumentState& state, const base::Progress& progress) {
  const Stands stands = [](const math::Expression& formula) { return !namesFilterMean(formula); };
  Cleaner(state, stands).clean();
  if (!std::ranges::all_of(state.sliceSpec.axes, stands)) sliceBy(state, {}, progress);
}

void followPaths(DocumentState& state, const base::Progress& progress) {
  Cleaner(state, [&](const math::Expression& formula) { return statesStand(formula, state.model); }).clean();
  if (!state.space) return;
  SliceSpec spec = state.sliceSpec;
  if (spec.kind == SliceKind::Path) spec.places = pathPlaces(state);
  const bool lost = spec.kind == SliceKind::Path && !spec.places;
  const bool gone =
      !std::ranges::all_of(spec.axes, [&](const auto& axis) { return statesStand(axis, state.model); });
  if (lost || gone) spec = {};
  if (spec == state.sliceSpec) return;
  sliceBy(state, std::move(spec), progress);
}

}  // namespace es::app
