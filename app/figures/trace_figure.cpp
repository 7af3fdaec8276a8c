#include "app/figures/trace_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "app/document/states.h"
#include "app/document/trace_compare.h"
#include "base/display_text.h"
#include "base/utf8.h"
#include "math/sampling/largest.h"
#include "model/table/vocabulary.h"

namespace es::app {
namespace {

constexpr std::size_t kEndLabelRoom = 40;  // characters of the text
constexpr std::size_t kWidestLabelRoom = 160;
constexpr std::size_t kOutputRows = 3, kOutputsAsked = 8;  // some may be pieces or bytes
constexpr std::size_t kNearestPerStep = 2;
constexpr std::size_t kEndWords = 3;
constexpr std::size_t kMostNearby = 14;
constexpr std::string_view kDots = "…";

/// A token for the eye: without the space that many vocabularies put in front.
std::string tokenTitle(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return base::displayText(text);
  return base::displayText(text.substr(first, text.find_last_not_of(' ') + 1 - first));
}

/// Neither a mark nor a byte nor a piece that is marked as one.
bool isWord(const std::string& title) {
  const auto first = static_cast<unsigned char>(title.empty() ? '\0' : title.front());
  return std::isalpha(first) != 0 || first >= 0x80;
}

/// The token, or the word that it is a piece of; of bytes and marks that stand for no text nothing.
std::string wordTitle(const TokenTrace& token) {
  const std::string title = tokenTitle(token.text);
  const bool isPiece = title.starts_with("##") || title.starts_with('<');
  return isPiece && title.size() > 1 ? token.word : title;
}

/// tower and towers say the same.
bool differInPlural(const std::string& a, const std::string& b) {
  return a == b + "s" || b == a + "s";
}

/// "L2 +queen": the layer, and the token that the step promotes most, where that is a word.
std::vector<std::string> stepLabels(const TokenTrace& token) {
  std::vector<std::string> labels;
  for (std::size_t step = 1; step < token.steps.size(); ++step) {
    std::string label = fmt::format("L{}", layerTo(static_cast<math::Index>(step)));
    const auto& promoted = token.steps[step].promoted;
    const std::string title = promoted.empty() ? std::string() : tokenTitle(promoted.front().text);
    if (isWord(title)) label += " +" + title;
    labels.push_back(std::move(label));
  }
  return labels;
}

class TraceFigureMaker {
 public:
  TraceFigureMaker(const ModelState& model, PathLength length, math::Index dims)
      : m_model(model), m_length(length), m_dims(dims) {}

  TraceFigure make() {
    for (std::size_t overlay = 0; overlay < m_model.traces.size(); ++overlay) addPaths(overlay);
    nameEnds();
    if (m_named.size() == 1 && m_figure.paths.size() == 1)
      m_figure.paths.front().stepLabels = stepLabels(*m_named.front().token);
    for (std::size_t i = 1; i < m_named.size(); ++i) addParting(i);
    addEnds();
    addNearby();
    addOutputs();
    return std::move(m_figure);
  }

 private:
  struct Named {  // a path that has its text to itself
    std::size_t path = 0;
    const TokenTrace* token = nullptr;
    const std::string* text = nullptr;
  };

  void addPaths(std::size_t overlay) {
    const TraceAnswer& trace = *m_model.traces[overlay];
    const bool thin = trace.tokens.size() > 1;
    for (const TokenTrace& token : trace.tokens) {
      if (!isDrawable(token, m_dims)) continue;
      if (!thin) m_named.push_back({m_figure.paths.size(), &token, &trace.text});
      m_figure.paths.push_back(
          {drawnStates(token, m_length), wordTitle(token), {}, {}, static_cast<int>(overlay), thin});
    }
  }

  /// With so much of each text that no two ends bear the same name, where that can be had. What all paths
  /// begin with stands at their start already.
  void nameEnds() {
    const bool oneWord = m_named.size() > 1 && std::ranges::all_of(m_named, [&](const Named& named) {
                           return startOf(named) == startOf(m_named.front());
                         });
    for (std::size_t room = kEndLabelRoom; room <= kWidestLabelRoom; room *= 2) {
      std::set<std::string> different;
      for (const Named& named : m_named) {
        TracePath& path = m_figure.paths[named.path];
        path.endLabel = (oneWord ? "" : path.startLabel + " in ") + "“" +
                        elidedText(*named.text, tokenEnd(named), room) + "”";
        different.insert(path.endLabel);
      }
      if (different.size() == m_named.size()) return;
    }
  }

  [[nodiscard]] const std::string& startOf(const Named& named) const {
    return m_figure.paths[named.path].startLabel;
  }

  /// Where the token ends in its text, in bytes; the text's end where the model is another one by now.
  [[nodiscard]] std::size_t tokenEnd(const Named& named) const {
    if (!m_model.model || !m_model.model->config().causal) return named.text->size();  // all acts on it
    const auto pieces = m_model.model->tokenizer->encode(*named.text);
    const auto position = static_cast<std::size_t>(named.token->position);
    if (position >= pieces.size() || pieces[position].id != named.token->id) return named.text->size();
    return pieces[position].end;
  }

  /// Each path parts from that one of those before it with which it goes furthest.
  void addParting(std::size_t which) {
    std::optional<int> latest;
    std::size_t companion = 0;
    for (std::size_t other = 0; other < which; ++other) {
      const TokenTrace &before = *m_named[other].token, &now = *m_named[which].token;
      if (before.id != now.id) continue;
      const auto step = partingStep(before, now);
      if (!step) return;  // together to the end
      if (latest && *latest >= *step) continue;
      latest = step;
      companion = other;
    }
    if (!latest) return;
    const auto stateOf = [&](std::size_t named) -> math::Vector {
      return m_figure.paths[m_named[named].path].states.row(*latest).transpose();
    };
    m_figure.partings.push_back(
        {stateOf(companion), stateOf(which), fmt::format("part in layer {}", layerTo(*latest))});
  }

  void addEnds() {
    for (const Named& named : m_named) {
      const TracePath& path = m_figure.paths[named.path];
      const math::Vector end = path.states.row(path.states.rows() - 1).transpose();
      std::vector<std::string> told{named.token->word};
      for (const WordNear& near : named.token->endWords) {
        const bool isNew = std::ranges::none_of(
            told, [&](const std::string& other) { return differInPlural(near.word, other); });
        if (told.size() > kEndWords || !isNew) continue;
        told.push_back(near.word);
        m_figure.ends.push_back({near.word, end, path.overlay});
      }
    }
  }

  void addNearby() {
    for (const Named& named : m_named)
      for (const WordNear& near : named.token->steps.front().nearest) addNearbyWord(near.word, true);
    for (std::size_t rank = 0; rank < kNearestPerStep; ++rank) {
      for (const Named& named : m_named) {
        for (const TraceStep& step : named.token->steps)
          if (rank < step.nearest.size()) addNearbyWord(step.nearest[rank].word, false);
      }
    }
  }
  void addNearbyWord(const std::string& word, bool atStart) {
    const auto same = [&](const NearbyWord& other) { return other.word == word; };
    if (!isWord(tokenTitle(word))) return;
    if (m_figure.nearby.size() < kMostNearby && std::ranges::none_of(m_figure.nearby, same))
      m_figure.nearby.push_back({word, atStart});
  }

  /// The path of the last token of the text whose next token is predicted, or of its gap.
  [[nodiscard]] const TracePath* predictingPath() const {
    if (!m_model.text || !m_model.text->reading) return nullptr;
    const model::Reading& reading = *m_model.text->reading;
    if (reading.logits.empty()) return nullptr;
    const auto last = static_cast<int>(reading.gap.value_or(reading.tokens.size() - 1));
    std::size_t path = 0;
    for (const auto& trace : m_model.traces) {
      for (const TokenTrace& token : trace->tokens) {
        if (!isDrawable(token, m_dims)) continue;
        if (trace->text == m_model.text->text && token.position == last) return &m_figure.paths[path];
        ++path;
      }
    }
    return nullptr;
  }

  void addOutputs() {
    const TracePath* path = predictingPath();
    if (!path || !m_model.model || m_model.space.dims != m_dims) return;
    const model::Transformer& transformer = *m_model.model->transformer;
    math::Vector row(transformer.config().dims);
    const model::Reading& reading = *m_model.text->reading;
    for (const int id : math::largest(reading.logits, kOutputsAsked)) {
      const std::string title = tokenTitle(m_model.model->tokenizer->text(id));
      const bool isPiece = title.size() > 1 && (title.starts_with("##") || title.starts_with('<'));
      if (isPiece || m_figure.outputs.size() == kOutputRows) continue;
      transformer.weights().output(transformer.config()).readRow(id, row.data());
      math::Vector tip = row.head(m_dims);
      if (m_length == PathLength::Directions && tip.norm() > 0)
        tip *= path->states.row(0).norm() / tip.norm();
      m_figure.outputs.push_back({std::move(tip), (reading.gap ? "gap: " : "next: ") + title});
    }
  }

  const ModelState& m_model;
  const PathLength m_length;
  const math::Index m_dims;
  std::vector<Named> m_named;
  TraceFigure m_figure;
};

}  // namespace

TraceFigure traceFigure(const ModelState& model, PathLength length, math::Index dims) {
  return TraceFigureMaker(model, length, dims).make();
}

math::RowMatrix drawnStates(const TokenTrace& trace, PathLength length) {
  math::RowMatrix states = trace.vectors;
  if (length == PathLength::Vectors || states.rows() == 0) return states;
  const float start = states.row(0).norm();
  for (math::Index step = 1; step < states.rows(); ++step) {
    const float own = states.row(step).norm();
    if (own > 0) states.row(step) *= start / own;
  }
  return states;
}

std::string elidedText(std::string_view text, std::size_t end, std::size_t room) {
  end = std::min(end, text.size());
  std::size_t begin = end;
  for (std::size_t characters = 0; begin > 0 && characters < room;)
    if (!base::isContinuation(text[--begin])) ++characters;
  if (begin > 0) {  // not from the middle of a word, if another word is left
    const std::size_t space = text.substr(begin - 1, end - begin).find(' ');
    if (space != std::string_view::npos) begin += space;
  }
  std::string shown(begin > 0 ? kDots : "");
  shown += base::displayText(text.substr(begin, end - begin));
  if (text.find_first_not_of(' ', end) != std::string_view::npos) shown += kDots;
  return shown;
}

}  // namespace es::app
