#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/command/lab_command.h"
#include "app/command/model_command.h"
#include "app/look/theme.h"
#include "math/formula/expression.h"
#include "math/linear/similarity.h"
#include "model/table/table_reader.h"

namespace es::app {

/// Everything a person can do is one of these values; its other form is one line of text (command_text.h).
/// Panels, the command line, scripts, sessions and tests all use them.

// ---- what is open ----
/// A table of words, or a model. "embedding" and "unembedding": the open model's own matrix as a table;
/// "default", "full" and "story": what came with the program (session.h).
struct OpenCommand {
  std::string path;
  std::optional<model::TableFormat> format;  // of a table; told by content otherwise
  std::optional<std::string> tokenizer;      // of a model; looked for beside it otherwise
  bool operator==(const OpenCommand&) const = default;
};
struct InfoCommand {
  bool operator==(const InfoCommand&) const = default;
};

// ---- questions ----
/// Fields left empty keep what the document has in force (and given ones stay in force).
struct NeighborsCommand {
  math::Expression expression;
  std::optional<int> count;
  std::optional<math::Metric> metric;
  bool keepInputs = false;  // the inputs of the formula may be answers
  bool operator==(const NeighborsCommand&) const = default;
};
struct RankCommand {
  math::Expression expression;
  std::string word;
  std::optional<math::Metric> metric;
  bool operator==(const RankCommand&) const = default;
};
struct DotCommand {
  math::Expression expression;
  std::vector<std::string> words;
  std::vector<std::size_t> groupSizes;  // of the words, in order; empty: one group
  bool operator==(const DotCommand&) const = default;
};
struct ProjectCommand {
  std::vector<std::string> words;
  bool operator==(const ProjectCommand&) const = default;
};
struct MetricCommand {
  math::Metric metric = math::Metric::Cosine;
  bool operator==(const MetricCommand&) const = default;
};

// ---- the slice ----
enum class SliceKind { Pca, Random, Axes, Fit };
struct SliceSpec {
  SliceKind kind = SliceKind::Pca;
  std::uint64_t seed = 0;              // Random
  std::vector<math::Expression> axes;  // Axes: exactly three
  bool orthogonal = true;              // Axes: Gram-Schmidt, or oblique as given
  std::vector<std::string> words;      // Fit: at least one
  bool operator==(const SliceSpec&) const = default;
};
struct SliceCommand {
  SliceSpec spec;
  bool operator==(const SliceCommand&) const = default;
};
/// Off: slices act on the vectors as they are, the origin stays the origin. On: the mean is taken off first.
struct CentringCommand {
  bool on = false;
  bool operator==(const CentringCommand&) const = default;
};

// ---- what is drawn ----
struct ShowCommand {
  std::vector<math::Expression> expressions;
  bool operator==(const ShowCommand&) const = default;
};
struct HideCommand {
  std::vector<math::Expression> expressions;  // empty: all
  bool operator==(const HideCommand&) const = default;
};
struct SelectCommand {
  std::optional<std::string> word;  // nothing: no selection
  bool operator==(const SelectCommand&) const = default;
};
/// Takes away questions, arrows, a model's paths and the selection; keeps the table, the slice and the
/// metric.
struct ClearCommand {
  bool operator==(const ClearCommand&) const = default;
};

// ---- softmax ----
struct SoftmaxCommand {
  std::vector<double> logits;       // none: takes the ones that stand away
  std::vector<std::string> labels;  // as many as logits, or none (then they are numbered)
  std::optional<double> temperature;
  bool operator==(const SoftmaxCommand&) const = default;
};
/// Logits taken as the dot products of a formula with chosen words.
struct LogitsCommand {
  math::Expression expression;
  std::vector<std::string> words;
  bool operator==(const LogitsCommand&) const = default;
};
struct TemperatureCommand {
  double temperature = 1.0;  // >= 0, may be infinity; 0 is argmax
  bool operator==(const TemperatureCommand&) const = default;
};

// ---- the view: saved in sessions, not undone ----
/// Only the given fields change.
struct CameraCommand {
  enum class Move { None, Reset, Frame };  // Frame: the selection, or what is shown, or all
  Move move = Move::None;
  std::optional<double> yawDegrees, pitchDegrees, distance, fovDegrees;
  std::optional<std::vector<double>> target;  // three numbers, world
  bool operator==(const CameraCommand&) const = default;
};
struct ThemeCommand {
  Theme theme = Theme::Dark;
  bool operator==(const ThemeCommand&) const = default;
};
/// One switch or number of the view by name (view_state.h's viewSettings lists them): `set turn off`.
struct SetCommand {
  std::string name;
  std::string value;
  bool operator==(const SetCommand&) const = default;
};

// ---- files and history ----
struct ScreenshotCommand {
  std::string path;
  std::optional<int> width, height;  // both or none: the window's, or 1280x800 without one
  bool transparent = false;
  bool panels = false;  // with the panels over the picture
  double scale = 0;     // of lines and text; 0: height / 800, so that a large picture has the window's layout
  std::optional<int> mostPoints;  // of .svg and .pdf: a cloud of more is an image within the picture
  bool operator==(const ScreenshotCommand&) const = default;
};
/// A film of the newest change, or, with `turnDegrees`, of the camera going round.
struct RecordCommand {
  std::string path;  // .mp4, .webm, .gif through ffmpeg; anything else: a folder of numbered PNG files
  std::optional<int> width, height;
  std::optional<double> seconds, fps, turnDegrees;  // as long as the motion lasts, 30, none
  bool operator==(const RecordCommand&) const = default;
};
enum class ExportKind { Neighbors, Dots, Coordinates, Selection, Picture };
/// Numbers for other programs, by the path's ending: .csv, .tsv, .json. Not of Picture.
struct ExportCommand {
  std::string path;
  ExportKind what = ExportKind::Neighbors;
  bool operator==(const ExportCommand&) const = default;
};
/// To the clipboard.
struct CopyCommand {
  ExportKind what = ExportKind::Neighbors;
  bool operator==(const CopyCommand&) const = default;
};
struct SaveCommand {
  std::string path;
  bool operator==(const SaveCommand&) const = default;
};
struct RunCommand {
  std::string path;  // a script: one command a line, # starts a comment
  bool operator==(const RunCommand&) const = default;
};
struct UndoCommand {
  bool operator==(const UndoCommand&) const = default;
};
struct RedoCommand {
  bool operator==(const RedoCommand&) const = default;
};
struct HelpCommand {
  std::string topic;  // a command's name, or empty
  bool operator==(const HelpCommand&) const = default;
};
struct QuitCommand {
  bool operator==(const QuitCommand&) const = default;
};

using CommandVariant =
    std::variant<OpenCommand, InfoCommand, NeighborsCommand, RankCommand, DotCommand, ProjectCommand,
                 MetricCommand, SliceCommand, CentringCommand, ShowCommand, HideCommand, SelectCommand,
                 ClearCommand, SoftmaxCommand, LogitsCommand, TemperatureCommand, CameraCommand, ThemeCommand,
                 SetCommand, ScreenshotCommand, SaveCommand, RunCommand, UndoCommand, RedoCommand,
                 HelpCommand, QuitCommand, TokensCommand, PredictCommand, GenerateCommand, TraceCommand,
                 LensCommand, AttentionCommand, ParametersCommand, SamplerCommand, WriteCommand, StepCommand,
                 BackCommand, ChooseCommand, VisitCommand, LessonCommand, PairsCommand, FieldCommand,
                 ProductCommand, DirectionsCommand, CompareCommand, VectorCommand, WalkCommand,
                 UnembedCommand, RecordCommand, ExportCommand, CopyCommand>;

/// One of them. What a value can do is compiled once, in command.cpp: left to every file that handles
/// commands, so many alternatives would be half of its compilation.
struct Command : CommandVariant {
  using CommandVariant::CommandVariant;
  Command();
  Command(const Command&);
  Command(Command&&) noexcept;
  Command& operator=(const Command&);
  Command& operator=(Command&&) noexcept;
  ~Command();
};
bool operator==(const Command& a, const Command& b);

}  // namespace es::app
