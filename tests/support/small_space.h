#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/evaluate/evaluate.h"
#include "base/progress.h"

namespace es::test {

/// A document with `count` random words in `dims` dimensions besides king, queen, man and woman, of which
/// king - man + woman is exactly queen.
inline app::DocumentState smallDocument(math::Index count = 200, math::Index dims = 8) {
  std::vector<std::string> words{"king", "queen", "man", "woman"};
  for (math::Index i = 4; i < count; ++i) {
    std::string word = "word";
    for (math::Index rest = i; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    words.push_back(std::move(word));
  }
  std::mt19937 random(7);
  std::normal_distribution<float> normal;
  math::RowMatrix rows(count, dims);
  for (math::Index i = 0; i < rows.size(); ++i) rows.data()[i] = normal(random);
  rows.row(1) = rows.row(0) - rows.row(2) + rows.row(3);
  app::DocumentState state;
  state.space =
      app::makeSpace(std::make_shared<const model::EmbeddingTable>(model::Vocabulary(std::move(words)),
                                                                   std::move(rows), model::TableSource{}),
                     es::base::ignoreProgress());
  state.sliced = app::sliceSpace(*state.space, state.sliceSpec, state.centred, base::ignoreProgress());
  return state;
}

inline app::DocumentState after(const app::DocumentState& state, const app::Command& command) {
  return app::evaluate(state, command, es::base::ignoreProgress()).state;
}

}  // namespace es::test
