#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "math/formula/expression.h"

namespace es::app {

/// The commands of lessons and labs: members of the Command variant (command.h).

// ---- lessons: scripts in steps (app/lesson/lesson.h) ----
struct LessonCommand {
  /// Try: the controls are the person's, the lesson waits. Resume: back to the step's own picture. Play: goes
  /// on by itself after each step's pause, or no longer.
  enum class Move { List, Start, Next, Back, Restart, Try, Resume, Play, Leave };
  Move move = Move::List;
  std::string name;         // of Start
  std::optional<int> step;  // of Start: goes on to this step, 1 = first
  bool operator==(const LessonCommand&) const = default;
};

// ---- directions ----
struct WordPair {
  std::string from, to;
  bool operator==(const WordPair&) const = default;
};
/// Whether the differences of pairs point along a direction. No pairs: takes them away.
struct PairsCommand {
  math::Expression expression;
  std::vector<WordPair> pairs;
  bool operator==(const PairsCommand&) const = default;
};
/// Short parallel arrows of a direction through the whole picture; nothing: takes them away.
struct FieldCommand {
  std::optional<math::Expression> expression;
  bool operator==(const FieldCommand&) const = default;
};
/// Two vectors in the plane through both. Formulas: both or none (then those that stand are changed).
/// `first`, `second`: moved by hand, in that plane; `angleDegrees`: the second is turned to that angle.
struct ProductCommand {
  std::vector<math::Expression> vectors;
  std::optional<std::array<double, 2>> first, second;
  std::optional<double> angleDegrees;
  bool operator==(const ProductCommand&) const = default;
};
/// So many random unit vectors in so many dimensions and all their angles; `rounds`: pushes them apart. Left
/// empty: those that stand go on.
struct DirectionsCommand {
  std::optional<int> count, dims;
  std::optional<std::uint64_t> seed;
  int rounds = 0;
  bool operator==(const DirectionsCommand&) const = default;
};

// ---- the embedding matrix ----
/// Pulls a word's column out of the matrix; nothing: puts it back.
struct VectorCommand {
  std::optional<std::string> word;
  bool operator==(const VectorCommand&) const = default;
};
/// Moves the selection along the columns of the matrix.
struct WalkCommand {
  enum class To { First, Last, Next, Back };
  To to = To::Next;
  int count = 1;  // of Next and Back
  bool operator==(const WalkCommand&) const = default;
};
/// The last vector of a text times the unembedding matrix: a dot product, the logit, for each token. Empty
/// text: the standing one.
struct UnembedCommand {
  std::string text;
  std::optional<int> count;  // of tokens in the answer; 10
  bool operator==(const UnembedCommand&) const = default;
};

// ---- softmax ----
/// The same logits under a second temperature, beside; nothing: no longer.
struct CompareCommand {
  std::optional<double> temperature;
  bool operator==(const CompareCommand&) const = default;
};

}  // namespace es::app
