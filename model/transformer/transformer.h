#pragma once

#include <memory>
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
  void makeRoom();  // for one more position
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
  math::RowMatrix attention;  // (layers * heads, position + 1): each row sums to 1
};

/// A decoder-only transformer, configuration driven (FORMATS: llama2.c, Hugging Face llama and gpt2, the
/// story model). Immutable; one thread a call, any number of calls at once. Products of float32 and float16
/// weights are exact sums in float32; int8 weights are multiplied with activations quantised to int8 in
/// groups.
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

  /// Reads one more token: 0 <= token < vocabulary, cache.size() < context (asserted). `logits`:
  /// (vocabulary), or empty when they are not wanted. `record`: filled when not null.
  void forward(int token, KvCache& cache, Activations& activations, std::span<float> logits,
               TokenRecord* record = nullptr) const;

  /// Logit lens: the unembedding of the final norm of a residual state (dims), the norm's statistics taken
  /// anew (nostalgebraist 2020). The `final` half-step is normed already: pass `normed`.
  void lens(std::span<const float> state, bool normed, std::span<float> logits) const;

  [[nodiscard]] math::Vector embedding(int token) const;  // (dims), without position
  /// About how many multiply-adds a token costs.
  [[nodiscard]] double workPerToken() const;

 private:
  void embed(int token, int position, Activations& a) const;
  /// What a block adds, left in the activations' update.
  void attend(int layer, KvCache& cache, Activations& a, TokenRecord* record) const;
  void attendHead(int layer, int head, const KvCache& cache, Activations& a) const;
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
  std::vector<float> logits;         // (vocabulary) for what follows the last token
};

/// Reads `tokens` (1 to context, all within the vocabulary: asserted), going on from `before` as far as both
/// begin alike; null: from nothing. The result is the same as from nothing. `progress` may throw
/// es::Cancelled.
std::shared_ptr<const Reading> readTokens(const Transformer& transformer, std::vector<int> tokens,
                                          const Reading* before, bool keepRecords,
                                          const base::Progress& progress);

}  // namespace es::model
