#pragma once

#include <string>

namespace es::model {

enum class NormKind { Rms, Layer };
enum class PositionKind {
  RotaryAdjacent,  // RoPE turns the pairs (i, i+1): llama2.c, the story model
  RotaryHalves,    // RoPE turns the pairs (i, i + headDims/2): Hugging Face's llama
  Learned,         // a table of vectors that are added to the embedding: GPT-2
};
enum class MlpKind { SwiGlu, GeluTanh };
enum class ResidualKind {
  Add,    // x <- x + f
  Shell,  // x <- R norm(x + alpha (R f/|f| - x)), R the length of the token's embedding (assets/story)
};

/// The shape of a transformer with pre-norm blocks, each of attention and an MLP. All sizes are positive.
struct TransformerConfig {
  std::string family;  // "llama", "gpt2", "story": what the file called itself
  int dims = 0;        // of the residual stream
  int layers = 0;
  int heads = 0;
  int kvHeads = 0;   // divides heads; query head h reads key/value head h / (heads / kvHeads)
  int headDims = 0;  // of one head
  int hidden = 0;    // of the MLP
  int vocabulary = 0;
  int context = 0;  // most positions
  NormKind norm = NormKind::Rms;
  float normEpsilon = 1e-5F;
  PositionKind positions = PositionKind::RotaryAdjacent;
  float ropeBase = 10000;
  MlpKind mlp = MlpKind::SwiGlu;
  ResidualKind residual = ResidualKind::Add;
  bool tied = false;   // the unembedding is the embedding
  bool causal = true;  // false: a token reads what follows it too, and the model guesses the words of gaps
  int mask = -1;       // the token that stands for a gap; -1: there is none
  int tableDims = 0;   // the first so many dimensions of a token's embedding are a word table's; 0: none

  [[nodiscard]] int queryDims() const { return heads * headDims; }
  [[nodiscard]] int kvDims() const { return kvHeads * headDims; }
  /// The residual stream's states that are kept: embedding, two a layer, final norm.
  [[nodiscard]] int halfSteps() const { return 2 * layers + 2; }
};

/// "embedding", "L0.attention", "L0.mlp", ..., "final": names of the half-steps, in order.
std::string halfStepName(const TransformerConfig& config, int step);

}  // namespace es::model
