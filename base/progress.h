#pragma once

#include <functional>
#include <stop_token>
#include <utility>

#include "base/error.h"

namespace es::base {

/// Called during long work with the share done in [0, 1]. It may throw es::Cancelled to stop the work.
using Progress = std::function<void(double)>;

/// Progress for callers that neither watch nor cancel.
inline const Progress& ignoreProgress() {
  static const Progress ignore = [](double) {};
  return ignore;
}

/// Progress that nobody watches, of work that stops when it is asked to: throws es::Cancelled then.
inline Progress stoppedBy(std::stop_token stop) {
  return [stop = std::move(stop)](double) {
    if (stop.stop_requested()) throw Cancelled{};
  };
}

/// The progress of a part as the stretch from `from` to `to` of the whole, which must outlive it.
inline Progress stretch(const Progress& whole, double from, double to) {
  return [&whole, from, to](double share) { whole(from + (to - from) * share); };
}

}  // namespace es::base
