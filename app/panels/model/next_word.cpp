#include "app/panels/model/next_word.h"

#include <algorithm>
#include <numeric>

#include "app/panels/model/model_text.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/model/writing.h"
#include "base/display_text.h"
#include "base/utf8.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

/// The logits at the caret are computed within a frame; in a larger model the bars stay with the text.
constexpr std::int64_t kMostWeights = 16'000'000;

/// Where the bars come from in this frame.
struct Source {
  NextWord::After after = NextWord::After::Text;
  std::shared_ptr<const void> from;
  std::size_t position = 0;
};

std::optional<std::size_t> caretPiece(const PanelContext& context) {
  const ModelTextState& typed = context.memory<ModelTextState>();
  const TextState& text = *context.document().model.text;
  const bool typing = context.in.view.mode == Mode::Model && context.in.view.page == Page::Text;
  if (!typing || !typed.caret || typed.text != text.text || text.pieces.empty()) return std::nullopt;
  const std::size_t at = pieceAtCaret(text.pieces, *typed.caret);
  const model::TransformerConfig& config = context.languageModel()->config();
  const bool small = std::int64_t{config.vocabulary} * config.dims <= kMostWeights;
  return small && at + 1 < text.pieces.size() && at < text.reading->records.size() ? std::optional(at)
                                                                                   : std::nullopt;
}

Source sourceOf(const PanelContext& context) {
  const TextState& text = *context.document().model.text;
  if (const auto at = caretPiece(context)) return {NextWord::After::Caret, text.reading, *at};
  if (storyIsOfText(context)) {
    const Story& story = shownStory(context);
    const auto& logits = story.nodes[static_cast<std::size_t>(story.at)].logits;
    if (story.at > 0 && logits && !logits->empty())
      return {NextWord::After::Story, logits, static_cast<std::size_t>(story.at)};
  }
  return {NextWord::After::Text, text.reading, text.pieces.size()};
}

std::string textOfStory(const PanelContext& context) {
  const Story& story = shownStory(context);
  std::vector<int> tokens = model::tokenIds(story.pieces);
  for (const int node : story.path()) tokens.push_back(story.nodes[static_cast<std::size_t>(node)].token);
  return context.languageModel()->tokenizer->display(tokens);
}

void takeLogits(PanelContext& context, const Source& source, NextWord& next) {
  const TextState& text = *context.document().model.text;
  switch (source.after) {
    case NextWord::After::Story: {
      const Story& story = shownStory(context);
      next.logits = *story.nodes[static_cast<std::size_t>(story.at)].logits;
      next.follows = textOfStory(context);
      break;
    }
    case NextWord::After::Caret: {
      const math::RowMatrix& steps = text.reading->records[source.position].steps;
      const auto last = steps.row(steps.rows() - 1);
      next.logits.resize(text.reading->logits.size());
      context.languageModel()->transformer->lens({last.data(), static_cast<std::size_t>(last.size())}, true,
                                                 next.logits);
      next.follows = text.text.substr(0, text.pieces[source.position].end);
      break;
    }
    default:
      next.logits = text.reading->logits;
      next.follows = text.text;
  }
  next.order.resize(next.logits.size());
  std::iota(next.order.begin(), next.order.end(), 0);
  std::stable_sort(next.order.begin(), next.order.end(), [&](int a, int b) {
    return next.logits[static_cast<std::size_t>(a)] > next.logits[static_cast<std::size_t>(b)];
  });
}

}  // namespace

const NextWord& nextWord(PanelContext& context) {
  NextWord& kept = context.memory<NextWord>();
  const Source source = sourceOf(context);
  math::SamplerSettings settings = samplerInForce(context.document());
  settings.temperature = context.in.shownTemperature;
  const bool cold =
      source.after == NextWord::After::Story && context.memory<WritingState>().column == StoryColumn::Cold;
  if (cold) settings.temperature = 0;
  const bool same =
      kept.source == source.from && kept.position == source.position && kept.after == source.after;
  if (same && kept.settings == settings) return kept;
  if (!same) {
    kept.after = source.after;
    kept.source = source.from;
    kept.position = source.position;
    takeLogits(context, source, kept);
  }
  kept.settings = settings;
  const std::vector<double> logits(kept.logits.begin(), kept.logits.end());
  kept.probabilities = math::softmax(logits, settings.temperature);
  kept.entropy = math::entropyNats(kept.probabilities);
  kept.sampled = math::samplingDistribution(kept.logits, settings);
  return kept;
}

std::string endOfText(const std::string& text, std::size_t characters) {
  const std::string shown = base::displayText(text);
  std::size_t count = 0, at = shown.size();
  while (at > 0 && count < characters) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(shown[at]) & 0xC0U) == 0x80U) --at;
    ++count;
  }
  if (at == 0) return shown;
  const std::size_t blank = shown.find(' ', at);  // not within a word, where there is a blank
  return "…" + shown.substr(blank == std::string::npos ? at : blank);
}

}  // namespace es::app
