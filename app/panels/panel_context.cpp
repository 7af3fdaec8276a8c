#include "app/panels/panel_context.h"

namespace es::app {

void PanelContext::ask(Command command, Asker from) {
  issue(std::move(command));
  state.asker = from;
  state.keyboard.asked = from == Asker::CommandLine ? 0 : state.keyboard.entered;
}

void PanelContext::issue(Command command, bool continuesDrag) {
  state.asker = Asker::None;
  state.keyboard.asked = 0;
  state.askerError.clear();
  out.commands.push_back({std::move(command), continuesDrag});
}

void PanelContext::fail(std::string error, Asker from) {
  state.asker = from;
  state.askerError = error;
  if (from != Asker::CommandLine) state.keyboard.failed = state.keyboard.entered;
  out.errors.push_back({std::move(error), true});
}

void PanelContext::textChanged(Asker from) {
  if (state.asker == from) state.askerError.clear();
}

}  // namespace es::app
