#include "app/document/shown_share.h"
#include "app/document/states.h"
#include "app/document/trace_text.h"
#include "app/document/words.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/make_coloring.h"
#include "app/evaluate/path_follow.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/progress.h"
#include "math/linear/question_slice.h"

namespace es::app {

namespace {

math::Slice fitTo(const Space& space, const std::vector<std::string>& words, bool centred) {
  if (words.empty()) throw Error("a slice that fits words needs at least one word");
  const std::vector<math::Index> rows = rowsOf(words, *space.table);
  math::RowMatrix vectors = gather(rows, *space.table);
  if (centred) vectors.rowwise() -= space.spread.mean.transpose();  // as the slice will see them
  return math::fitSlice(vectors, math::pcaSlice(space.components));
}

/// The principal components of the topics' means, each of which counts once.
math::Slice topicsSlice(const Space& space, int topics, const base::Progress& progress) {
  const auto coloring = coloringBy(space, {ColorKind::Topics, topics, {}}, progress);
  return math::pcaSlice(math::principalAnalysis(coloring->means, 3, base::ignoreProgress()).components);
}

constexpr std::size_t kAnswersOfWord = 10, kAnswersOfFormula = 5;

/// A question's slice stands for itself: it names its formula and the answers that it is fitted to; that of
/// the paths has the places that it is fitted to.
SliceSpec resolvedSpec(SliceSpec spec, const DocumentState& state) {
  if (spec.kind == SliceKind::Path) {
    spec.places = pathPlaces(state);
    if (!spec.places)
      throw Error("no path is drawn that a slice could show; try: trace \"the old king\" king");
    const auto& standing = state.sliceSpec.places;
    if (standing && standing->rows() == spec.places->rows() && *standing == *spec.places)
      return state.sliceSpec;
    return spec;
  }
  if (spec.kind != SliceKind::Question || !spec.axes.empty()) return spec;
  if (!state.neighbors) throw Error("no question stands that a slice could show; try: neighbors WORD");
  const NeighborsAnswer& asked = *state.neighbors;
  const std::size_t most = asked.expression.terms.size() > 1 ? kAnswersOfFormula : kAnswersOfWord;
  spec.axes = {asked.expression};
  for (const Neighbor& neighbor : asked.ranked)
    if (!neighbor.isInput && spec.words.size() < most) spec.words.push_back(neighbor.word);
  return spec;
}

/// The arrows that a formula draws: its words', its result's and the difference that it is about, which
/// counts twice: it is short beside the words, which mostly share one direction, and is drawn twice.
void addArrows(const math::Expression& expression, const math::RowMatrix& words,
               math::QuestionVectors& vectors) {
  const math::Vector result = math::evaluate(expression, words);
  const auto add = [&](const math::Vector& arrow, double weight) {
    const math::Index count = vectors.arrows.rows();
    vectors.arrows.conservativeResize(count + 1, words.cols());
    vectors.weights.conservativeResize(count + 1);
    vectors.arrows.row(count) = arrow.transpose();
    vectors.weights[count] = weight;
  };
  vectors.arrows.resize(0, words.cols());
  for (math::Index word = 0; word < words.rows(); ++word) add(words.row(word).transpose(), 1);
  const auto& terms = expression.terms;
  if (terms.size() < 2) return;
  constexpr double kDifference = 2, kSide = 1.2;
  const bool pair = terms.size() == 2;
  const bool isDifference = pair && terms[0].factor * terms[1].factor < 0;
  add(result, isDifference ? kDifference : 1);
  if (pair) return;
  const math::Vector first = static_cast<float>(terms[0].factor) * words.row(0).transpose();
  if (terms.size() == 3 && terms[1].factor == -terms[2].factor) {  // the other side of the parallelogram
    const math::Index minus = terms[1].factor < 0 ? 1 : 2;
    add(first - words.row(minus).transpose(), kSide);
  }
  add(result - first, kDifference);
}

/// Where the chain of a formula's terms passes, and its words' tips.
math::RowMatrix drawnPlaces(const math::Expression& expression, const math::RowMatrix& words) {
  math::RowMatrix places(2 * words.rows(), words.cols());
  places.topRows(words.rows()) = words;
  math::Vector tip = math::Vector::Zero(words.cols());
  for (math::Index term = 0; term < words.rows(); ++term) {
    tip += static_cast<float>(expression.terms[static_cast<std::size_t>(term)].factor) *
           words.row(term).transpose();
    places.row(words.rows() + term) = tip.transpose();
  }
  return places;
}

math::Slice sliceOfQuestion(const Space& space, const SliceSpec& spec) {
  const model::EmbeddingTable& table = *space.table;
  if (spec.axes.size() != 1) throw Error("a slice of a question needs its formula");
  const math::Expression& expression = spec.axes[0];
  const math::RowMatrix words = vectorsOf(expression, table);
  const math::RowMatrix answers = gather(rowsOf(spec.words, table), table);
  math::QuestionVectors vectors;
  addArrows(expression, words, vectors);
  vectors.along = words.rowwise().normalized().colwise().sum().transpose();
  vectors.drawn = drawnPlaces(expression, words);
  const bool formula = expression.terms.size() > 1;
  const math::Index tips = formula ? words.rows() + 1 : 1;
  vectors.places.resize(tips + answers.rows(), table.dims());
  vectors.places.topRows(words.rows()) = words;
  vectors.places.row(tips - 1) = math::evaluate(expression, words).transpose();
  vectors.places.bottomRows(answers.rows()) = answers;
  return math::questionSlice(vectors, math::pcaSlice(space.components));
}

math::Slice makeSlice(const Space& space, const SliceSpec& spec, bool centred,
                      const base::Progress& progress) {
  const model::EmbeddingTable& table = *space.table;
  switch (spec.kind) {
    case SliceKind::Random:
      return math::randomSlice(table.dims(), spec.seed);
    case SliceKind::Axes:
      if (spec.axes.size() != 3) throw Error("a slice along axes needs three formulas");
      return math::axesSlice(vectorOf(spec.axes[0], table), vectorOf(spec.axes[1], table),
                             vectorOf(spec.axes[2], table), spec.orthogonal);
    case SliceKind::Fit:
      return fitTo(space, spec.words, centred);
    case SliceKind::Topics:
      return topicsSlice(space, spec.topics, progress);
    case SliceKind::Question:
      return sliceOfQuestion(space, spec);
    case SliceKind::Path:
      return math::fitSlice(*spec.places, math::pcaSlice(space.components));
    case SliceKind::Pca:
      break;
  }
  return math::pcaSlice(space.components);
}

SliceAnswer sliceAnswer(const DocumentState& state) {
  SliceAnswer answer{state.sliceSpec, state.centred, {}, state.sliced->varianceShare};
  const math::Basis& axes = state.sliced->slice.axes;
  for (math::Index axis = 0; axis < 3; ++axis)
    answer.axes.emplace_back(axes.col(axis).data(), axes.col(axis).data() + axes.rows());
  return answer;
}

/// Puts a slice in force; one that is there already is kept, so that nothing has changed.
Outcome reslice(DocumentState state, SliceSpec spec, bool centred, const base::Progress& progress) {
  const Space& space = openSpace(state);
  if (spec != state.sliceSpec || centred != state.centred) {
    state.sliced = sliceSpace(space, spec, centred, progress);
    state.sliceSpec = std::move(spec);
    state.centred = centred;
    placeTraces(state);
  }
  SliceAnswer answer = sliceAnswer(state);
  return {std::move(state), std::move(answer)};
}

/// Projection, and the variance that it shows.
double slicingWork(const DocumentState& state) {
  return 2 * 3 * tableNumbers(state);
}

}  // namespace

std::shared_ptr<const SlicedSpace> sliceSpace(const Space& space, const SliceSpec& spec, bool centred,
                                              const base::Progress& progress) {
  const math::RowsMap rows = space.table->rows();
  auto sliced = std::make_shared<SlicedSpace>();
  sliced->slice = makeSlice(space, spec, centred, progress);
  sliced->slice.origin = centred ? space.spread.mean : math::Vector(math::Vector::Zero(rows.cols()));
  sliced->points = math::project(sliced->slice, rows);
  sliced->varianceShare = math::shownVariance(sliced->slice, rows, space.spread);
  return sliced;
}

double workOf(const DocumentState& state, const SliceCommand& command) {
  const bool byTopics = state.space && command.spec.kind == SliceKind::Topics;
  return slicingWork(state) +
         (byTopics ? coloringWork(*state.space, {ColorKind::Topics, command.spec.topics, {}}) : 0);
}

Outcome evaluateOne(DocumentState state, const SliceCommand& command, const base::Progress& progress) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  SliceSpec spec = resolvedSpec(command.spec, state);
  for (math::Expression& axis : spec.axes) axis = resolved(std::move(axis), state);
  spec.words = inTableSpelling(std::move(spec.words), table);
  const bool centred = state.centred;
  return reslice(std::move(state), std::move(spec), centred, progress);
}

double workOf(const DocumentState& state, const CentringCommand& /*command*/) {
  return slicingWork(state);
}

Outcome evaluateOne(DocumentState state, const CentringCommand& command) {
  if (!state.space) {  // nothing to slice yet: the choice stands for what will be opened
    state.centred = command.on;
    return {std::move(state), MessageAnswer{command.on ? "centring is on" : "centring is off"}};
  }
  SliceSpec spec = state.sliceSpec;
  return reslice(std::move(state), std::move(spec), command.on, base::ignoreProgress());
}

double workOf(const DocumentState& state, const ProjectCommand& command) {
  return drawingWork(state, command.words.size());
}

Outcome evaluateOne(DocumentState state, const ProjectCommand& command) {
  const model::EmbeddingTable& table = *openSpace(state).table;
  const math::Slice& slice = state.sliced->slice;
  ProjectAnswer answer;
  for (const math::Index row : rowsOf(command.words, table)) {
    const math::Vector vector = table.vector(row);
    const Eigen::Vector3f xyz = math::projectOne(slice, vector);
    const ShownShare share = shownShareOf(state, vector);
    answer.items.push_back({table.vocabulary().word(row),
                            {xyz.x(), xyz.y(), xyz.z()},
                            math::length(vector),
                            share.ofLength,
                            share.ofCentred});
  }
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
