#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace es::app {

/// The texts that the panels are about to show: their letters may lie beyond those that the panels' font
/// always has. Gathered anew only when the document's answers have changed.
class ShownText {
 public:
  /// `candidates`: tokens of the open model that the panels list beside the document's own.
  const std::string& of(const DocumentState& state, const std::vector<int>& candidates);

 private:
  ModelState m_model;
  std::shared_ptr<const NeighborsAnswer> m_neighbors;
  std::vector<int> m_candidates;
  std::string m_text;
};

}  // namespace es::app
