#include "model/tokenizer/tokenizer.h"

namespace es::model {

std::vector<int> tokenIds(std::span<const TokenPiece> pieces) {
  std::vector<int> ids;
  ids.reserve(pieces.size());
  for (const TokenPiece& piece : pieces) ids.push_back(piece.id);
  return ids;
}

}  // namespace es::model
