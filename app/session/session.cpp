#include "app/session/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "app/command/command_text.h"
#include "app/command/text/key_table.h"
#include "app/document/drawn_in.h"
#include "app/document/states.h"
#include "app/evaluate/evaluate.h"
#include "app/evaluate/table_move.h"
#include "app/export/export_file.h"
#include "app/platform/desktop/paths.h"
#include "base/background_job.h"
#include "base/error.h"
#include "base/error_line.h"
#include "base/progress.h"

namespace es::app {
namespace {

std::string helpText(const HelpCommand& command) {
  if (command.topic == "keys") return keysText();
  if (!command.topic.empty()) {
    const CommandHelp& entry = helpNamed(command.topic);
    return fmt::format("{}: {}", entry.usage, entry.summary);
  }
  std::string text;
  for (const CommandHelp& entry : commandHelp())
    text += fmt::format("{}{}\n    {}", text.empty() ? "" : "\n", entry.usage, entry.summary);
  return text;
}

}  // namespace

Answer Session::execute(const Command& command, bool mergeWithLast, base::Writing writing) {
  const Command resolved = withResolvedPath(command);
  if (const auto* open = std::get_if<OpenCommand>(&resolved);
      open && mayOpenSession(command) && fileKind(open->path) == FileKind::Session)
    return replaceBy(readSession(open->path, base::ignoreProgress()));
  if (looksAtSlice(resolved) || followUp.precedes(resolved)) settleView();
  followUp.asked(resolved, view.bestView);
  const bool isHistory = factsOf(resolved).kind == CommandKind::History;
  if (!isHistory && !isDocumentCommand(resolved)) {
    Answer outside = executeOutside(resolved, writing);
    camera.finish(view);
    return outside;
  }
  Answer answer;
  if (isHistory) {
    answer = stepHistory(document, resolved);
    space.follow(document.state(), false);
  } else {
    answer = carryOut(resolved, mergeWithLast);
  }
  followUp.answered(resolved, document.state());
  cameraFollows(resolved, answer);
  camera.finish(view);
  return answer;
}

Answer Session::carryOut(const Command& command, bool mergeWithLast) {
  Outcome outcome = evaluate(document.state(), command, base::ignoreProgress());
  document.commit(std::move(outcome.state), mergeWithLast);
  space.follow(document.state(), false);
  if (!lesson.on() && !mergeWithLast)
    motion.finish();                      // a film shows the newest command, or a lesson's whole step
  motion.follow(document.state(), true);  // it begins where it is recorded
  return std::move(outcome.answer);
}

void Session::settleView() {
  if (followUp.due() == ViewFollowUp::Due::Nothing) return;
  const Command command = dueCommand();
  followUp.drop();
  cameraFollows(command, carryOut(command, true));
  camera.finish(view);
}

Command Session::dueCommand() const {
  const bool sameWords = m_overview.space == document.state().space;
  return followUpCommand(followUp.due(), sameWords ? m_overview.spec : SliceSpec{});
}

void Session::cameraFollows(const Command& command, const Answer& answer) {
  const DocumentState& state = document.state();
  const Seen before = std::exchange(m_seen, seenNow());
  const bool otherWords = before.space != state.space, otherSlice = before.sliced != state.sliced;
  const auto* trace = std::get_if<TraceAnswer>(&answer);
  const bool asksToLook = std::holds_alternative<SliceAnswer>(answer) || (trace && !trace->tokens.empty());
  if (std::holds_alternative<ClearCommand>(command) && !otherSlice) camera.refit(cameraSubject());
  if (!state.space || !(asksToLook || (before.space && (otherWords || otherSlice)))) return;
  const bool isHistory = factsOf(command).kind == CommandKind::History;
  const bool undone = isHistory && m_beforeBest.sliced == state.sliced;
  const bool shows = state.sliceSpec.kind == SliceKind::Path ? hasPaths(state) : state.neighbors != nullptr;
  const bool best = isBestView(state.sliceSpec.kind) && shows &&
                    (otherSlice || std::holds_alternative<SliceCommand>(command));
  if (best && !undone) {
    if (otherSlice && !isHistory) {
      m_beforeBest = before;
      m_beforeBest.camera = camera.destination(view);
      m_beforeBest.framed = camera.stands(view);
      if (!isBestView(before.spec.kind)) m_overview = m_beforeBest;
    }
    return camera.followBest(cameraSubject());
  }
  const bool overview =
      isBestView(before.spec.kind) && m_overview.space == state.space && m_overview.spec == state.sliceSpec;
  const SliceKind kind = state.sliceSpec.kind;  // one that was asked for to see all words, question or not
  const bool whole = state.neighbors && std::holds_alternative<SliceCommand>(command) &&
                     (kind == SliceKind::Pca || kind == SliceKind::Topics);
  if (!undone && !overview)
    return whole ? camera.followWhole(cameraSubject()) : camera.follow(cameraSubject());
  goBackTo(undone ? m_beforeBest : m_overview);
}

/// Where the camera was, or, if nobody had put it there, so turned in front of what is asked for now.
void Session::goBackTo(const Seen& before) {
  const CameraPose seen = view.camera;
  view.camera = before.camera;
  const bool figure = before.framed && before.camera.distance > 0 && !isBestView(before.spec.kind);
  if (figure && document.state().neighbors) view.camera.distance = 0, view.camera.target = {};
  if (figure && !document.state().neighbors) frameCamera();
  camera.glideFrom(seen, view, SlicePlayer::kTurnSec);
}

const DocumentState& Session::drawn(Mode mode) const {
  if (mode == Mode::Words) return document.state();
  Drawn& kept = m_drawn[static_cast<std::size_t>(mode)];
  if (kept.revision != document.revision()) kept = {document.revision(), drawnIn(document.state(), mode)};
  return kept.document;
}

bool Session::cameraAway() const {
  return document.state().space && !space.empty() && !space.moving() &&
         camera.isAway(view, drawn(view.mode), space.extent(), m_figures);
}

Answer Session::executeOutside(const Command& command, base::Writing writing) {
  if (const auto* move = std::get_if<CameraCommand>(&command)) return moveCamera(*move);
  if (isViewCommand(command)) {
    const Mode mode = view.mode;
    MessageAnswer answer{applyView(view, command)};
    if (view.mode != mode && document.state().space) camera.refit(cameraSubject());
    return answer;
  }
  if (const auto* target = std::get_if<SaveCommand>(&command))
    return writeSession(target->path, script(), writing);
  if (const auto* numbers = std::get_if<ExportCommand>(&command))
    return exportWork(document.state(), *numbers, writing)();
  if (std::holds_alternative<CopyCommand>(command)) {
    throw Error(
        "there is no clipboard without a window; export PATH writes the numbers, screenshot PATH the "
        "picture");
  }
  if (const auto* help = std::get_if<HelpCommand>(&command)) return MessageAnswer{helpText(*help)};
  assert(false && "a command of the document, or one that the caller carries out");
  return MessageAnswer{};
}

Answer Session::moveCamera(const CameraCommand& command) {
  if (command.move == CameraCommand::Move::Frame) {
    CameraCommand turned = command;
    turned.move = CameraCommand::Move::None;
    applyView(view, turned);
    frameCamera();
    return MessageAnswer{"camera frames what is asked for"};
  }
  if (command.move == CameraCommand::Move::Best) {
    const DocumentState& state = document.state();
    const bool paths = !state.model.traces.empty() && state.model.space.dims > 0;
    if (!state.neighbors && !state.pairs && !paths && state.shown.empty())
      throw Error("nothing is asked or shown; try: neighbors WORD, show WORD, pairs A - B");
    camera.showBest(cameraSubject());
    return MessageAnswer{"camera shows what is asked from its best side"};
  }
  // A target or a distance is told relative to nothing: a camera that still frames itself is fixed first.
  const bool places = command.target || command.distance;
  if (places && command.move == CameraCommand::Move::None) camera.pinDown(cameraSubject());
  return MessageAnswer{applyView(view, command)};
}

Answer Session::replaceBy(OpenedSession opened) {
  lesson.leave();
  document.commit(std::move(opened.document));
  followUp.drop();
  m_seen = seenNow();
  view = {};
  camera = {};
  for (const Command& command : opened.view) {
    try {
      executeOutside(command, base::Writing::OnlyNew);
    } catch (const std::exception& failure) {
      opened.errors.push_back({opened.path, base::errorLine(failure)});
    }
  }
  space.follow(document.state(), false);
  motion.follow(document.state(), false);
  motion.finish();
  const auto& table = *document.state().space->table;
  OpenAnswer answer{opened.path, "session", table.size(), table.dims(), std::nullopt, {}};
  for (const ScriptError& error : opened.errors)
    answer.warnings.push_back(error.origin + ": " + error.message);
  return answer;
}

bool Session::opens(const Command& command, const std::function<void(const Error&)>& fail) {
  try {
    execute(command);
    return true;
  } catch (const std::exception& failure) {
    fail(Error(base::errorLine(failure)));
    return false;
  }
}

void Session::openFirst(const std::string& file, const std::function<void(const Error&)>& fail) {
  const Command story = OpenCommand{"story", {}, {}};
  const std::vector<QueuedCommand> first = firstCommands(file);
  if (first.size() == 1) {
    opens(first.front().command, fail);
    return;
  }
  const auto words = std::ranges::find_if(first, [&](const auto& one) { return one.command != story; });
  if (std::ranges::find(first, story, &QueuedCommand::command) == first.end()) {
    opens(words->command, fail);
    return;
  }
  base::BackgroundJob<std::shared_ptr<const model::LanguageModel>> reading;
  reading.start([path = defaultModelPath()](const std::stop_token& stop) {
    return model::readModel(path, std::nullopt, base::stoppedBy(stop));
  });
  const bool hasWords = opens(words->command, fail);
  if (!hasWords && !file.empty()) return;
  if (!hasWords) {
    opens(story, fail);  // which brings words of its own
    return;
  }
  try {
    auto model = reading.take();
    std::vector<std::string> warnings;  // none: there was no model before
    document.commit(withModel(document.state(), std::move(model), warnings, base::ignoreProgress()), true);
  } catch (const std::exception& failure) {
    fail(Error(base::errorLine(failure)));
  }
}

std::string Session::scriptOf(const LessonPicture& picture) {
  std::string text = sessionVersionLine();
  for (Command command : sessionCommands(picture.document)) {
    if (auto* open = std::get_if<OpenCommand>(&command)) {
      if (const auto name = assetName(open->path)) *open = {std::string(*name), {}, {}};
    }
    text += formatCommand(command) + "\n";
  }
  for (const Command& command : sessionCommands(picture.view)) text += formatCommand(command) + "\n";
  return text;
}

}  // namespace es::app
