#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/document/model_state.h"
#include "app/document/view_state.h"
#include "math/types.h"

namespace es::app {

enum class HalfStep { Attention, Mlp };

/// Which block leads to a state: 1 = attention of layer 0, 2 = its MLP, ... (0, the embedding, is a start).
constexpr HalfStep halfStepTo(math::Index state) {
  return state % 2 == 1 ? HalfStep::Attention : HalfStep::Mlp;
}

/// The layer of that block, from 0.
constexpr int layerTo(math::Index state) {
  return static_cast<int>((state - 1) / 2);
}

/// A token's path through the layers, as it is drawn.
struct TracePath {
  math::RowMatrix states;               // (steps, d): embedding first
  std::string startLabel;               // the token
  std::string endLabel;                 // `king in “the old king”`, `“the old king”` if all are king
  std::vector<std::string> stepLabels;  // (steps - 1) of the segments; empty: none
  int overlay = 0;                      // which of the overlaid texts it belongs to
  bool thin = false;                    // one of many of its text: no token was named
};

/// Where two overlaid paths of one token part: the states of both after that half-step.
struct PathParting {
  math::Vector first, second;  // (d)
  std::string label;           // "part in layer 2"
};

/// A row of the unembedding matrix: what the end of the last token's path, or a gap's, is multiplied with.
struct OutputRow {
  math::Vector tip;   // (d)
  std::string label;  // "next: little", "gap: sat"
};

/// A word of the table beside the paths of named tokens.
struct NearbyWord {
  std::string word;
  bool atStart = false;  // beside a path's start, where the plain words are; otherwise further along
};

/// A word that a path's end lies near and its text does not say: what the token has come to mean.
struct EndWord {
  std::string word;
  math::Vector end;  // (d) of the path
  int overlay = 0;   // the path's
};

/// The overlaid paths with what belongs to them, in the space itself: projected by whatever slice is drawn.
struct TraceFigure {
  std::vector<TracePath> paths;
  std::vector<PathParting> partings;
  std::vector<OutputRow> outputs;  // of the three likeliest next tokens of the standing text, or of its gap
  std::vector<EndWord> ends;       // some of each path that has its text to itself, the nearest first
  std::vector<NearbyWord> nearby;  // no doubles, those at the starts first
};

/// dims: of the open table; paths of another space are left out.
[[nodiscard]] TraceFigure traceFigure(const ModelState& model, PathLength length, math::Index dims);

/// The states of a path as they are drawn, (steps, d): true, or each as long as the first.
[[nodiscard]] math::RowMatrix drawnStates(const TokenTrace& trace, PathLength length);

/// The text up to `end` (bytes), as far back as about `room` characters: what a model reads from left to
/// right, and so what acts on a token. Dots stand for what is left out.
[[nodiscard]] std::string elidedText(std::string_view text, std::size_t end, std::size_t room);

}  // namespace es::app
