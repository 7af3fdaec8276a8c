#include "app/panels/widgets/asker_error.h"

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

void drawAskerError(const PanelContext& context, Asker asker) {
  if (context.state.asker != asker || context.state.askerError.empty()) return;
  wrapped(base::displayText(context.state.askerError), context.colors.error);
}

}  // namespace es::app
