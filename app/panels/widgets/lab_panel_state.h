#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/panels/widgets/model_panel_state.h"
#include "math/types.h"

namespace es::app {

struct Space;

/// What the labs' pages remember between frames.
struct MatrixPageState {
  std::shared_ptr<const Space> space;    // of the columns
  double range = 1;                      // the colours reach from -range to range
  std::optional<math::Index> selected;   // the figure has gone to this column
  double columnPx = 0;                   // how wide a column is; 0: not yet chosen
  double firstColumn = 0, firstRow = 0;  // at the figure's left and top
  double goesFrom = 0, goesTo = 0;       // the first column, while it is on its way
  double wentSec = -1;                   // for how long it has been; below 0: it is at rest
  double zoomBy = 1;                     // asked for beside the figure
};
/// How a plane lies in its figure, in pixels from the figure's top left.
struct PlaneFrame {
  double unitPx = 0;  // of a unit of length; 0: not laid yet
  float originXPx = 0, originYPx = 0, widthPx = 0, heightPx = 0;
};
struct ProductPageState {
  std::array<std::string, 2> texts, seenTexts;  // the formulas' boxes, and what the document said last
  std::optional<std::size_t> dragged;           // the tip under way, 0 or 1
  PlaneFrame frame;                             // kept while it fits: nothing moves under the hand
  std::array<std::string, 2> framed;            // the words that it was laid for
};
struct SoftmaxView;  // softmax_figure.h
struct SoftmaxPageState {
  std::optional<std::size_t> chosen, hovered;  // the row whose formula stays; the one under the pointer
  std::shared_ptr<const SoftmaxView> view;     // kept until what it shows changes
};
struct DirectionsPageState {
  std::string countText = "10000", dimsText = "100", seedText = "1";
  std::string seenNumbers;     // what the document said of the three last
  bool pushing = false;        // a round whenever the worker is free
  bool pushMerges = false;     // the next round shares the undo step of the one before
  std::uint64_t pushedAt = 0;  // the document's revision when the last round was asked for
  int waitedFrames = 0;        // that it has not come
};
struct UnembeddingPageState {
  AskedFor asked;
  std::shared_ptr<const UnembedAnswer> answer;  // whose rows these are
  math::RowMatrix rows;                         // (ranked, dims) of the unembedding matrix
  double vectorRange = 1, rowRange = 1;         // of the strips' colours
  double firstDim = 0;                          // at the strips' left, where they do not fit
  std::optional<std::size_t> chosen;            // the row whose formula shows
};

struct LabPanelState {
  MatrixPageState matrix;
  ProductPageState product;
  SoftmaxPageState softmax;
  DirectionsPageState directions;
  UnembeddingPageState unembedding;
};

}  // namespace es::app
