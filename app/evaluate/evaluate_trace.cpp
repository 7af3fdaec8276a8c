#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "app/document/model_questions.h"
#include "app/document/shown_share.h"
#include "app/document/states.h"
#include "app/document/trace_text.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/path_follow.h"
#include "app/evaluate/space_search.h"
#include "app/evaluate/work_sizes.h"
#include "base/error.h"
#include "base/progress.h"
#include "math/sampling/largest.h"

namespace es::app {

namespace {

constexpr math::Index kNearestCount = 3;
constexpr std::size_t kChangeCount = 3;
constexpr std::size_t kEndWords = 6;
constexpr math::Index kNearestAsked = 32;  // of which some may be marks or said

/// Neither a mark nor a byte nor a piece of a word, as the tokens of a model's own matrix may be.
bool isPlainWord(const std::string& word) {
  const std::size_t first = word.find_first_not_of(' ');
  if (first == std::string::npos) return false;
  const auto byte = static_cast<unsigned char>(word[first]);
  return std::isalpha(byte) != 0 || byte >= 0x80;
}

/// What a half-step raises most (or, with `sign` -1, lowers most); ties to the lower id.
std::vector<TokenChange> largestChanges(const model::Tokenizer& tokenizer, std::span<const float> before,
                                        std::span<const float> after, double sign) {
  std::vector<double> raised(after.size());
  for (std::size_t i = 0; i < raised.size(); ++i)
    raised[i] = sign * (static_cast<double>(after[i]) - static_cast<double>(before[i]));
  std::vector<TokenChange> changes;
  for (const int id : math::largest(raised, kChangeCount))
    changes.push_back({tokenizer.text(id), sign * raised[static_cast<std::size_t>(id)]});
  return changes;
}

/// Traces tokens of one text, one after the other.
class Tracer {
 public:
  Tracer(const DocumentState& state, const TextState& text) : m_state(state), m_text(text) {
    for (const model::TokenPiece& piece : text.pieces)
      m_said.insert(wordAround(text.text, piece.begin, piece.end));
  }

  [[nodiscard]] TokenTrace trace(int position, const base::Progress& progress) const {
    const auto i = static_cast<std::size_t>(position);
    const model::TokenRecord& record = m_text.reading->records[i];
    const model::TokenPiece& piece = m_text.pieces[i];
    TokenTrace trace{position, piece.id, model().tokenizer->text(piece.id), {}, {}, {}, {}, {}};
    const int steps = model().config().halfSteps() - 1;
    trace.stream = record.steps.topRows(steps);
    trace.vectors = record.steps.topLeftCorner(dims() > 0 ? steps : 0, dims());
    trace.word = wordAround(m_text.text, piece.begin, piece.end);
    if (dims() > 0) trace.endWords = wordsNear(trace.vectors.row(steps - 1).transpose());
    std::vector<std::vector<math::Hit>> nearest(static_cast<std::size_t>(steps));
    if (dims() > 0)
      nearest = nearestRowsOfMany(*m_state.space, trace.vectors, kNearestCount, math::Metric::Cosine);
    std::vector<float> before;
    for (int step = 0; step < steps; ++step) {
      progress(static_cast<double>(step) / steps);
      trace.steps.push_back(stepOf(record, step, nearest[static_cast<std::size_t>(step)]));
      std::vector<float> after = lensLogits(*model().transformer, record, step);
      if (step > 0) {
        trace.steps.back().promoted = largestChanges(*model().tokenizer, before, after, 1);
        trace.steps.back().demoted = largestChanges(*model().tokenizer, before, after, -1);
      }
      before = std::move(after);
    }
    return trace;
  }

 private:
  /// The words nearest to a place, without those that the text says itself, marks, bytes and pieces of words.
  [[nodiscard]] std::vector<WordNear> wordsNear(const math::Vector& place) const {
    const model::Vocabulary& words = m_state.space->table->vocabulary();
    std::vector<WordNear> near;
    for (const math::Hit& hit : nearestRows(*m_state.space, place, kNearestAsked, math::Metric::Cosine)) {
      const std::string& word = words.word(hit.row);
      if (near.size() == kEndWords) break;
      if (isPlainWord(word) && !m_said.contains(word.substr(word.find_first_not_of(' '))))
        near.push_back({word, hit.score});
    }
    return near;
  }

  [[nodiscard]] const model::LanguageModel& model() const { return *m_state.model.model; }
  [[nodiscard]] math::Index dims() const { return m_state.model.space.dims; }

  [[nodiscard]] TraceStep stepOf(const model::TokenRecord& record, int step,
                                 const std::vector<math::Hit>& nearest) const {
    const math::Vector stream = record.steps.row(step);
    TraceStep result;
    result.name = model::halfStepName(model().config(), step);
    result.length = math::length(stream);
    result.cosineToStart = math::cosine(stream, math::Vector(record.steps.row(0)));
    for (const math::Hit& hit : nearest) {
      const model::Vocabulary& words = m_state.space->table->vocabulary();
      result.nearest.push_back({words.word(hit.row), static_cast<double>(hit.score)});
    }
    return result;
  }

  const DocumentState& m_state;
  const TextState& m_text;
  std::set<std::string> m_said;  // the words of the text, in small letters
};

/// A path in the slice: what it shows is measured against the whole stream, the part that no word has
/// included.
void place(TokenTrace& trace, const DocumentState& state) {
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    TraceStep& step = trace.steps[i];
    const math::Vector drawn = trace.vectors.row(static_cast<math::Index>(i));
    const Eigen::Vector3f xyz = math::projectOne(state.sliced->slice, drawn);
    step.xyz = std::array<float, 3>{xyz.x(), xyz.y(), xyz.z()};
    const double drawnLength = math::length(drawn);
    const double hidden = std::max(0.0, step.length * step.length - drawnLength * drawnLength);
    const ShownShare share = shownShareOf(state, drawn, hidden);
    step.shownShare = share.ofLength;
    step.centredShownShare = share.ofCentred;
  }
}

bool samePaths(const TraceAnswer& a, const TraceAnswer& b) {
  return a.text == b.text && a.tokens.size() == b.tokens.size() &&
         a.tokens.front().position == b.tokens.front().position;
}

bool isTraced(const ModelState& model, const TextState& text) {
  return std::ranges::any_of(model.traces, [&](const auto& trace) { return trace->text == text.text; });
}

/// The text of the newest path stands. Of a path that is laid over another the text before stays beside it,
/// so that what both lead to can be compared; it goes when its path does.
void standText(ModelState& model, std::shared_ptr<const TextState> text, bool also) {
  const auto before = model.text;
  const auto guesses = [](const TextState& read) { return !read.reading->logits.empty(); };
  if (model.beside && !isTraced(model, *model.beside)) model.beside = nullptr;
  if (also && before && before->text != text->text && isTraced(model, *before) && guesses(*before) &&
      guesses(*text))
    model.beside = before;
  setText(model, std::move(text));
}

}  // namespace

std::vector<float> lensLogits(const model::Transformer& transformer, const model::TokenRecord& record,
                              int step) {
  const model::TransformerConfig& config = transformer.config();
  std::vector<float> logits(static_cast<std::size_t>(config.vocabulary));
  const std::span<const float> state(record.steps.row(step).data(), static_cast<std::size_t>(config.dims));
  transformer.lens(state, step + 1 == config.halfSteps(), logits);
  return logits;
}

std::shared_ptr<const TraceAnswer> traceText(const DocumentState& state, const TextState& text,
                                             std::optional<int> position, const base::Progress& progress) {
  auto answer = std::make_shared<TraceAnswer>();
  answer->text = text.text;
  answer->note = state.model.space.note;
  answer->dims = state.model.model->config().dims;
  const Tracer tracer(state, text);
  const int first = position.value_or(0);
  const int count = position ? 1 : static_cast<int>(text.pieces.size());
  for (int i = 0; i < count; ++i) {
    const base::Progress part = [&, i](double share) { progress((i + share) / count); };
    answer->tokens.push_back(tracer.trace(first + i, part));
    if (state.model.space.dims > 0) place(answer->tokens.back(), state);
  }
  return answer;
}

std::optional<int> askedPosition(const TraceAnswer& answer) {
  const TokenTrace& first = answer.tokens.front();
  const bool one = answer.tokens.size() == 1;
  return one ? std::optional(first.position) : std::nullopt;
}

void placeTraces(DocumentState& state) {
  if (state.model.space.dims == 0) return;
  for (std::shared_ptr<const TraceAnswer>& trace : state.model.traces) {
    auto placed = std::make_shared<TraceAnswer>(*trace);
    for (TokenTrace& token : placed->tokens) place(token, state);
    trace = std::move(placed);
  }
}

void redoTraces(DocumentState& state, std::vector<std::string>& warnings, const base::Progress& progress) {
  for (std::shared_ptr<const TraceAnswer>& trace : state.model.traces) {
    const auto text = readingOf(state.model, trace->text, progress);
    trace = traceText(state, *text, askedPosition(*trace), progress);
  }
  if (!state.model.traces.empty() && state.model.space.dims == 0)
    warnings.push_back("the model's paths are no longer drawn: " + state.model.space.note);
}

double workOf(const DocumentState& state, const TraceCommand& command) {
  if (!state.model.model) return kLittleWork;
  if (command.text.empty())
    return state.sliceSpec.kind == SliceKind::Path ? 6 * tableNumbers(state) : kLittleWork;
  const TextSize size = textSize(state.model, command.text);
  const double traced = command.token ? 1 : size.tokens;
  const double words = state.model.space.dims > 0 ? tableNumbers(state) : 0;
  const double slicing = state.sliceSpec.kind == SliceKind::Path ? 6 * tableNumbers(state) : 0;
  return slicing + readingWork(state.model, command.text, size) + lensWork(state.model, traced) +
         traced * static_cast<double>(state.model.model->config().halfSteps()) * words;
}

Outcome evaluateOne(DocumentState state, const TraceCommand& command, const base::Progress& progress) {
  if (command.text.empty()) {
    state.model.traces.clear();
    followPaths(state, progress);
    return {std::move(state), MessageAnswer{"all paths are taken away"}};
  }
  const auto text = readingOf(state.model, command.text, base::stretch(progress, 0.0, 0.2));
  std::optional<int> position;
  if (command.token) position = positionOf(*openModel(state.model).tokenizer, *text, *command.token);
  auto trace = traceText(state, *text, position, base::stretch(progress, 0.2, 1.0));
  std::vector<std::shared_ptr<const TraceAnswer>>& traces = state.model.traces;
  const auto same = std::find_if(traces.begin(), traces.end(),
                                 [&](const auto& shown) { return samePaths(*shown, *trace); });
  const bool standing = same != traces.end();
  if (!command.also && !(standing && traces.size() == 1)) traces = {trace};
  if (command.also && !standing) traces.push_back(trace);
  standText(state.model, text, command.also);
  followPaths(state, progress);
  return {std::move(state), *trace};
}

}  // namespace es::app
