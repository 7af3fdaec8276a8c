#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/look/rectangle.h"
#include "app/output/studio.h"
#include "app/platform/desktop/window.h"
#include "app/program/message_log.h"
#include "app/session/session.h"

namespace es::app {

/// What the parts of the window's program have in common. Outlives them all.
struct WindowState {
  Window& window;
  Session session{};
  Studio studio{};
  PanelState panels{};
  RectPx picture{};                      // where in the window the 3D picture is, in the last frame
  std::optional<HoveredWord> hovered{};  // the word that the pointer is on, there or in a list
  std::optional<RectPx> hoveredLabel{};  // where in the window its label is, if it has one
  std::shared_ptr<const HoveredTopic> hoveredTopic{};
  MessageLog log{};
  std::vector<std::string> recent{};    // files that were opened or saved, the last one first
  std::string sessionPath{};            // where the session was opened from or saved to; empty: nowhere yet
  std::vector<std::string> promised{};  // names of files that will be written, and may not be there yet
};

}  // namespace es::app
