#include "app/panels/model/page_question.h"

#include "app/panels/model/model_text.h"
#include "app/panels/model/writing.h"
#include "app/platform/imgui/imgui_compat.h"

namespace es::app {

bool shouldAsk(PanelContext& context, AskedFor& asked, bool answered) {
  const auto& standing = context.document().model.text;
  const double temperature = context.document().temperature;
  if (answered || !standing || context.busy() || context.in.document.canRedo()) return false;
  if (context.memory<ModelTextState>().waits || context.memory<WritingState>().on || ImGui::IsAnyMouseDown())
    return false;
  if (asked.text == standing && asked.temperature == temperature) return false;
  asked = {standing, temperature};
  return true;
}

void askForPage(PanelContext& context, Command command, Asker from) {
  context.ask(std::move(command), from, true);
}

}  // namespace es::app
