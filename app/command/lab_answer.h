#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "math/formula/expression.h"
#include "math/types.h"

namespace es::app {

/// What the commands of lab_command.h answer: members of the Answer variant (answer.h).

struct LessonTitle {
  std::string name, title, about;
  int steps = 0;
};
struct LessonAnswer {
  std::optional<LessonTitle> lesson;  // the one that is on; nothing: none is
  int step = 0;                       // 1 = first, 0: before the first
  std::string caption;
  bool trying = false, playing = false;
  std::vector<LessonTitle> shelf;  // of `lesson` alone: all there are
};
struct PairItem {
  std::string from, to;
  math::Index fromRow = 0, toRow = 0;
  double length = 0;     // of to - from
  double dot = 0;        // with the direction
  double cosine = 0;     // to the direction
  bool heldOut = false;  // neither word is in the direction's formula
};
struct PairsAnswer {
  math::Expression expression;
  double length = 0;                  // of the direction
  double consistency = 0;             // mean cosine between the differences of different pairs; 1 pair: 1
  std::optional<double> heldOutMean;  // mean cosine of the held-out pairs to the direction; nothing: none is
  std::vector<PairItem> items;
};
struct ProductTerm {
  int dim = 0;
  double first = 0, second = 0, product = 0;
};
struct ProductAnswer {
  std::array<std::string, 2> labels;
  std::array<std::array<double, 2>, 2> plane{};  // both vectors in the plane through them
  std::array<double, 2> lengths{};
  double dot = 0, cosine = 0, angleDegrees = 0;
  bool moved = false;              // by hand: no longer the words' own vectors
  std::vector<ProductTerm> terms;  // all dimensions of the words, or the plane's two when moved
};
struct DirectionsAnswer {
  int count = 0, dims = 0;
  std::uint64_t seed = 0, pairs = 0;
  int rounds = 0;
  double smallestDegrees = 0, largestDegrees = 0;  // of all pairs
  double meanDegrees = 0, deviationDegrees = 0;
  double shareNearRight = 0;             // of pairs from 89 to 91 degrees
  double binDegrees = 0;                 // of the histogram, from 0 to 180
  std::vector<std::uint64_t> histogram;  // pairs a bin
};
struct VectorAnswer {
  std::string word;
  math::Index row = 0;
  double length = 0;
  std::vector<float> values;  // (d)
};
struct UnembedItem {
  int id = 0;
  std::string text;
  double logit = 0;        // = length of the last vector x length x cosine (+ bias where the model has one)
  double length = 0;       // of the token's row of the unembedding matrix
  double cosine = 0;       // of the row to the last vector
  double probability = 0;  // at the temperature in force, over the whole vocabulary
};
struct UnembedAnswer {
  std::string text;
  int vocabulary = 0, dims = 0;
  double temperature = 1;
  std::vector<float> vector;        // (dims) the last token's, after the final norm
  double length = 0;                // of it
  std::vector<UnembedItem> ranked;  // by logit, largest first
};
struct RecordAnswer {
  std::string path;
  int width = 0, height = 0, frames = 0;
  double fps = 0;
};
struct ExportAnswer {  // of export and copy
  std::string path;    // empty: the clipboard
  std::string what;    // "neighbors", ...
  std::uint64_t rows = 0;
};

}  // namespace es::app
