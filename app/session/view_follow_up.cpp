#include "app/session/view_follow_up.h"

#include "app/command/command_text.h"

namespace es::app {

void ViewFollowUp::asked(const Command& command, bool wanted) {
  if (std::holds_alternative<SliceCommand>(command) || std::holds_alternative<CameraCommand>(command)) {
    m_chosen = true;
    drop();
  }
  if (std::holds_alternative<NeighborsCommand>(command)) m_mayFollow = wanted && !m_chosen;
}

void ViewFollowUp::answered(const Command& command, const DocumentState& after) {
  const bool elsewhere =
      factsOf(command).kind == CommandKind::History || std::holds_alternative<OpenCommand>(command);
  if (elsewhere || !after.neighbors) {
    m_due = false;
  } else if (std::holds_alternative<NeighborsCommand>(command)) {
    m_due = m_mayFollow;
  }
}

Command questionSliceCommand() {
  SliceCommand command;
  command.spec.kind = SliceKind::Question;
  return command;
}

bool looksAtSlice(const Command& command) {
  const auto is = [&]<class... Looking>() { return (std::holds_alternative<Looking>(command) || ...); };
  // History: the picture is part of the question's step. A lesson keeps the picture at the end of each step.
  return factsOf(command).kind == CommandKind::History ||
         is.template operator()<ScreenshotCommand, RecordCommand, ProjectCommand, SaveCommand, ExportCommand,
                                CopyCommand, LessonCommand>();
}

}  // namespace es::app
