#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/document/model_state.h"
#include "math/sampling/sampler.h"

namespace es::app {

/// A text that is being typed, cut by the open model's tokenizer at once.
struct TypedTokens {
  std::shared_ptr<const model::LanguageModel> model;
  std::string text;
  std::vector<model::TokenPiece> pieces;
};

/// What the next-token bars show, kept until the reading, the temperature or the sampler changes.
struct Prediction {
  std::shared_ptr<const model::Reading> reading;
  math::SamplerSettings settings;
  std::vector<double> probabilities;   // (vocabulary) softmax at the temperature in force
  double entropy = 0;                  // nats, of `probabilities`
  math::SamplingDistribution sampled;  // what a draw would choose from
  std::vector<int> ranked;             // the tokens of the largest logits, largest first
};

/// What a draw chose from, kept until another node of the story is looked at.
struct DrawnFrom {
  std::shared_ptr<const StoryState> story;
  int column = -1, node = -1;
  math::SamplerSettings settings;
  math::SamplingDistribution sampled;
  std::vector<int> ranked;
};

/// A story's tokens as they are displayed, one piece a token; grows with the story.
struct StoryPieces {
  std::shared_ptr<const model::LanguageModel> model;
  std::vector<int> tokens;
  std::vector<std::string> texts;
  std::size_t displayed = 0;  // bytes of all of them
};

/// The small pictures of all heads of an attention answer.
struct HeadThumbnails {
  std::shared_ptr<const AttentionAnswer> answer;
  std::vector<math::RowMatrix> pictures;  // a pattern each
};

enum class StoryPart { Texts, Draw, Tree };

/// What a page asked the model for by itself, once for each text and temperature.
struct AskedFor {
  std::shared_ptr<const TextState> text;
  double temperature = -1;
};

/// What the dock's pages and the next-token section remember between frames.
struct ModelPanelState {
  std::string text;         // being typed
  bool textWaits = false;   // typed, and not yet given to the model
  bool textMerges = false;  // the next `predict` goes on with the typing under way
  bool focusText = false;   // the text box takes the keyboard now
  std::string seenText;     // what the document said last
  std::shared_ptr<const model::LanguageModel> seenModel;
  TypedTokens typed;
  Prediction prediction;

  std::string seedText = "1";
  std::uint64_t seenSeed = 1;
  bool writing = false;  // a step whenever the model is free
  bool writingMerges = false;
  std::uint64_t steppedAt = 0;             // the document's revision when the last step was asked for
  int waitedFrames = 0;                    // that it has not come
  StoryColumn column = StoryColumn::Warm;  // whose draw and tree show
  StoryPart part = StoryPart::Texts;
  DrawnFrom drawn;
  std::array<StoryPieces, 2> storyPieces;
  std::array<int, 2> shownEnds{-1, -1};   // the columns' texts have been scrolled to these nodes
  std::pair<int, int> shownNode{-1, -1};  // the tree has been scrolled to this column and node

  std::string alsoText, alsoToken;  // the sentence to overlay
  std::size_t path = 0;             // the one in the table

  AskedFor lens, attention;
  std::shared_ptr<const LensAnswer> shownLens;  // the table has been scrolled to its end
  int layer = 0, head = 0;
  bool matrix = false;                             // the pattern as a matrix, not as arcs
  std::optional<int> attending, attendingHovered;  // the token whose arcs stay; the one under the pointer
  HeadThumbnails thumbnails;
  std::shared_ptr<const AttentionAnswer> shownAttention;  // the arcs have been scrolled to the last token

  std::optional<double> dockHeight;  // while its edge is dragged
};

}  // namespace es::app
