#include "base/processor.h"

#include <vector>

#include "catch.h"

using namespace es::base;

TEST_CASE("kernels that run are kept in their order, those of other processors and families left out") {
  struct Kernels {
    int number;
  };
  const Kernels first{1}, second{2}, plain{3};
  using Choice = KernelChoice<Kernels>;
  CHECK(runnableKernels<Kernels>({Choice{true, &first}, Choice{true, &second}, Choice{true, &plain}}) ==
        std::vector<const Kernels*>{&first, &second, &plain});
  CHECK(runnableKernels<Kernels>({Choice{false, &first}, Choice{true, &second}, Choice{true, &plain}}) ==
        std::vector<const Kernels*>{&second, &plain});
  CHECK(runnableKernels<Kernels>({Choice{true, nullptr}, Choice{false, nullptr}, Choice{true, &plain}}) ==
        std::vector<const Kernels*>{&plain});
}

TEST_CASE("a processor with AVX-512 has what it builds on") {
  const ProcessorFeatures has = processorFeatures();
  if (has.avx512bw || has.avx512vl || has.avx512dq || has.avx512vnni) CHECK(has.avx512f);
  if (has.avx512f) CHECK(has.avx2);
}
