#pragma once

#include <cstddef>
#include <functional>

namespace es::base {

/// How many threads work is spread over: as many as the machine runs at once, at least 1.
std::ptrdiff_t threadCount();

/// Calls work(part) once for every part of [0, parts), on up to threadCount() threads, the caller's among
/// them, and returns when all is done. Which thread takes which part, and when, is open: a result must depend
/// on the parts alone, never on how many threads there are. What a call throws is thrown here (the first of
/// several); parts not yet begun are then left out.
void inParallel(std::ptrdiff_t parts, const std::function<void(std::ptrdiff_t part)>& work);

}  // namespace es::base
