#include "app/document/model_state.h"

#include <algorithm>

namespace es::app {

std::vector<int> Story::path() const {
  std::vector<int> way;
  for (int node = at; node > 0; node = nodes[static_cast<std::size_t>(node)].parent) way.push_back(node);
  std::reverse(way.begin(), way.end());
  return way;
}

std::vector<int> Story::childrenOf(int node) const {
  std::vector<int> children;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].parent == node) children.push_back(static_cast<int>(i));
  return children;
}

bool ModelState::isTextRead() const {
  return model && text && text->reading && !text->reading->logits.empty();
}

bool ModelState::operator==(const ModelState& other) const {
  const bool sameSpace =
      space.dims == other.space.dims && space.partly == other.space.partly && space.note == other.space.note;
  return sameSpace && model == other.model && sampler == other.sampler && text == other.text &&
         beside == other.beside && traces == other.traces && lens == other.lens &&
         attention == other.attention && story == other.story && unembed == other.unembed;
}

}  // namespace es::app
