#include "math/search/neighbors.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>

#include "base/parallel.h"
#include "base/progress.h"
#include "math/kernels/row_passes.h"
#include "math/search/int8_query.h"
#include "math/search/row_scorer.h"
#include "math/search/shortlist.h"

namespace es::math {
namespace {

constexpr double kFloatMax = std::numeric_limits<float>::max();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::vector<Index> sorted(std::span<const Index> rows) {
  std::vector<Index> inOrder(rows.begin(), rows.end());
  std::ranges::sort(inOrder);
  return inOrder;
}

/// How the rows are cut: parts are the threads' work, and blocks, which a cache holds, are scored at a time.
struct Cut {
  Index rows = 0;
  Index blockRows = 0;  // a multiple of kPanelRows
  Index partRows = 0;   // a multiple of blockRows

  Cut(Index count, Index bytesPerRow) : rows(count) {
    constexpr Index kBlockBytes = 1 << 17, kPartBytes = 1 << 20, kLeastBlockRows = 128;
    const Index fitting = kBlockBytes / bytesPerRow / kPanelRows * kPanelRows;
    blockRows = std::clamp(fitting, kLeastBlockRows, kBlockRows);
    partRows = std::max<Index>(1, kPartBytes / (bytesPerRow * blockRows)) * blockRows;
  }

  [[nodiscard]] Index parts() const { return (rows + partRows - 1) / partRows; }

  /// Calls visit(first, rows) for the blocks of a part, in order.
  template <typename Visit>
  void forEachBlock(Index part, const Visit& visit) const {
    const Index end = std::min(rows, (part + 1) * partRows);
    for (Index first = part * partRows; first < end; first += blockRows)
      visit(first, std::min(blockRows, end - first));
  }
};

/// One query on its way through the table. It stays where it was made.
struct Asked {
  RowScorer scorer;
  std::optional<Int8Query> rounded;
  std::vector<Index> absent;  // sorted
  /// What any part has found k rows to reach. The sooner others know the less they keep; the answer is the
  /// same whenever they do.
  std::atomic<double> threshold = -std::numeric_limits<double>::infinity();
  std::vector<std::vector<Candidate>> found;  // a list for each part

  Asked(const SearchRows& table, const ConstVector& query, Metric metric, std::span<const Index> leftOut)
      : scorer(table.rows, table.lengths, query, metric), absent(sorted(leftOut)) {}

  [[nodiscard]] bool isAbsent(Index row) const { return std::ranges::binary_search(absent, row); }

  void raise(double reached) {
    double before = threshold.load(std::memory_order_relaxed);
    while (before < reached && !threshold.compare_exchange_weak(before, reached, std::memory_order_relaxed)) {
    }
  }
};

/// Queries that go through the table together, all of them by the int8 index or none.
class Scan {
 public:
  Scan(const SearchRows& table, std::deque<Asked>& asked, Index k)
      : m_table(table),
        m_asked(asked),
        m_k(k),
        m_byIndex(asked.front().rounded.has_value()),
        m_cut(table.rows.rows(), m_byIndex ? table.index->groups() * kGroupDims
                                           : table.rows.cols() * static_cast<Index>(sizeof(float))) {}

  /// Leaves in each query what may be among its k best.
  void run() {
    for (Asked& query : m_asked) query.found.resize(static_cast<std::size_t>(m_cut.parts()));
    if (m_byIndex) pack();
    base::inParallel(m_cut.parts(), [this](Index part) { scanPart(part); });
  }

 private:
  void pack() {
    for (const Asked& query : m_asked) {
      const auto cells = query.rounded->cells();
      m_cells.insert(m_cells.end(), cells.begin(), cells.end());
      const auto sums = query.rounded->chunkSums();
      m_chunkSums.insert(m_chunkSums.end(), sums.begin(), sums.end());
    }
  }

  void scanPart(Index part) {
    std::vector<Shortlist> lists(m_asked.size(), Shortlist(m_k));
    if (m_byIndex) {
      scanIndex(part, lists);
    } else {
      scanRows(part, lists);
    }
    for (std::size_t q = 0; q < lists.size(); ++q) {
      lists[q].prune();
      m_asked[q].raise(lists[q].threshold());
      m_asked[q].found[static_cast<std::size_t>(part)] = lists[q].candidates();
    }
  }

  void scanRows(Index part, std::vector<Shortlist>& lists) const {
    BlockBounds bounds;
    m_cut.forEachBlock(part, [&](Index first, Index rows) {
      for (std::size_t q = 0; q < lists.size(); ++q) {
        const Asked& query = m_asked[q];
        lists[q].raise(query.threshold.load(std::memory_order_relaxed));
        query.scorer.bound(first, rows, bounds);
        for (Index i = 0; i < rows; ++i) {
          const Bounds& own = bounds[static_cast<std::size_t>(i)];
          if (own.upper >= lists[q].threshold() && !query.isAbsent(first + i)) lists[q].add({first + i, own});
        }
      }
    });
  }

  void scanIndex(Index part, std::vector<Shortlist>& lists) const {
    const Int8Kernels& kernels = m_table.kernels != nullptr ? *m_table.kernels : *int8Kernels().front();
    const Index groups = m_table.index->groups();
    const Int8Queries queries{m_cells.data(), m_chunkSums.data(), static_cast<Index>(lists.size()), groups,
                              chunksOf(groups)};
    std::vector<float> products(lists.size() * static_cast<std::size_t>(m_cut.blockRows));
    m_cut.forEachBlock(part, [&](Index first, Index rows) {
      const Int8Panels panels = m_table.index->panels(first, rows);
      int8Products(kernels, panels, queries, products.data());
      const float* own = products.data();
      for (std::size_t q = 0; q < lists.size(); ++q, own += panels.panels * kPanelRows) {
        lists[q].raise(m_asked[q].threshold.load(std::memory_order_relaxed));
        enterPossible(m_asked[q], {first, rows, own}, lists[q]);
      }
    });
  }

  static void enterPossible(const Asked& query, const ScannedBlock& block, Shortlist& list) {
    std::array<Index, kBlockRows> rows;
    const Index count = query.rounded->possible(block, list.threshold(), rows);
    for (const Index row : std::span(rows.data(), static_cast<std::size_t>(count)))
      if (!query.isAbsent(row)) list.add({row, query.scorer.bound(row)});
  }

  const SearchRows& m_table;
  std::deque<Asked>& m_asked;
  Index m_k;
  bool m_byIndex;
  Cut m_cut;
  std::vector<QueryCell> m_cells;         // of all queries
  std::vector<std::int32_t> m_chunkSums;  // of all queries
};

/// Calls work(part) for all parts: inParallel, or one after the other where others work already.
using Spread = void (*)(Index parts, const std::function<void(Index)>& work);

void inTurn(Index parts, const std::function<void(Index)>& work) {
  for (Index part = 0; part < parts; ++part) work(part);
}

/// Calls work(i) for all i in [0, count), each of which reads one row.
template <typename Work>
void forEachRead(Index count, Index dims, Spread spread, const Work& work) {
  constexpr Index kPartNumbers = 1 << 18;
  const Index each = std::max<Index>(1, kPartNumbers / dims);
  spread((count + each - 1) / each, [&](Index part) {
    for (Index i = part * each; i < std::min(count, (part + 1) * each); ++i)
      work(static_cast<std::size_t>(i));
  });
}

/// The k best of what the scan has left, best first.
std::vector<Hit> rank(const Asked& query, Index k, Spread spread) {
  std::vector<Candidate> candidates;
  for (const auto& part : query.found) candidates.insert(candidates.end(), part.begin(), part.end());
  keepPossible(candidates, k);
  const RowScorer& scorer = query.scorer;
  const Index dims = scorer.query().size();
  std::vector<Hit> hits(candidates.size());
  forEachRead(static_cast<Index>(hits.size()), dims, spread, [&](std::size_t i) {
    hits[i] = {candidates[i].row, scorer.goodness(candidates[i].row)};
  });
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  });
  hits.resize(std::min(hits.size(), static_cast<std::size_t>(k)));
  for (Hit& hit : hits) hit.score = scorer.score(hit.score);
  return hits;
}

/// Whether reading the int8 index first pays: where much of the table is an answer, all of it is read anyway.
bool indexPays(const SearchRows& table, Index k) {
  return table.index != nullptr && k <= table.rows.rows() / 16;
}

struct Questions {
  const SearchRows& table;
  const ConstRows& queries;
  Index k = 0;
  Metric metric = Metric::Cosine;
  std::span<const std::vector<Index>> leftOut;
};

constexpr std::size_t kTogether = 64;  // so many queries' numbers and products stay in the cache

/// Answers the queries at `places`, at most kTogether.
void answerTogether(const Questions& questions, std::span<const Index> places, bool byIndex,
                    std::vector<std::vector<Hit>>& answers) {
  std::deque<Asked> asked;
  for (const Index place : places) {
    const auto absent = questions.leftOut.empty() ? std::span<const Index>()
                                                  : questions.leftOut[static_cast<std::size_t>(place)];
    Asked& query = asked.emplace_back(questions.table, questions.queries.row(place).transpose(),
                                      questions.metric, absent);
    if (byIndex) query.rounded.emplace(*questions.table.index, query.scorer);
  }
  Scan(questions.table, asked, questions.k).run();
  const bool several = asked.size() > 1;
  (several ? base::inParallel : inTurn)(static_cast<Index>(asked.size()), [&](Index i) {
    const auto at = static_cast<std::size_t>(i);
    answers[static_cast<std::size_t>(places[at])] =
        rank(asked[at], questions.k, several ? inTurn : base::inParallel);
  });
}

}  // namespace

Vector rowLengths(const ConstRows& rows, const base::Progress& progress) {
  constexpr Index kLeastRows = 128, kMostStripes = 256;
  constexpr double kOperations = 16;  // for each number, the reading of a file's pages among them
  Vector lengths(rows.rows());
  const RowCut cut =
      RowCut::of(rows.rows(), kLeastRows, kMostStripes, kOperations * static_cast<double>(rows.cols()));
  const auto measure = [&](Index, Index first, Index count) {
    for (Index row = first; row < first + count; ++row) {
      const double length = rows.row(row).cast<double>().norm();  // of finite floats it is finite
      lengths[row] = std::isfinite(length) ? static_cast<float>(std::min(length, kFloatMax)) : kNaN;
    }
  };
  forEachStripe(cut, measure, progress);
  return lengths;
}

std::vector<Hit> nearest(const SearchRows& table, const ConstVector& query, Index k, Metric metric,
                         std::span<const Index> leftOut) {
  const Eigen::Map<const RowMatrix> asRow(query.data(), 1, query.size());
  const std::vector<std::vector<Index>> absent{{leftOut.begin(), leftOut.end()}};
  return nearestMany(table, asRow, k, metric, absent).front();
}

std::vector<std::vector<Hit>> nearestMany(const SearchRows& table, const ConstRows& queries, Index k,
                                          Metric metric, std::span<const std::vector<Index>> leftOut) {
  assert(leftOut.empty() || leftOut.size() == static_cast<std::size_t>(queries.rows()));
  assert(table.index == nullptr ||
         (table.index->rows() == table.rows.rows() && table.index->dims() == table.rows.cols()));
  std::vector<std::vector<Hit>> answers(static_cast<std::size_t>(queries.rows()));
  k = std::min(k, table.rows.rows());
  if (k <= 0) return answers;
  std::vector<Index> places(answers.size());
  std::iota(places.begin(), places.end(), Index{0});
  const auto unindexed = std::partition(places.begin(), places.end(), [&](Index i) {
    return indexPays(table, k) && Int8Query::canBound(queries.row(i).cast<double>().norm());
  });
  const Questions questions{table, queries, k, metric, leftOut};
  const auto answerGroup = [&](std::span<const Index> group, bool byIndex) {
    for (std::size_t first = 0; first < group.size(); first += kTogether) {
      const auto some = group.subspan(first, std::min(kTogether, group.size() - first));
      answerTogether(questions, some, byIndex, answers);
    }
  };
  answerGroup({places.begin(), unindexed}, true);
  answerGroup({unindexed, places.end()}, false);
  return answers;
}

Rank rankOf(Index row, const SearchRows& table, const ConstVector& query, Metric metric,
            std::span<const Index> leftOut) {
  assert(row >= 0 && row < table.rows.rows() && std::ranges::find(leftOut, row) == leftOut.end());
  const Asked asked(table, query, metric, leftOut);
  const RowScorer& scorer = asked.scorer;
  const double own = scorer.goodness(row);
  const auto isBetter = [&](Index other, const Bounds& bounds) {
    if (other == row || bounds.upper < own || asked.isAbsent(other)) return false;
    const double goodness =
        bounds.lower > own ? std::numeric_limits<double>::infinity() : scorer.goodness(other);
    return goodness > own || (goodness == own && other < row);
  };
  const Cut cut(scorer.count(), table.rows.cols() * static_cast<Index>(sizeof(float)));
  std::vector<Index> better(static_cast<std::size_t>(cut.parts()));
  base::inParallel(cut.parts(), [&](Index part) {
    BlockBounds bounds;
    Index count = 0;
    cut.forEachBlock(part, [&](Index first, Index rows) {
      scorer.bound(first, rows, bounds);
      for (Index i = 0; i < rows; ++i)
        count += isBetter(first + i, bounds[static_cast<std::size_t>(i)]) ? 1 : 0;
    });
    better[static_cast<std::size_t>(part)] = count;
  });
  return {1 + std::accumulate(better.begin(), better.end(), Index{0}), scorer.score(own)};
}

}  // namespace es::math
