#include "model/tokenizer/pair_merges.h"

#include <queue>
#include <tuple>

namespace es::model {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr int kGone = -1;  // id of a piece that was merged into its left neighbour

/// A pair as it was when it was found; outdated once either piece has changed.
struct Candidate {
  double cost;
  std::size_t left, right;
  int leftId, rightId, mergedId;

  bool operator>(const Candidate& other) const {
    return std::tie(cost, left) > std::tie(other.cost, other.left);
  }
};

/// The pieces as a doubly linked list beside a heap of the pairs that may merge.
class Merger {
 public:
  Merger(std::vector<TokenPiece>& pieces, const FindMerge& findMerge)
      : m_pieces(pieces), m_findMerge(findMerge), m_before(pieces.size()), m_after(pieces.size()) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      m_before[i] = i > 0 ? i - 1 : kNone;
      m_after[i] = i + 1 < pieces.size() ? i + 1 : kNone;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) propose(i);
  }

  void run() {
    while (!m_heap.empty()) {
      const Candidate best = m_heap.top();
      m_heap.pop();
      if (isCurrent(best)) merge(best);
    }
    std::erase_if(m_pieces, [](const TokenPiece& piece) { return piece.id == kGone; });
  }

 private:
  void propose(std::size_t left) {
    if (left == kNone || m_after[left] == kNone) return;
    const std::size_t right = m_after[left];
    const int leftId = m_pieces[left].id;
    const int rightId = m_pieces[right].id;
    if (const auto merge = m_findMerge(leftId, rightId))
      m_heap.push({merge->cost, left, right, leftId, rightId, merge->id});
  }

  [[nodiscard]] bool isCurrent(const Candidate& pair) const {
    return m_pieces[pair.left].id == pair.leftId && m_after[pair.left] == pair.right &&
           m_pieces[pair.right].id == pair.rightId;
  }

  void merge(const Candidate& pair) {
    m_pieces[pair.left].id = pair.mergedId;
    m_pieces[pair.left].end = m_pieces[pair.right].end;
    m_pieces[pair.right].id = kGone;
    m_after[pair.left] = m_after[pair.right];
    if (m_after[pair.left] != kNone) m_before[m_after[pair.left]] = pair.left;
    propose(m_before[pair.left]);
    propose(pair.left);
  }

  std::vector<TokenPiece>& m_pieces;
  const FindMerge& m_findMerge;
  std::vector<std::size_t> m_before, m_after;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> m_heap;
};

}  // namespace

void mergePairs(std::vector<TokenPiece>& pieces, const FindMerge& findMerge) {
  if (pieces.size() > 1) Merger(pieces, findMerge).run();
}

}  // namespace es::model
