#pragma once

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// A page that would be empty when it is first seen asks its first example, once a sitting.
void showFirstExample(PanelContext& context);

}  // namespace es::app
