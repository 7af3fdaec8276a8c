#include "math/kernels/row_kernels.h"

#include <algorithm>
#include <vector>

#include "base/processor.h"

#define ES_TARGET

namespace es::math {
namespace {

/// Four lanes by way of Eigen: SSE2 or NEON where there is one, plain loops elsewhere.
struct Lanes {
  static constexpr Index kWidth = 4, kTileRows = 4, kShareRows = 1;
  using Vec = Eigen::Array4f;
  using Mask = Index;

  static Mask first(Index count) { return count; }
  static Vec zero() { return Vec::Zero(); }
  static Vec broadcast(float value) { return Vec::Constant(value); }
  static Vec load(const float* at) { return Eigen::Map<const Vec>(at); }
  static Vec loadSome(Mask count, const float* at) {
    if (count == kWidth) return load(at);
    Vec values = zero();
    std::copy_n(at, count, values.data());
    return values;
  }
  static void store(float* at, const Vec& values) { Eigen::Map<Vec>{at} = values; }
  static Vec subtract(const Vec& a, const Vec& b) { return a - b; }
  static Vec multiply(const Vec& a, const Vec& b) { return a * b; }
  static Vec multiplyAdd(const Vec& a, const Vec& b, const Vec& c) { return a * b + c; }
  static void addTo(double* at, const Vec& values) {
    Eigen::Map<Eigen::Array4d>{at} += values.cast<double>();
  }
  /// The sums of the lanes of four.
  static void sums(const Vec* four, float* out) {
    std::transform(four, four + 4, out, [](const Vec& values) { return values.sum(); });
  }
};

}  // namespace
}  // namespace es::math

#include "math/kernels/row_kernels_body.inc"

namespace es::math {
namespace {

constexpr RowKernels kPlain{"any", project, addSquares, addImage};

}  // namespace

std::span<const RowKernels* const> rowKernels() {
  static const std::vector<const RowKernels*> kernels = [] {
    const base::ProcessorFeatures has = base::processorFeatures();
    return base::runnableKernels<RowKernels>(
        {{has.avx2 && has.fma && has.avx512f && has.avx512bw && has.avx512vl && has.avx512dq,
          avx512RowKernels()},
         {has.avx2 && has.fma, avx2RowKernels()},
         {true, &kPlain}});
  }();
  return kernels;
}

}  // namespace es::math
