#pragma once

#include <array>
#include <span>

#include "app/panels/widgets/panel_context.h"
#include "math/linear/plane_pair.h"

namespace es::app {

/// How a plane lies in its figure, in pixels from the figure's top left.
struct PlaneFrame {
  double unitPx = 0;  // of a unit of length; 0: not laid yet
  float originXPx = 0, originYPx = 0, widthPx = 0, heightPx = 0;
};

/// Room that labels need around what a plane shows, px.
struct PlaneMargins {
  float sidePx = 0, upDownPx = 0;
};

/// Lays the plane so that the origin and all places are in sight with room around them, at one scale for both
/// axes.
[[nodiscard]] PlaneFrame fittedFrame(std::span<const math::PlanePlace> places, float widthPx, float heightPx,
                                     const PlaneMargins& margins);
/// True when every place is in sight and the farthest is not tiny.
[[nodiscard]] bool stillFits(const PlaneFrame& frame, std::span<const math::PlanePlace> places);

/// A place in pixels from the figure's top left, and back: as short a number as stays within a pixel.
[[nodiscard]] std::array<float, 2> placeInFigure(const PlaneFrame& frame, const math::PlanePlace& place);
[[nodiscard]] math::PlanePlace placeInPlane(const PlaneFrame& frame, const std::array<float, 2>& px);

/// Less than half a percent of the lengths' product: as good as a right angle.
[[nodiscard]] bool nearlyRight(double cosine);
/// Of a positive, a negative and a nearly zero product.
[[nodiscard]] const Color& signColor(const PanelContext& context, const ProductAnswer& answer);

/// Two vectors in the plane through both, with the elbow of the second on the first and the angle. Its tips
/// can be dragged.
void drawPlane(PanelContext& context, const ProductAnswer& answer, float widthPx, float heightPx);

}  // namespace es::app
