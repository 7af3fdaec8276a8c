#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "math/types.h"
#include "model/transformer/transformer_config.h"

namespace es::model {

/// Half precision as stored: IEEE binary16, or bfloat16 (the upper half of a float).
struct Float16Values {
  std::vector<std::uint16_t> bits;
};
struct BFloat16Values {
  std::vector<std::uint16_t> bits;
};
/// value = scale of its row x integer.
struct Int8Values {
  std::vector<std::int8_t> values;
  std::vector<float> scales;  // (rows)
};

/// A matrix (rows = outputs, cols = inputs), row-major, kept in the precision of its file.
struct WeightMatrix {
  int rows = 0, cols = 0;
  std::variant<std::vector<float>, Float16Values, BFloat16Values, Int8Values> values;

  [[nodiscard]] bool empty() const { return rows == 0; }
  [[nodiscard]] std::uint64_t bytes() const;
  [[nodiscard]] std::uint64_t count() const {
    return static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(cols);
  }
  /// Row r as floats, (cols).
  void readRow(int r, float* out) const;
};

/// The same numbers as int8 with a scale a row, scale = largest magnitude / 127.
WeightMatrix quantized(const WeightMatrix& matrix);

struct BlockWeights {
  std::vector<float> attentionGain, attentionBias;               // (dims); bias empty with RMSNorm
  WeightMatrix query;                                            // (queryDims, dims)
  WeightMatrix key, value;                                       // (kvDims, dims)
  WeightMatrix output;                                           // (dims, queryDims)
  std::vector<float> queryBias, keyBias, valueBias, outputBias;  // empty: none
  std::vector<float> mlpGain, mlpBias;                           // (dims)
  WeightMatrix gate;                                             // (hidden, dims); empty with GELU
  WeightMatrix up;                                               // (hidden, dims)
  WeightMatrix down;                                             // (dims, hidden)
  std::vector<float> upBias, downBias;                           // empty: none
  std::vector<float> attentionAlpha, mlpAlpha;                   // (dims); only on the shell
};

struct TransformerWeights {
  WeightMatrix embedding;  // (vocabulary, dims)
  WeightMatrix positions;  // (context, dims); only learned ones
  std::vector<BlockWeights> blocks;
  std::vector<float> finalGain, finalBias;  // (dims)
  WeightMatrix unembedding;                 // (vocabulary, dims); empty when tied

  [[nodiscard]] const WeightMatrix& output(const TransformerConfig& config) const {
    return config.tied ? embedding : unembedding;
  }
  [[nodiscard]] std::uint64_t bytes() const;
};

/// One line of a model's ledger of parameters.
struct LedgerLine {
  std::string part;   // "embedding W_E", "keys W_K" ...
  std::string shape;  // "7,718 x 192", "6 layers x 6 heads x 32 x 192"
  std::uint64_t parameters = 0;
};
/// Parameters by part, in the order of the forward pass. A tied unembedding is a line of 0.
std::vector<LedgerLine> parameterLedger(const TransformerConfig& config, const TransformerWeights& weights);
std::uint64_t parameterCount(const TransformerConfig& config, const TransformerWeights& weights);

}  // namespace es::model
