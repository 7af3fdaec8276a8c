#pragma once

#include <functional>

namespace es::base {

/// Called during long work with the share done in [0, 1]. It may throw es::Cancelled to stop the work.
using Progress = std::function<void(double)>;

/// Progress for callers that neither watch nor cancel.
inline const Progress& ignoreProgress() {
  static const Progress ignore = [](double) {};
  return ignore;
}

/// The progress of a part as the stretch from `from` to `to` of the whole, which must outlive it.
inline Progress stretch(const Progress& whole, double from, double to) {
  return [&whole, from, to](double share) { whole(from + (to - from) * share); };
}

}  // namespace es::base
