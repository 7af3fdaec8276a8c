#pragma once

#include <variant>

#include "app/command/column_commands.h"
#include "app/command/direction_commands.h"
#include "app/command/drawn_commands.h"
#include "app/command/file_commands.h"
#include "app/command/layer_commands.h"
#include "app/command/lesson_commands.h"
#include "app/command/matrix_commands.h"
#include "app/command/model_commands.h"
#include "app/command/open_commands.h"
#include "app/command/program_commands.h"
#include "app/command/question_commands.h"
#include "app/command/slice_commands.h"
#include "app/command/softmax_commands.h"
#include "app/command/story_commands.h"
#include "app/command/topic_commands.h"
#include "app/command/view_commands.h"

namespace es::app {

/// Everything a person can do is one of these values; its other form is one line of text (command_text.h).
/// Panels, the command line, scripts, sessions and tests all use them. `help` lists them in this order; what
/// is known of each is its CommandTraits.
using CommandVariant =
    std::variant<OpenCommand, InfoCommand, NeighborsCommand, RankCommand, DotCommand, ProjectCommand,
                 MetricCommand, SliceCommand, CentringCommand, ShowCommand, HideCommand, SelectCommand,
                 ClearCommand, SoftmaxCommand, LogitsCommand, TemperatureCommand, CameraCommand, ThemeCommand,
                 SetCommand, ScreenshotCommand, SaveCommand, RunCommand, UndoCommand, RedoCommand,
                 HelpCommand, QuitCommand, TokensCommand, PredictCommand, GenerateCommand, TraceCommand,
                 LensCommand, AttentionCommand, ParametersCommand, SamplerCommand, WriteCommand, StepCommand,
                 BackCommand, ChooseCommand, VisitCommand, LessonCommand, PairsCommand, FieldCommand,
                 ProductCommand, DirectionsCommand, CompareCommand, VectorCommand, WalkCommand,
                 UnembedCommand, RecordCommand, ExportCommand, CopyCommand, TopicsCommand, ColorCommand,
                 ColumnsCommand, WhereCommand, LabelCommand>;

/// What they answer (answer.h).
using AnswerVariant =
    std::variant<OpenAnswer, InfoAnswer, NeighborsAnswer, RankAnswer, DotAnswer, SliceAnswer, ProjectAnswer,
                 ShowAnswer, SoftmaxAnswer, ScreenshotAnswer, PathAnswer, MessageAnswer, TokensAnswer,
                 PredictAnswer, GenerateAnswer, TraceAnswer, LensAnswer, AttentionAnswer, ParametersAnswer,
                 SamplerAnswer, StoryAnswer, LessonAnswer, PairsAnswer, ProductAnswer, DirectionsAnswer,
                 VectorAnswer, UnembedAnswer, RecordAnswer, ExportAnswer, TopicsAnswer, ColorAnswer,
                 ColumnsAnswer, WhereAnswer>;

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
