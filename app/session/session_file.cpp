#include "app/session/session_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/command/command_text.h"
#include "app/document/view_state.h"
#include "app/evaluate/evaluate.h"
#include "app/session/named_files.h"
#include "base/error.h"
#include "base/error_line.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

/// Carries out one command of a session.
void take(OpenedSession& session, const QueuedCommand& queued, const base::Progress& progress) {
  const Command command = withResolvedPath(queued.command);
  if (isDocumentCommand(command)) {
    session.document = evaluate(session.document, command, progress).state;
  } else if (isViewCommand(command) || std::holds_alternative<CameraCommand>(command)) {
    session.view.push_back(command);
  } else {
    throw Error(fmt::format("{} is no part of a session; run carries out a script", commandName(command)));
  }
}

}  // namespace

OpenedSession readSession(const std::string& path, const base::Progress& progress) {
  OpenedSession session;
  session.path = path;
  std::vector<QueuedCommand> commands = readScript(path, session.errors);
  const auto opens = [](const QueuedCommand& one) {
    return std::holds_alternative<OpenCommand>(one.command);
  };
  if (std::ranges::none_of(commands, opens)) {  // written by hand: about the words of a start
    const std::vector<QueuedCommand> first = firstCommands({});
    commands.insert(commands.begin(), first.begin(), first.end());
  }
  double done = 0;
  const double all = static_cast<double>(commands.size());
  for (const QueuedCommand& queued : commands) {
    try {
      take(session, queued, base::stretch(progress, done / all, (done + 1) / all));
    } catch (const std::exception& failure) {
      const std::string line = base::errorLine(failure);
      // Without its words or its model the rest would be about others.
      if (opens(queued)) throw Error(queued.origin.empty() ? line : queued.origin + ": " + line);
      session.errors.push_back({queued.origin, line});
    }
    ++done;
  }
  return session;
}

PathAnswer writeSession(const std::string& path, const std::string& script, base::Writing writing) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) {
    const int version = sessionVersion(readScriptText(path));
    if (version > kSessionVersion) {
      throw Error(
          fmt::format("{}: made by a newer version of Embedscope (session version {}); not overwritten, "
                      "choose another name",
                      path, version));
    }
  }
  base::writeFileAtomically(path, script, writing);
  return {path};
}

}  // namespace es::app
