#include "app/program/command_kinds.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>

namespace es::app {

bool isHistory(const Command& command) {
  return std::holds_alternative<UndoCommand>(command) || std::holds_alternative<RedoCommand>(command);
}

bool panelsShow(const Command& command) {
  return std::visit(
      []<class C>(const C&) {
        return std::is_same_v<C, TemperatureCommand> || std::is_same_v<C, SoftmaxCommand> ||
               std::is_same_v<C, LogitsCommand> || std::is_same_v<C, NeighborsCommand> ||
               std::is_same_v<C, SelectCommand> || std::is_same_v<C, DotCommand> ||
               std::is_same_v<C, SliceCommand> || std::is_same_v<C, CentringCommand> ||
               std::is_same_v<C, MetricCommand> || std::is_same_v<C, CameraCommand> ||
               std::is_same_v<C, PredictCommand> || std::is_same_v<C, TraceCommand> ||
               std::is_same_v<C, LensCommand> || std::is_same_v<C, AttentionCommand> ||
               std::is_same_v<C, SamplerCommand> || std::is_same_v<C, WriteCommand> ||
               std::is_same_v<C, StepCommand> || std::is_same_v<C, BackCommand> ||
               std::is_same_v<C, ChooseCommand> || std::is_same_v<C, VisitCommand> ||
               std::is_same_v<C, VectorCommand> || std::is_same_v<C, WalkCommand> ||
               std::is_same_v<C, UnembedCommand>;
      },
      command);
}

bool panelsShowSetting(const Command& command) {
  constexpr std::array<std::string_view, 5> kSeen{"page", "dock", "dock-height", "paths", "axis"};
  const auto* set = std::get_if<SetCommand>(&command);
  return set && std::find(kSeen.begin(), kSeen.end(), set->name) != kSeen.end();
}

bool writes(const Command& command) {
  return std::holds_alternative<ScreenshotCommand>(command) ||
         std::holds_alternative<ExportCommand>(command) || std::holds_alternative<CopyCommand>(command);
}

bool waitsForFilm(const Command& command) {
  return std::holds_alternative<RecordCommand>(command) || std::holds_alternative<QuitCommand>(command);
}

}  // namespace es::app
