#include "app/panels/model/soak_paths.h"

#include <string>

namespace es::app {

namespace {

Parting firstTwoPart(std::span<const SoakPath> paths) {
  Parting parting;
  if (paths.size() < 2) return parting;
  const TokenTrace &first = *paths[0].token, &second = *paths[1].token;
  if (first.id != second.id) return parting;
  if (first.vectors.rows() != second.vectors.rows() || first.vectors.cols() != second.vectors.cols())
    return parting;
  for (math::Index i = 0; i < first.vectors.rows(); ++i) {
    const auto difference = first.vectors.row(i) - second.vectors.row(i);
    parting.distances.push_back(difference.cast<double>().norm());
  }
  parting.step = partingStep(first, second);
  return parting;
}

/// Of two that are laid over each other the words in which this one differs from the one before it (the first
/// from the second).
std::vector<ComparedWord> wordsOf(std::span<const SoakPath> paths, std::size_t which) {
  const std::string& sentence = paths[which].trace->text;
  const std::size_t beside = which > 0 ? which - 1 : 1;
  return comparedWords(sentence, beside < paths.size() ? paths[beside].trace->text : sentence);
}

}  // namespace

bool SoakPaths::follow(const Traces& traces) {
  if (traces == m_traces) return false;
  m_traces = traces;
  m_paths.clear();
  for (const auto& trace : m_traces)
    for (const TokenTrace& token : trace->tokens) m_paths.push_back({trace.get(), &token, {}});
  for (std::size_t i = 0; i < m_paths.size(); ++i) m_paths[i].words = wordsOf(m_paths, i);
  m_parting = firstTwoPart(m_paths);
  return true;
}

}  // namespace es::app
