#include "app/panels/panel_context.h"

namespace es::app {

void PanelContext::ask(Command command, Asker from) {
  issue(std::move(command));
  state.asker = from;
}

void PanelContext::issue(Command command, bool continuesDrag) {
  state.asker = Asker::None;
  state.askerError.clear();
  out.commands.push_back({std::move(command), continuesDrag});
}

void PanelContext::fail(std::string error, Asker from) {
  state.asker = from;
  state.askerError = error;
  out.errors.push_back({std::move(error), true});
}

void PanelContext::textChanged(Asker from) {
  if (state.asker == from) state.askerError.clear();
}

}  // namespace es::app
