#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "app/document/model_state.h"
#include "app/document/trace_compare.h"

namespace es::app {

/// One drawn path: a token of one of the traces.
struct SoakPath {
  const TraceAnswer* trace = nullptr;
  const TokenTrace* token = nullptr;
  std::vector<ComparedWord> words;  // of its sentence: those in which it differs from the one beside it
};

/// How the first two paths part, where they are of the same token.
struct Parting {
  std::vector<double> distances;  // after each layer step; empty where there are no two to compare
  std::optional<int> step;        // the layer step after which they have parted
};

/// What the page tells of the drawn paths, made when they change. The traces are held, so that no address is
/// used again.
class SoakPaths {
 public:
  using Traces = std::vector<std::shared_ptr<const TraceAnswer>>;

  /// True where these are others than before.
  bool follow(const Traces& traces);
  [[nodiscard]] std::span<const SoakPath> paths() const { return m_paths; }
  [[nodiscard]] const Parting& parting() const { return m_parting; }

 private:
  Traces m_traces;
  std::vector<SoakPath> m_paths;
  Parting m_parting;
};

}  // namespace es::app
