#pragma once

#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/lesson/script_file.h"
#include "base/progress.h"

namespace es::app {

/// A session read from its file: all that it stands for, made from nothing.
struct OpenedSession {
  std::string path;
  DocumentState document;
  std::vector<Command> view;        // the view's commands, in order, for a fresh ViewState
  std::vector<ScriptError> errors;  // of the lines that could not be read or failed; the rest stands
};

/// Carries out a session's commands on a state of its own, on any thread. What is neither the document's nor
/// the view's is refused, as no part of a session. Throws as readScript does, and es::Cancelled.
[[nodiscard]] OpenedSession readSession(const std::string& path, const base::Progress& progress);

/// Writes a session, whole or not at all; on any thread. Throws es::Error, also where a newer version of the
/// program made the file that is there.
PathAnswer writeSession(const std::string& path, const std::string& script, base::Writing writing);

}  // namespace es::app
