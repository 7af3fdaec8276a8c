#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/tokenizer/tokenizer.h"

namespace es::model {

/// The token that two neighbours become, and what decides which pair goes first: the lowest cost.
struct PairMerge {
  int id = 0;
  double cost = 0;
};

/// What the tokens `left` and `right` become together; nothing when they stay apart.
using FindMerge = std::function<std::optional<PairMerge>(int left, int right)>;

/// Merges neighbours, of all pairs the cheapest first, of equals the leftmost, until no pair merges.
/// O(n log n) for n pieces.
void mergePairs(std::vector<TokenPiece>& pieces, const FindMerge& findMerge);

}  // namespace es::model
