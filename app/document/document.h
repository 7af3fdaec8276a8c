#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/command/answer.h"
#include "app/command/command.h"
#include "app/document/coloring.h"
#include "app/document/model_state.h"
#include "app/document/row_filter.h"
#include "base/progress.h"
#include "math/linear/pca.h"
#include "math/linear/slice.h"
#include "model/table/embedding_table.h"

namespace es::app {

class FoundColorings;
class Int8IndexPlace;
struct ProductState;     // evaluate_product.cpp's: the dot-product lab (product_state.h)
struct DirectionsState;  // the many-directions lab (directions_state.h)

/// A table with what is computed from it once, when it is opened.
struct Space {
  std::shared_ptr<const model::EmbeddingTable> table;
  math::Spread spread;
  math::PrincipalComponents components;       // three
  std::shared_ptr<Int8IndexPlace> index;      // never null; see space_search.h
  std::shared_ptr<FoundColorings> colorings;  // never null; see found_colorings.h
};

/// A slice with every row of the table in it.
struct SlicedSpace {
  math::Slice slice;
  math::Points points;  // (n, 3)
  double varianceShare = 0;
};

struct SoftmaxState {
  std::vector<std::string> labels;
  std::vector<double> logits;  // as many as labels
  std::optional<math::Expression>
      source;  // set when the logits are dot products of this formula with the labels
  bool operator==(const SoftmaxState&) const = default;
};

/// Everything that undo brings back. A value: the big parts are shared and never change.
struct DocumentState {
  std::shared_ptr<const Space> space;         // null: nothing is open
  std::shared_ptr<const SlicedSpace> sliced;  // null exactly when space is
  SliceSpec sliceSpec;
  ColorSpec color;                           // what was asked for
  std::shared_ptr<const Coloring> coloring;  // by that; null where the points have no colours by command
  std::shared_ptr<const RowFilter> filter;   // the rows that stay in the picture; null: all
  std::string labelColumn;                   // what is written at the points; empty: the words
  bool centred = false;
  math::Metric metric = math::Metric::Cosine;
  int neighborCount = 10;
  std::shared_ptr<const NeighborsAnswer> neighbors;  // the last question, null: none
  std::shared_ptr<const DotAnswer> dots;             // null: none
  std::shared_ptr<const DotAnswer> dotsBefore;       // the answer before: ghosts on the number line
  std::shared_ptr<const PairsAnswer> pairs;          // null: none
  std::optional<math::Expression> field;             // the direction drawn all over
  std::shared_ptr<const VectorAnswer> pulled;        // the column pulled out of the matrix
  std::vector<math::Expression> shown;               // what `show` asked for, in that order, no doubles; the
                                                     // standing question is drawn too, from `neighbors`
  std::optional<math::Index> selected;               // row
  SoftmaxState softmax;                              // empty logits: nothing to show
  double temperature = 1.0;  // of the typed logits, the next token and the warm column of the story
  std::optional<double> besideTemperature;            // the same logits beside, at this one
  std::shared_ptr<const ProductState> product;        // null: none
  std::shared_ptr<const DirectionsState> directions;  // null: none
  ModelState model;
  bool operator==(const DocumentState&) const = default;  // shared parts by identity
};

/// The row of each word, states left out; throws as `evaluate` does.
std::vector<math::Index> rowsOf(const math::Expression& expression, const model::EmbeddingTable& table);
/// The vector of each term without its factor, words' and states', (terms, d).
math::RowMatrix vectorsOf(const math::Expression& expression, const model::EmbeddingTable& table);
/// The formula's result, (d).
math::Vector vectorOf(const math::Expression& expression, const model::EmbeddingTable& table);

/// What is drawn in `state`: the standing question first, then what `show` asked for, each once.
std::vector<math::Expression> drawnExpressions(const DocumentState& state);

/// The state with its history. Only `commit`, `undo` and `redo` change it.
class Document {
 public:
  [[nodiscard]] const DocumentState& state() const { return m_state; }

  /// Grows with every change; background results made from an older revision are stale.
  [[nodiscard]] std::uint64_t revision() const { return m_revision; }

  /// Takes over a state that `evaluate` made from this revision's state. Unchanged states leave no undo step,
  /// nor does the opening of the first table and, beside it, of the first model. `mergeWithLast`: part of one
  /// drag, or of one start; it shares the undo step of the commit before, or its lack of one.
  void commit(DocumentState state, bool mergeWithLast = false);

  [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
  [[nodiscard]] bool canRedo() const { return !m_future.empty(); }
  void undo();  // throws es::Error when there is nothing to undo
  void redo();

 private:
  DocumentState m_state;
  std::vector<DocumentState> m_past, m_future;  // at most 200 of each
  std::uint64_t m_revision = 1;
  bool m_stepIsOpen = false;  // the last commit made the newest undo step: a merging one may join it
  bool m_starting = false;    // the last commit was the first opening: a merging one makes no step either
};

/// The commands that rebuild this state from nothing, in order (a session; the view's follow separately). The
/// table is named by its absolute path; a table without a path (made in memory) is left to the caller to
/// open.
std::vector<Command> sessionCommands(const DocumentState& state);

}  // namespace es::app
