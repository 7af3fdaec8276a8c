#pragma once

#include <optional>
#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The temperature's track: 0 to 2, where the interesting things are and where public APIs stop, takes two
/// thirds of its length; 2 to 10 the rest.
constexpr double kMostTrackTemperature = 10;
constexpr double kPublicLimit = 2;
/// Where a temperature lies on the track: from 0 to 1; beyond 10, infinity included: 1.
[[nodiscard]] double trackShare(double temperature);
/// The other way, as short a number as a hand can mean: hundredths up to 2, tenths beyond; a true 0 at the
/// left end, and exactly 1 and 2 near their marks.
[[nodiscard]] double temperatureAt(double share);

/// "0.7", "1", "infinity".
[[nodiscard]] std::string temperatureText(double temperature);

/// A track with a box for the number beside it. Both in one line of `widthPx` (0: all that is left), the
/// marks below.
struct TrackEvents {
  bool grabbed = false;           // a drag begins: one undo step
  std::optional<double> dragged;  // to this temperature
  std::optional<double> typed;
};
[[nodiscard]] TrackEvents drawTemperatureTrack(PanelContext& context, const char* id, double temperature,
                                               float widthPx = 0);

/// Of the whole track with its marks, px.
[[nodiscard]] float temperatureTrackHeight();

/// The document's temperature, which acts while it is dragged.
void drawTemperature(PanelContext& context, float widthPx = 0);

}  // namespace es::app
