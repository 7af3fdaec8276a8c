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
  if (!context.document().model.isTextRead()) return std::nullopt;
  const ModelTextState& typed = context.memory<ModelTextState>();
  const TextState& text = *context.document().model.text;
  const bool typing = context.in.view.mode == Mode::Model && context.in.view.page == Page::Text;
  if (!typing || !typed.caret || typed.text != text.text || text.pieces.empty()) return std::nullopt;
  const std::size_t at = pieceAtCaret(text.pieces, *typed.caret);
  const model::TransformerConfig& config = context.languageModel()->config();
  const bool small = std::int64_t{config.vocabulary} * config.dims <= kMostWeights;
  const bool other = config.causal ? at + 1 < text.pieces.size() : text.pieces[at].id == config.mask;
  return small && other && at < text.reading->records.size() ? std::optional(at) : std::nullopt;
}

/// Whether the bars are the story's: one that goes on from the text, or any on its own page.
bool followsStory(const PanelContext& context) {
  if (!storyOf(context)) return false;
  const ViewState& view = context.in.view;
  const bool itsPage = view.mode == Mode::Model && view.page == Page::Write;
  if (!itsPage && !storyIsOfText(context)) return false;
  const Story& story = shownStory(context);
  const auto& logits = story.nodes[static_cast<std::size_t>(story.at)].logits;
  return (itsPage || story.at > 0) && logits && !logits->empty();
}

Source sourceOf(const PanelContext& context) {
  const auto& read = context.document().model.text;
  if (const auto at = caretPiece(context)) return {NextWord::After::Caret, read->reading, *at};
  if (followsStory(context)) {
    const Story& story = shownStory(context);
    return {NextWord::After::Story, story.nodes[static_cast<std::size_t>(story.at)].logits,
            static_cast<std::size_t>(story.at)};
  }
  return {NextWord::After::Text, read->reading, read->reading->gap.value_or(read->pieces.size())};
}

std::string textOfStory(const PanelContext& context) {
  const Story& story = shownStory(context);
  std::vector<int> tokens = model::tokenIds(story.pieces);
  for (const int node : story.path()) tokens.push_back(story.nodes[static_cast<std::size_t>(node)].token);
  return context.languageModel()->tokenizer->display(tokens);
}

void rankTokens(NextWord& next) {
  next.order.resize(next.logits.size());
  std::iota(next.order.begin(), next.order.end(), 0);
  std::stable_sort(next.order.begin(), next.order.end(), [&](int a, int b) {
    return next.logits[static_cast<std::size_t>(a)] > next.logits[static_cast<std::size_t>(b)];
  });
}

void takeLogits(PanelContext& context, const Source& source, NextWord& next) {
  const auto& text = context.document().model.text;
  switch (source.after) {
    case NextWord::After::Story: {
      const Story& story = shownStory(context);
      next.logits = *story.nodes[static_cast<std::size_t>(story.at)].logits;
      next.follows = textOfStory(context);
      break;
    }
    case NextWord::After::Caret: {
      const math::RowMatrix& steps = text->reading->records[source.position].steps;
      const auto last = steps.row(steps.rows() - 1);
      next.logits.resize(text->reading->logits.size());
      context.languageModel()->transformer->lens({last.data(), static_cast<std::size_t>(last.size())}, true,
                                                 next.logits);
      next.follows = next.isGap ? text->text : text->text.substr(0, text->pieces[source.position].end);
      break;
    }
    default:
      next.logits = text->reading->logits;
      next.follows = text->text;
  }
  rankTokens(next);
}

void distribute(const math::SamplerSettings& settings, NextWord& next) {
  next.settings = settings;
  const std::vector<double> logits(next.logits.begin(), next.logits.end());
  next.probabilities = math::softmax(logits, settings.temperature);
  next.plain.clear();
  if (settings.temperature != 1) next.plain = math::softmax(logits, 1);
  next.entropy = math::entropyNats(next.probabilities);
  next.sampled = math::samplingDistribution(next.logits, settings);
}

struct BesideWord {
  NextWord next;
};

}  // namespace

bool hasNextWord(const PanelContext& context) {
  return context.document().model.isTextRead() || followsStory(context);
}

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
    kept.isGap = context.readsBothWays();
    takeLogits(context, source, kept);
  }
  distribute(settings, kept);
  return kept;
}

const NextWord& wordBeside(PanelContext& context) {
  NextWord& kept = context.memory<BesideWord>().next;
  const TextState& text = *context.document().model.beside;
  math::SamplerSettings settings = samplerInForce(context.document());
  settings.temperature = context.in.shownTemperature;
  const bool same = kept.source == text.reading;
  if (same && kept.settings == settings) return kept;
  if (!same) {
    kept.after = NextWord::After::Beside;
    kept.isGap = context.readsBothWays();
    kept.source = text.reading;
    kept.follows = text.text;
    kept.logits = text.reading->logits;
    rankTokens(kept);
  }
  distribute(settings, kept);
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
