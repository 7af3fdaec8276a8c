#pragma once

#include <functional>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "model/table/vocabulary.h"

namespace es::app {

/// Rows worth a label when nothing was asked, most useful first: everyday English words where the table has
/// them, otherwise frequent words (letters only, three or more); each next one as far in the slice from those
/// before it as there is, so that the labels spread over the cloud. Only what is labelled is chosen here;
/// every word is drawn. `seen`: the rows that may be chosen.
[[nodiscard]] std::vector<math::Index> landmarks(const model::Vocabulary& vocabulary,
                                                 std::span<const glm::vec3> places, std::size_t count,
                                                 const std::function<bool(math::Index)>& seen);

/// The most frequent plain words, at most `count` of the first 20,000 rows, that `wanted` takes.
[[nodiscard]] std::vector<math::Index> frequentWords(const model::Vocabulary& vocabulary, std::size_t count,
                                                     const std::function<bool(math::Index)>& wanted);

}  // namespace es::app
