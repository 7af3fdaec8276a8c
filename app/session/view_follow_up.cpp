#include "app/session/view_follow_up.h"

#include <utility>

#include "app/command/command_text.h"
#include "app/evaluate/evaluate.h"

namespace es::app {

void ViewFollowUp::asked(const Command& command, bool wanted) {
  if (std::holds_alternative<SliceCommand>(command) || std::holds_alternative<CameraCommand>(command)) {
    m_chosen = true;
    drop();
  }
  m_wanted = wanted;
  if (std::holds_alternative<NeighborsCommand>(command)) m_mayFollow = wanted && !m_chosen;
}

bool ViewFollowUp::precedes(const Command& command) const {
  return m_due && m_isEarlier && isDocumentCommand(command) &&
         !std::holds_alternative<NeighborsCommand>(command);
}

void ViewFollowUp::answered(const Command& command, const DocumentState& after) {
  const bool stood = std::exchange(m_stood, after.neighbors != nullptr);
  const bool elsewhere =
      factsOf(command).kind == CommandKind::History || std::holds_alternative<OpenCommand>(command);
  if (elsewhere) {
    m_due = false;
  } else if (!after.neighbors) {
    if (stood) m_due = m_wanted && !m_chosen && after.sliceSpec.kind == SliceKind::Question;
  } else if (std::holds_alternative<NeighborsCommand>(command)) {
    m_due = m_mayFollow;
  }
}

Command followUpCommand(const DocumentState& document, const SliceSpec& overview) {
  SliceSpec spec = overview;
  if (document.neighbors) {
    spec = {};
    spec.kind = SliceKind::Question;
  }
  return SliceCommand{std::move(spec)};
}

bool looksAtSlice(const Command& command) {
  const auto is = [&]<class... Looking>() { return (std::holds_alternative<Looking>(command) || ...); };
  // History: the picture is part of the question's step. A lesson keeps the picture at the end of each step.
  return factsOf(command).kind == CommandKind::History ||
         is.template operator()<ScreenshotCommand, RecordCommand, ProjectCommand, SaveCommand, ExportCommand,
                                CopyCommand, LessonCommand>();
}

}  // namespace es::app
