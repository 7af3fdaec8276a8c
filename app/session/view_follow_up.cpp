#include "app/session/view_follow_up.h"

#include <utility>

#include "app/command/command_text.h"
#include "app/document/states.h"
#include "app/evaluate/evaluate.h"

namespace es::app {

namespace {

bool isAsking(const Command& command) {
  return std::holds_alternative<NeighborsCommand>(command) || std::holds_alternative<TraceCommand>(command);
}

bool stands(const DocumentState& document) {
  return document.neighbors || hasPaths(document);
}

/// What the picture can be of.
ViewFollowUp::Due dueOf(const DocumentState& document) {
  if (document.neighbors) return ViewFollowUp::Due::Question;
  return hasPaths(document) ? ViewFollowUp::Due::Paths : ViewFollowUp::Due::Overview;
}

}  // namespace

void ViewFollowUp::asked(const Command& command, bool wanted) {
  if (std::holds_alternative<SliceCommand>(command) || std::holds_alternative<CameraCommand>(command)) {
    m_chosen = true;
    drop();
  }
  m_wanted = wanted;
  if (isAsking(command)) m_mayFollow = wanted && !m_chosen;
}

bool ViewFollowUp::precedes(const Command& command) const {
  return m_due != Due::Nothing && m_isEarlier && isDocumentCommand(command) && !isAsking(command);
}

void ViewFollowUp::answered(const Command& command, const DocumentState& after) {
  const bool stood = std::exchange(m_stood, stands(after));
  m_due = dueAfter(command, after, stood);
}

ViewFollowUp::Due ViewFollowUp::dueAfter(const Command& command, const DocumentState& after,
                                         bool stood) const {
  const bool elsewhere =
      factsOf(command).kind == CommandKind::History || std::holds_alternative<OpenCommand>(command);
  if (elsewhere) return Due::Nothing;
  const Due wanted = dueOf(after);
  const bool isTrace = std::holds_alternative<TraceCommand>(command);
  if (std::holds_alternative<NeighborsCommand>(command) || (isTrace && hasPaths(after))) {
    const Due asked = isTrace ? Due::Paths : Due::Question;
    return m_mayFollow ? asked : Due::Nothing;
  }
  // What the slice was made for is gone: it is made for what else stands, or is the one before.
  const SliceKind kind = after.sliceSpec.kind;
  const bool lost = (kind == SliceKind::Question && !after.neighbors) || (isTrace && kind == SliceKind::Path);
  if (stands(after) && !lost) return m_due;
  if (!stood) return m_due;
  return m_wanted && !m_chosen && isBestView(kind) ? wanted : Due::Nothing;
}

void ViewFollowUp::forget(const DocumentState& now) {
  drop();
  m_stood = stands(now);
}

Command followUpCommand(ViewFollowUp::Due due, const SliceSpec& overview) {
  SliceSpec spec;
  switch (due) {
    case ViewFollowUp::Due::Question:
      spec.kind = SliceKind::Question;
      break;
    case ViewFollowUp::Due::Paths:
      spec.kind = SliceKind::Path;
      break;
    case ViewFollowUp::Due::Overview:
    case ViewFollowUp::Due::Nothing:
      spec = overview;
      break;
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
