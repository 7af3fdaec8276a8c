#pragma once

#include <cstddef>  // defines __GLIBC__ where there is one

/// Before a function with plain loops: compiled twice, for every x86-64 and for those with AVX2 and FMA, and
/// chosen when the program starts. Elsewhere, and where the start-up choice (an ifunc) is not to be had or
/// meets a sanitizer that is not ready that early, the function is compiled once.
#if defined(__x86_64__) && defined(__GLIBC__) && (__GNUC__ >= 12) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ES_MULTIVERSION __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define ES_MULTIVERSION
#endif
