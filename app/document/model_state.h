#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command/answer.h"
#include "math/sampling/sampler.h"
#include "model/language_model/language_model.h"

namespace es::app {

/// The standing text with everything that the model computed from it.
struct TextState {
  std::string text;
  std::vector<model::TokenPiece> pieces;
  std::shared_ptr<const model::Reading> reading;  // with records, one a piece
};

/// One token of a story's tree with the distribution that follows it.
struct StoryNode {
  int parent = -1;                                   // -1: the prompt
  int token = 0;                                     // of the prompt's node: its last
  double probability = 1;                            // when it was drawn or chosen
  double entropy = 0;                                // nats, of the distribution it came from
  double draw = 0;                                   // u in [0, 1); the needle on the cumulative strip
  bool chosen = false;                               // by hand: no draw
  math::SamplerSettings settings;                    // of the draw
  std::shared_ptr<const std::vector<float>> logits;  // (vocabulary) for what follows this node
};

/// A text with the tree of its continuations. A value; the big parts are shared.
struct Story {
  std::string prompt;
  std::vector<model::TokenPiece> pieces;          // of the prompt
  std::vector<StoryNode> nodes;                   // node 0 is the prompt; a parent comes before its children
  int at = 0;                                     // the node that the column shows the end of
  std::shared_ptr<const model::Reading> reading;  // of the path to `at`

  [[nodiscard]] std::vector<int> path() const;                // nodes from the first after the prompt to `at`
  [[nodiscard]] std::vector<int> childrenOf(int node) const;  // in the order they were made
};

struct StoryState {
  std::uint64_t seed = 1;
  std::array<Story, 2> columns;  // by StoryColumn
};

/// How the open model's residual stream meets the open words.
struct StreamSpace {
  math::Index dims = 0;  // of the words: the first so many of the stream are drawn; 0: nothing can be
  bool partly = false;   // the stream has more dimensions than the words: the rest is not drawn
  std::string note;      // one line for a person
};

/// The model's part of the document (DocumentState). Null where nothing was asked.
struct ModelState {
  std::shared_ptr<const model::LanguageModel> model;
  StreamSpace space;
  math::SamplerSettings sampler;            // its temperature is unused: DocumentState has the one in force
  std::shared_ptr<const TextState> text;    // of the last `predict`
  std::shared_ptr<const TextState> beside;  // another, of `predict --also`: only its bars show; null: none
  std::vector<std::shared_ptr<const TraceAnswer>> traces;  // overlaid paths, oldest first
  std::shared_ptr<const LensAnswer> lens;
  std::shared_ptr<const AttentionAnswer> attention;
  std::shared_ptr<const StoryState> story;
  std::shared_ptr<const UnembedAnswer> unembed;
  /// The model has read the text: its scores of the next token are there.
  [[nodiscard]] bool isTextRead() const;
  bool operator==(const ModelState&) const;  // shared parts by identity
};

}  // namespace es::app
