#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/command.h"

namespace es::app {

/// Where the camera stands; world units are those of the slice.
struct CameraPose {
  std::array<double, 3> target{0, 0, 0};
  double distance = 0;  // 0: not yet framed, the whole cloud is framed at the first picture
  double yawDegrees = -62, pitchDegrees = 16, fovDegrees = 36;  // the first axis runs to the right
  bool operator==(const CameraPose&) const = default;
};

/// How the document is looked at: saved in sessions and settings, never undone.
struct ViewState {
  CameraPose camera;
  Theme theme = Theme::Dark;
  bool turning = true;  // the slow auto-turn
  bool grid = true;
  bool axes = true;
  int labelCount = 48;   // how many frequent words are labelled besides what was asked for
  double pointSize = 3;  // px
  double fontSize = 15;  // px at scale 1
  bool leftColumn = true, rightColumn = true;  // unfolded
  bool relativeAxis = false;                   // softmax bars: full width is the largest instead of 1
  bool operator==(const ViewState&) const = default;
};

bool isViewCommand(const Command& command);  // camera (not Frame), theme, set

/// Applies a view command; throws es::Error for unknown names and values out of range (numbers are clamped
/// where a clamp is harmless, and the answer says so).
std::string applyView(ViewState& view, const Command& command);

/// The switches and numbers that `set NAME VALUE` knows: turn, grid, axes, labels, point-size, font-size,
/// left-column, right-column, relative-axis.
struct ViewSetting {
  std::string_view name;
  std::string_view values;  // "on|off", "8-32"
  std::string_view summary;
};
const std::vector<ViewSetting>& viewSettings();

/// The commands that rebuild this view (camera included when it was framed).
std::vector<Command> sessionCommands(const ViewState& view);

}  // namespace es::app
