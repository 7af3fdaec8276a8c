#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/text/command_traits.h"

namespace es::app {

/// Lessons: scripts in steps (app/lesson/lesson.h).

struct LessonCommand {
  /// Try: the controls are the person's, the lesson waits. Resume: back to the step's own picture. Play: goes
  /// on by itself after each step's pause, or no longer.
  enum class Move { List, Start, Next, Back, Restart, Try, Resume, Play, Leave };
  Move move = Move::List;
  std::string name;         // of Start
  std::optional<int> step;  // of Start: goes on to this step, 1 = first
  bool operator==(const LessonCommand&) const = default;
};
template <>
struct CommandTraits<LessonCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "lesson", "lesson [NAME [--step K] | next | back | restart | try | resume | play | leave]",
      "the lessons, or one of them, step by step"};
  static constexpr std::array options{OptionSpec{"--step", true}};
  static constexpr CommandKind kind = CommandKind::Session;
  static LessonCommand parse(const Arguments& arguments);
  static std::string format(const LessonCommand& command);
};

// ---- answers ----
struct LessonTitle {
  std::string name, title, about;
  int steps = 0;
};
/// What a step is about: that fills the window, all else is away. `Bars` are those of the next token; the
/// rest are pages.
enum class Stage {
  Picture,
  Bars,
  Line,
  Pairs,
  Matrix,
  Product,
  Softmax,
  Directions,
  Text,
  Write,
  Attention,
  Soak,
  Lens,
  Unembedding,
  Parameters
};
/// As a lesson's file names them, in the order above.
constexpr std::array<std::string_view, 15> kStageNames{
    "picture", "bars",  "line",      "pairs", "matrix", "product",     "softmax",   "directions",
    "text",    "write", "attention", "soak",  "lens",   "unembedding", "parameters"};

struct LessonAnswer {
  std::optional<LessonTitle> lesson;  // the one that is on; nothing: none is
  int step = 0;                       // 1 = first, 0: before the first
  std::string caption;
  std::optional<Stage> stage;  // of the step, before the first of that; nothing: the window stays as it is
  bool trying = false, playing = false;
  std::vector<LessonTitle> titles;  // of `lesson` alone: all there are
};

std::string textOf(const LessonAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const LessonAnswer& answer);

}  // namespace es::app
