#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace es::model {

/// The steps of a forward pass between the matrix products. Sums are taken in an order that depends on the
/// sizes alone. `kBlock` floats at a time: buffers that are "whole blocks" long may be read and written up to
/// there.
constexpr std::ptrdiff_t kBlock = 16;

constexpr std::ptrdiff_t wholeBlocks(std::ptrdiff_t size, std::ptrdiff_t block = kBlock) {
  return (size + block - 1) / block * block;
}

/// Euclidean length.
float vectorLength(std::span<const float> x);

/// out = gain x / sqrt(mean of squares + epsilon) (Zhang and Sennrich 2019). All of x's size.
void rmsNorm(std::span<const float> x, std::span<const float> gain, float epsilon, float* out);
/// out = gain (x - mean) / sqrt(variance + epsilon) + bias, the population's variance (Ba et al. 2016).
void layerNorm(std::span<const float> x, std::span<const float> gain, std::span<const float> bias,
               float epsilon, float* out);

/// x += y, of y's size.
void add(std::span<const float> y, float* x);
/// x <- R normalize(x + alpha (R f/|f| - x)): all of x's size, R = radius. f = 0 draws towards the origin.
void stepOnShell(std::span<float> x, std::span<const float> f, const float* alpha, float radius);

/// gate <- silu(gate) up, in whole blocks (Shazeer 2020).
void swiGlu(std::span<float> gate, const float* up);
/// x <- GELU(x), its tanh form, in whole blocks (Hendrycks and Gimpel 2016).
void geluTanh(std::span<float> x);

/// Softmax in place; zeros from the end to the last whole block.
void softmaxBlocks(std::span<float> scores);

/// scores[t] = scale x the dot product of `query` (headDims) and key t, in whole blocks. `keys`:
/// (positions/kBlock, headDims, kBlock), so that the lanes are positions and any number of dimensions fills
/// them.
void keyScores(std::span<const float> query, const float* keys, float scale, std::span<float> scores);
/// out = sum over t of weights[t] values[t]. `values`: (positions, stride), stride a multiple of 8; out:
/// (stride); weights are zero from their end to the last whole block.
void weightedValues(std::span<const float> weights, const float* values, std::ptrdiff_t stride, float* out);

/// x rounded to int8, -127 ... 127: x is about the returned scale, largest magnitude / 127, times `out`.
float roundToInt8(std::span<const float> x, std::int8_t* out);

}  // namespace es::model
