#pragma once

#include <initializer_list>
#include <vector>

namespace es::base {

/// What the processor that runs the program can do, of what some kernels need. All false but on x86-64.
struct ProcessorFeatures {
  bool avx2 = false, fma = false;
  bool avx512f = false, avx512bw = false, avx512vl = false, avx512dq = false, avx512vnni = false;
};

[[nodiscard]] inline ProcessorFeatures processorFeatures() {
  ProcessorFeatures has;
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  has.avx2 = __builtin_cpu_supports("avx2");
  has.fma = __builtin_cpu_supports("fma");
  has.avx512f = __builtin_cpu_supports("avx512f");
  has.avx512bw = __builtin_cpu_supports("avx512bw");
  has.avx512vl = __builtin_cpu_supports("avx512vl");
  has.avx512dq = __builtin_cpu_supports("avx512dq");
  has.avx512vnni = __builtin_cpu_supports("avx512vnni");
#endif
  return has;
}

/// Kernels for one kind of processor: whether this one is of that kind, and the kernels, null where the
/// program was built for another family.
template <typename Kernels>
struct KernelChoice {
  bool runs = false;
  const Kernels* kernels = nullptr;
};

/// Those that run here, in the order given: the fastest first, the plain ones last.
template <typename Kernels>
[[nodiscard]] std::vector<const Kernels*> runnableKernels(
    std::initializer_list<KernelChoice<Kernels>> fastestFirst) {
  std::vector<const Kernels*> runnable;
  for (const KernelChoice<Kernels>& choice : fastestFirst)
    if (choice.runs && choice.kernels != nullptr) runnable.push_back(choice.kernels);
  return runnable;
}

}  // namespace es::base
