#pragma once

#include "app/command/command.h"

namespace es::app {

/// What the window does otherwise for some commands.

/// Undo and redo: the runner's, though no document command.
bool isHistory(const Command& command);
/// Answers that the panels show anyway need no line in the log.
bool panelsShow(const Command& command);
/// Settings that are seen at once.
bool panelsShowSetting(const Command& command);
/// One file is written at a time.
bool writes(const Command& command);
/// One film is made at a time, and leaving waits for it.
bool waitsForFilm(const Command& command);

}  // namespace es::app
