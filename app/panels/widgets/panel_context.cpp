#include "app/panels/widgets/panel_context.h"

#include <fmt/format.h>

#include "base/number_text.h"

namespace es::app {

void PanelContext::ask(Command command, Asker from, bool continues) {
  issue(std::move(command), continues);
  state.asker = from;
}

void PanelContext::issue(Command command, bool continues) {
  state.asker = Asker::None;
  state.askerError.clear();
  state.logStands = false;
  if (!continues) ++state.undoSteps;
  out.commands.push_back({std::move(command), continues});
}

void PanelContext::beginDrag() {
  state.dragChanged = false;
}

void PanelContext::issueDragged(Command command) {
  issue(std::move(command), state.dragChanged);
  state.dragChanged = true;
}

void PanelContext::showPage(Page page) {
  if (in.view.page != page || in.view.mode != modeOf(page))
    issue(SetCommand{"page", std::string(pageName(page))});
}

void PanelContext::showMode(Mode mode) {
  if (in.view.mode != mode)
    issue(SetCommand{"mode", std::string(kModeNames[static_cast<std::size_t>(mode)])});
}

void PanelContext::say(std::string word) {
  state.asker = Asker::None;
  out.said.push_back({std::move(word), false, {}, {}});
}

void PanelContext::fail(std::string error, Asker from) {
  state.asker = from;
  state.askerError = error;
  out.said.push_back({std::move(error), true, {}, {}});
}

void PanelContext::fail(const Error& error, const std::string& line, Asker from) {
  fail(error.what(), from);
  out.said.back().suggestions = suggestionsFor(line, base::correctionOf(error));
}

void PanelContext::textChanged(Asker from) {
  if (state.asker == from) state.askerError.clear();
}

std::optional<std::uint64_t> seedOfText(PanelContext& context, const std::string& typed, Asker from) {
  const auto seed = base::countFromText(typed);
  if (!seed) context.fail(fmt::format("a seed is a whole number from 0, found \"{}\"", typed), from);
  return seed;
}

}  // namespace es::app
