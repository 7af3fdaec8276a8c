#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "math/types.h"
#include "model/transformer/transformer_weights.h"
#include "model/transformer/weight_product.h"

namespace es::model {

/// Keys and values of the positions read so far, and nothing else. A value: a copy goes on on its own.
class KvCache {
 public:
  explicit KvCache(const TransformerConfig& config);

  [[nodiscard]] int size() const { return m_size; }  // positions
  /// The first `size` positions of this one. O(size), not O(context).
  [[nodiscard]] KvCache prefix(int size) const;

 private:
  friend class Transformer;
  struct Shape {
    int layers, kvHeads, headDims, context;
  };
  explicit KvCache(const Shape& shape) : m_shape(shape) {}
  [[nodiscard]] KvCache copied(int size, std::ptrdiff_t capacity) const;
  void makeRoom(int positions);  // for so many in all
  void write(int layer, std::span<const float> key,
             std::span<const float> value);  // (kvDims) of position size()
  [[nodiscard]] const float* keys(int layer,
                                  int kvHead) const;  // (capacity / kBlock, headDims, kBlock), rotated
  [[nodiscard]] const float* values(int layer, int kvHead) const;  // (capacity, value stride)
  [[nodiscard]] std::ptrdiff_t keysAt(std::ptrdiff_t head,
                                      std::ptrdiff_t position) const;  // head: of all layers
  [[nodiscard]] std::ptrdiff_t valuesAt(std::ptrdiff_t head, std::ptrdiff_t position) const;
  [[nodiscard]] std::ptrdiff_t valueStride() const;  // headDims and up to 7 zeros

  Shape m_shape;
  int m_size = 0;
  std::ptrdiff_t m_capacity = 0;  // positions there is room for, whole blocks; grows by doubling
  std::vector<float> m_keys;      // (layers, kvHeads, capacity / kBlock, headDims, kBlock)
  std::vector<float> m_values;    // (layers, kvHeads, capacity, value stride)
};

/// What one token went through, kept on request.
struct TokenRecord {
  math::RowMatrix steps;      // (halfSteps, dims): the residual stream, and last its final norm
  math::RowMatrix attention;  // (layers * heads, positions that it attends to): each row sums to 1
};

/// A transformer, configuration driven (FORMATS: llama2.c, Hugging Face llama and gpt2, the story model and
/// its twin that reads both ways). Immutable; one thread a call, any number of calls at once. Products of
/// float32 and float16 weights are exact sums in float32; int8 weights are multiplied with activations
/// quantised to int8 in groups.
class Transformer {
 public:
  /// Shapes must agree (asserted: readers check them).
  Transformer(TransformerConfig config, TransformerWeights weights);
  ~Transformer();
  Transformer(const Transformer&) = delete;
  Transformer& operator=(const Transformer&) = delete;

  [[nodiscard]] const TransformerConfig& config() const { return m_config; }
  [[nodiscard]] const TransformerWeights& weights() const { return m_weights; }

  /// The vectors that one forward pass works in. One a thread, reused from token to token.
  class Activations;

  /// Reads one more token: 0 <= token < vocabulary, cache.size() < context, a causal model (asserted).
  /// `logits`: (vocabulary), or empty when they are not wanted. `record`: filled when not null.
  void forward(int token, KvCache& cache, Activations& activations, std::span<float> logits,
               TokenRecord* record = nullptr) const;

  /// All tokens of a text, each attending to all: 1 to context tokens, an empty cache, a model that is not
  /// causal (asserted).
  struct Whole {
    std::span<const int> tokens;
    std::span<TokenRecord> records;  // one a token to be filled, or none
    std::size_t guessed = 0;         // the token whose logits are wanted
    std::span<float> logits;         // (vocabulary), or empty when none are

    [[nodiscard]] TokenRecord* recordOf(std::size_t token) const {
      return records.empty() ? nullptr : &records[token];
    }
  };
  void forwardWhole(const Whole& whole, KvCache& cache, Activations& activations,
                    const base::Progress& progress) const;

  /// Logit lens: the unembedding of the final norm of a residual state (dims), the norm's statistics taken
  /// anew (nostalgebraist 2020). The `final` half-step is normed already: pass `normed`.
  void lens(std::span<const float> state, bool normed, std::span<float> logits) const;

  [[nodiscard]] math::Vector embedding(int token) const;  // (dims), without position
  /// About how many multiply-adds a token costs.
  [[nodiscard]] double workPerToken() const;

 private:
  struct TokenState;  // between two layers
  [[nodiscard]] std::vector<TokenState> embedAll(const Whole& whole, KvCache& cache, Activations& a) const;
  void projectAll(int layer, std::vector<TokenState>& states, KvCache& cache, Activations& a) const;
  void embed(int token, int position, Activations& a) const;
  /// Query, key and value of the stream; key and value into the cache, at its size.
  void project(int layer, KvCache& cache, Activations& a) const;
  /// What attention to the first `count` positions adds, left in the activations' update.
  void attend(int layer, std::size_t count, const KvCache& cache, Activations& a, TokenRecord* record) const;
  void attendHead(int layer, int head, std::size_t count, const KvCache& cache, Activations& a) const;
  /// The rest of a layer, from attention's update on.
  void finishLayer(int layer, Activations& a, TokenRecord* record) const;
  /// The final norm, and its logits where they are wanted.
  void finish(Activations& a, std::span<float> logits, TokenRecord* record) const;
  void runMlp(const BlockWeights& block, Activations& a) const;
  /// Adds it by the residual rule; `alpha` only on the shell.
  void addUpdate(const std::vector<float>& alpha, Activations& a) const;
  void normalize(std::span<const float> state, const std::vector<float>& gain, const std::vector<float>& bias,
                 ProductInput& out) const;

  TransformerConfig m_config;
  TransformerWeights m_weights;
};

/// The working vectors of one forward pass. Those that are read in blocks are as long as whole blocks.
class Transformer::Activations {
 public:
  explicit Activations(const TransformerConfig& config);

 private:
  friend class Transformer;
  void turnTo(int position);
  void rotate(PositionKind kind, std::span<float> heads) const;  // (heads or kvHeads, headDims)

  std::vector<float> m_stream;            // (dims) the residual stream x
  float m_radius = 0;                     // of the shell: length of the token's embedding
  ProductInput m_normed;                  // (dims)
  std::vector<float> m_query;             // (queryDims)
  std::vector<float> m_key;               // (kvDims)
  std::vector<float> m_value;             // (kvDims)
  std::vector<float> m_scores;            // (positions) of one head
  ProductInput m_attended;                // (queryDims)
  ProductInput m_hidden;                  // (hidden), the gate first
  std::vector<float> m_up;                // (hidden)
  std::vector<float> m_update;            // (dims) what a block adds
  std::vector<double> m_frequencies;      // (headDims / 2) of RoPE, radians a position
  std::vector<float> m_cosines, m_sines;  // (headDims / 2) of the present position
};

/// A text that a transformer has read: never changes, shared between document states.
struct Reading {
  std::vector<int> tokens;           // at least one
  KvCache cache;                     // of all tokens
  std::vector<TokenRecord> records;  // one a token, or empty when they were not asked for
  std::vector<float> logits;         // (vocabulary): what follows the last token, or what stands at `gap`;
                                     // empty of a model that reads both ways where there is no gap
  std::optional<std::size_t> gap{};  // the token whose word is guessed; none: the one that comes next
};

/// Reads `tokens` (1 to context, all within the vocabulary: asserted), going on from `before` as far as both
/// begin alike; null: from nothing. The result is the same as from nothing. A model that reads both ways
/// reads all anew, and guesses the word of the last gap. `progress` may throw es::Cancelled.
std::shared_ptr<const Reading> readTokens(const Transformer& transformer, std::vector<int> tokens,
                                          const Reading* before, bool keepRecords,
                                          const base::Progress& progress);

}  // namespace es::model
