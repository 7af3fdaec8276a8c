#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// The sampler in force: the document's filters and order with the document's temperature.
[[nodiscard]] math::SamplerSettings samplerInForce(const DocumentState& document);

/// The chain of filters as rows whose order can be changed, with the orders of known programs.
void drawSamplerRows(PanelContext& context);

}  // namespace es::app
