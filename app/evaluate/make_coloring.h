#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "base/progress.h"

namespace es::app {

/// So many topics of the open words (seed 1), each with its hue, its core and its finer parts. The usual
/// number of them is found once for a table and kept in Space::topics. May be cancelled.
[[nodiscard]] std::shared_ptr<const Coloring> topicColoring(const Space& space, int topics,
                                                            const base::Progress& progress);
/// About how many multiply-adds that takes.
[[nodiscard]] double topicWork(const Space& space, math::Index topics);

/// Whether a table's topics are found without being asked for: where it has words enough for them (2,000),
/// and the work is a few seconds at most (3e10 multiply-adds: about 800 dimensions).
[[nodiscard]] bool colorsByItself(const Space& space);
/// Finds them now where they are wanted in a picture of this document and nobody has found them yet.
void finishColors(const DocumentState& document, const base::Progress& progress);

/// Every row by the sign and the size of its dot product with a formula's result. The full colour is that of
/// the largest fiftieth. Throws es::Error where a word is missing.
[[nodiscard]] std::shared_ptr<const Coloring> dotColoring(const Space& space,
                                                          const math::Expression& direction);

/// What a picture has room for of the words that say what a topic is about: the first ones, up to 28 bytes,
/// without further forms of one that is there (they begin alike: one with the other, or both with the same
/// five letters).
[[nodiscard]] std::string topicName(const std::vector<std::string>& words, std::size_t most = 3);

}  // namespace es::app
