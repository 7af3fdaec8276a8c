#pragma once

namespace es::app {

/// A caption's letters, against those of the panels: 22 px at the usual size of 15.
inline constexpr float kCaptionTimes = 22.0F / 15;

}  // namespace es::app
