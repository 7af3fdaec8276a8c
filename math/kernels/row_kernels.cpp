#include "math/kernels/row_kernels.h"

#include <algorithm>
#include <vector>

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

std::vector<const RowKernels*> runnableKernels() {
  std::vector<const RowKernels*> kernels;
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
    kernels.push_back(avx512RowKernels());
  }
  if (avx2) {
    kernels.push_back(avx2RowKernels());
  }
#endif
  kernels.push_back(&kPlain);
  return kernels;
}

}  // namespace

std::span<const RowKernels* const> rowKernels() {
  static const std::vector<const RowKernels*> kernels = runnableKernels();
  return kernels;
}

}  // namespace es::math
