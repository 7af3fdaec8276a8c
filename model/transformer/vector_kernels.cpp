#include "model/transformer/vector_kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

#include "base/multiversion.h"

// Vectors are passed between functions that are always inlined, so it does not matter how a call would pass
// them.
#pragma GCC diagnostic ignored "-Wpsabi"
#define ES_INLINE __attribute__((always_inline))

namespace es::model {
namespace {

using Index = std::ptrdiff_t;

// GCC's and Clang's portable vectors: what a processor's registers cannot hold at once is split. Left to
// themselves, compilers vectorise these loops across the wrong one.
constexpr Index kLanes = 8;
using Floats = float __attribute__((vector_size(kLanes * sizeof(float))));
using Integers = std::uint32_t __attribute__((vector_size(kLanes * sizeof(float))));
static_assert(kBlock == 2 * kLanes);

ES_INLINE inline Floats load(const float* from) {
  Floats floats;
  std::memcpy(&floats, from, sizeof floats);
  return floats;
}

ES_INLINE inline void store(const Floats& floats, float* to) {
  std::memcpy(to, &floats, sizeof floats);
}

ES_INLINE inline Floats all(float value) {
  return Floats{} + value;
}

ES_INLINE inline Floats larger(const Floats& a, const Floats& b) {
  return a < b ? b : a;
}
ES_INLINE inline Floats smaller(const Floats& a, const Floats& b) {
  return b < a ? b : a;
}

ES_INLINE inline float laneSum(const Floats& a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/// Sum of term over x, in separate lanes.
template <typename Term>
ES_INLINE inline float sumOf(const float* x, Index size, const Term& term) {
  Floats even{}, odd{};
  Index i = 0;
  for (; i + 2 * kLanes <= size; i += 2 * kLanes) {
    even += term(load(x + i));
    odd += term(load(x + i + kLanes));
  }
  for (; i + kLanes <= size; i += kLanes) even += term(load(x + i));
  float rest = 0;
  for (; i < size; ++i) rest += term(all(x[i]))[0];
  return laneSum(even + odd) + rest;
}

ES_INLINE inline float sumOfSquares(const float* x, Index size) {
  return sumOf(x, size, [](const Floats& floats) ES_INLINE { return floats * floats; });
}

/// e^power to about one unit in the last place, between e^-87 and e^88.
ES_INLINE inline Floats exponential(const Floats& power) {
  constexpr float kRounder = 0x1.8p23F;  // added, it leaves the nearest integer in the lowest bits
  constexpr float kLn2High = 0x1.62e4p-1F;
  constexpr float kLn2Low = static_cast<float>(std::numbers::ln2 - 0x1.62e4p-1);
  const Floats x = smaller(larger(power, all(-87)), all(88));
  const Floats rounded = x * std::numbers::log2e_v<float> + kRounder;
  const Floats n = rounded - kRounder;
  const Floats r = (x - n * kLn2High) - n * kLn2Low;  // |r| <= ln 2 / 2
  Floats series = (1.0F / 5040 * r + 1.0F / 720) * r + 1.0F / 120;
  series = (series * r + 1.0F / 24) * r + 1.0F / 6;
  series = ((series * r + 1.0F / 2) * r + 1.0F) * r + 1.0F;
  const Integers exponent = (std::bit_cast<Integers>(rounded) + 127U) << 23U;  // of 2^n
  return series * std::bit_cast<Floats>(exponent);
}

/// kWidth vectors of the weighted sum's dimensions, two positions side by side.
template <int kWidth>
ES_INLINE inline void weightedColumns(std::span<const float> weights, const float* values, Index stride,
                                      float* out) {
  Floats even[kWidth] = {}, odd[kWidth] = {};
  const Index positions = wholeBlocks(std::ssize(weights));
  for (Index t = 0; t < positions; t += 2) {
    const float* row = values + t * stride;
    for (int i = 0; i < kWidth; ++i) {
      even[i] += weights.data()[t] * load(row + i * kLanes);
      odd[i] += weights.data()[t + 1] * load(row + stride + i * kLanes);
    }
  }
  for (int i = 0; i < kWidth; ++i) store(even[i] + odd[i], out + i * kLanes);
}

}  // namespace

ES_MULTIVERSION float vectorLength(std::span<const float> x) {
  return std::sqrt(sumOfSquares(x.data(), std::ssize(x)));
}

ES_MULTIVERSION void rmsNorm(std::span<const float> x, std::span<const float> gain, float epsilon,
                             float* out) {
  const float squares = sumOfSquares(x.data(), std::ssize(x));
  const float scale = 1 / std::sqrt(squares / static_cast<float>(x.size()) + epsilon);
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = gain[i] * (scale * x[i]);
}

ES_MULTIVERSION void layerNorm(std::span<const float> x, std::span<const float> gain,
                               std::span<const float> bias, float epsilon, float* out) {
  const auto size = static_cast<float>(x.size());
  const float mean =
      sumOf(x.data(), std::ssize(x), [](const Floats& floats) ES_INLINE { return floats; }) / size;
  const float squares = sumOf(x.data(), std::ssize(x), [mean](const Floats& floats) ES_INLINE {
    const Floats centred = floats - mean;
    return centred * centred;
  });
  const float scale = 1 / std::sqrt(squares / size + epsilon);
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = gain[i] * (scale * (x[i] - mean)) + bias[i];
}

ES_MULTIVERSION void add(std::span<const float> y, float* x) {
  for (std::size_t i = 0; i < y.size(); ++i) x[i] += y[i];
}

void stepOnShell(std::span<float> x, std::span<const float> f, const float* alpha, float radius) {
  const float length = vectorLength(f);
  const float toShell = length > 0 ? radius / length : 0.0F;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += alpha[i] * (f[i] * toShell - x[i]);
  const float moved = vectorLength(x);
  const float back = moved > 0 ? radius / moved : 0.0F;
  for (float& value : x) value *= back;
}

ES_MULTIVERSION void swiGlu(std::span<float> gate, const float* up) {
  for (Index i = 0; i < std::ssize(gate); i += kLanes) {
    const Floats value = load(gate.data() + i);
    store(value / (1.0F + exponential(-value)) * load(up + i), gate.data() + i);
  }
}

ES_MULTIVERSION void geluTanh(std::span<float> x) {
  // 0.5 x (1 + tanh u) = x / (1 + e^-2u)
  constexpr float kTwice = 2 * std::numbers::sqrt2_v<float> * std::numbers::inv_sqrtpi_v<float>;
  for (Index i = 0; i < std::ssize(x); i += kLanes) {
    const Floats value = load(x.data() + i);
    const Floats twiceU = kTwice * (value + 0.044715F * value * value * value);
    store(value / (1.0F + exponential(-twiceU)), x.data() + i);
  }
}

ES_MULTIVERSION void softmaxBlocks(std::span<float> scores) {
  float* values = scores.data();
  const Index end = wholeBlocks(std::ssize(scores));
  std::fill(values + scores.size(), values + end, values[0]);
  Floats largest = load(values);
  for (Index i = kLanes; i < end; i += kLanes) largest = larger(largest, load(values + i));
  float top = largest[0];
  for (int lane = 1; lane < kLanes; ++lane) top = std::max(top, largest[lane]);
  for (Index i = 0; i < end; i += kLanes) store(exponential(load(values + i) - top), values + i);
  std::fill(values + scores.size(), values + end, 0.0F);
  const float scale = 1 / sumOf(values, end, [](const Floats& floats) ES_INLINE { return floats; });
  for (Index i = 0; i < end; i += kLanes) store(load(values + i) * scale, values + i);
}

ES_MULTIVERSION void keyScores(std::span<const float> query, const float* keys, float scale,
                               std::span<float> scores) {
  for (Index t = 0; t < std::ssize(scores); t += kBlock) {
    Floats first{}, second{};
    for (const float component : query) {
      first += component * load(keys);
      second += component * load(keys + kLanes);
      keys += kBlock;
    }
    store(first * scale, scores.data() + t);
    store(second * scale, scores.data() + t + kLanes);
  }
}

ES_MULTIVERSION void weightedValues(std::span<const float> weights, const float* values,
                                    std::ptrdiff_t stride, float* out) {
  Index at = 0;
  for (; at + 4 * kLanes <= stride; at += 4 * kLanes)
    weightedColumns<4>(weights, values + at, stride, out + at);
  for (; at < stride; at += kLanes) weightedColumns<1>(weights, values + at, stride, out + at);
}

float roundToInt8(std::span<const float> x, std::int8_t* out) {
  float largest = 0;
  for (const float value : x) largest = std::max(largest, std::abs(value));
  const float inverse = largest > 0 ? 127 / largest : 0.0F;
  for (std::size_t i = 0; i < x.size(); ++i) {
    // What is no number becomes -127 rather than a conversion that is not defined.
    const float scaled = std::min(127.0F, std::max(-127.0F, x[i] * inverse));
    out[i] = static_cast<std::int8_t>(std::lrint(scaled));
  }
  return largest / 127;
}

}  // namespace es::model
