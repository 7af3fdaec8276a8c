#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/widgets/panel_context.h"
#include "math/sampling/sampler.h"

namespace es::app {

/// What the bars of the next word show, kept until what they were made from changes.
struct NextWord {
  /// The whole text; the token at the caret; a story's last token; the text beside. Of a reader, which
  /// guesses gaps: the text's last gap; the one at the caret; the last of the text beside.
  enum class After { Text, Caret, Story, Beside };
  After after = After::Text;
  std::shared_ptr<const void> source;  // whose logits these are
  std::size_t position = 0;            // of the token, in the source
  bool isGap = false;                  // the word of that token is guessed, not what follows it
  std::string follows;                 // the text that it goes on from, for display
  math::SamplerSettings settings;
  std::vector<float> logits;           // (vocabulary)
  std::vector<int> order;              // all tokens, the largest logit first
  std::vector<double> probabilities;   // (vocabulary) softmax at the temperature in force
  std::vector<double> plain;           // (vocabulary) the same at temperature 1; empty where that is it
  double entropy = 0;                  // nats, of `probabilities`
  math::SamplingDistribution sampled;  // what a draw would choose from
};

/// Whether there is anything that a next word could follow, or a gap.
[[nodiscard]] bool hasNextWord(const PanelContext& context);

/// The bars follow the caret while it stands within the text that is typed, else the last token of the story
/// of this text (on the story's own page of any), else the text. Needs one of them (hasNextWord). The whole
/// vocabulary, each time something changes.
const NextWord& nextWord(PanelContext& context);

/// That of the text beside the one that stands (`predict --also`), which must be there.
const NextWord& wordBeside(PanelContext& context);

/// The text, or its end with an ellipsis before it, in so many characters.
[[nodiscard]] std::string endOfText(const std::string& text, std::size_t characters);

}  // namespace es::app
