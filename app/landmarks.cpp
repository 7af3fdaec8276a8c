#include "app/landmarks.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace es::app {
namespace {

constexpr math::Index kFrequentRows = 2500;  // beyond them are many names that few know

bool isPlainWord(const std::string& word) {
  return word.size() >= 3 && std::ranges::all_of(word, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalpha(byte) != 0;
  });
}

}  // namespace

std::vector<math::Index> landmarks(const model::Vocabulary& vocabulary, std::span<const glm::vec3> places,
                                   std::size_t count) {
  std::vector<math::Index> candidates;
  for (math::Index row = 0; row < std::min(vocabulary.size(), kFrequentRows); ++row)
    if (isPlainWord(vocabulary.word(row))) candidates.push_back(row);
  if (candidates.empty())  // a table of numbers or symbols: label what there is
    for (math::Index row = 0; row < std::min(vocabulary.size(), kFrequentRows); ++row) candidates.push_back(row);

  // Farthest-point sampling, started from the most frequent candidate.
  std::vector<float> gap(candidates.size(), std::numeric_limits<float>::max());
  std::vector<math::Index> chosen;
  std::size_t next = 0;
  while (chosen.size() < std::min(count, candidates.size())) {
    chosen.push_back(candidates[next]);
    const glm::vec3 place = places[static_cast<std::size_t>(candidates[next])];
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const glm::vec3 away = places[static_cast<std::size_t>(candidates[i])] - place;
      gap[i] = std::min(gap[i], glm::dot(away, away));
    }
    next = static_cast<std::size_t>(std::ranges::max_element(gap) - gap.begin());
    if (!(gap[next] > 0)) break;  // only words in the same places are left
  }
  return chosen;
}

}  // namespace es::app
