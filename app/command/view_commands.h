#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "app/look/theme.h"

namespace es::app {

/// The view: saved in sessions, not undone.

/// Only the given fields change.
struct CameraCommand {
  /// Frame: what is asked for, or all, in the picture. Best: that from the side that shows it best.
  enum class Move { None, Reset, Frame, Best };
  Move move = Move::None;
  std::optional<double> yawDegrees, pitchDegrees, distance, fovDegrees;
  std::optional<std::vector<double>> target;  // three numbers, world
  bool operator==(const CameraCommand&) const = default;
};
template <>
struct CommandTraits<CameraCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "camera", "camera [reset|frame|best] [front] [yaw D] [pitch D] [distance D] [target X Y Z] [fov D]",
      "moves the camera; angles in degrees"};
  static constexpr CommandKind kind = CommandKind::View;
  static constexpr InLog inLog = InLog::Quiet;
  static CameraCommand parse(const Arguments& arguments);
  static std::string format(const CameraCommand& command);
};

struct ThemeCommand {
  Theme theme = Theme::Dark;
  bool operator==(const ThemeCommand&) const = default;
};
template <>
struct CommandTraits<ThemeCommand> : UsualTraits {
  static constexpr CommandHelp help{"theme", "theme dark|light", "the colours"};
  static constexpr CommandKind kind = CommandKind::View;
  static ThemeCommand parse(const Arguments& arguments);
  static std::string format(const ThemeCommand& command);
};

/// One switch or number of the view by name (view_state.h's viewSettings lists them): `set turn off`.
struct SetCommand {
  std::string name;
  std::string value;
  bool operator==(const SetCommand&) const = default;
};
template <>
struct CommandTraits<SetCommand> : UsualTraits {
  static constexpr CommandHelp help{"set", "set NAME VALUE", "a switch or number of the view"};
  static constexpr CommandKind kind = CommandKind::View;
  static SetCommand parse(const Arguments& arguments);
  static std::string format(const SetCommand& command);
};

}  // namespace es::app
