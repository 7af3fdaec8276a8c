#pragma once

#include <optional>

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
  MessageLog log{};
};

}  // namespace es::app
