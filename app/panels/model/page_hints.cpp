#include "app/panels/model/page_hints.h"

#include <fmt/format.h>

#include <cmath>

#include "app/panels/model/model_text.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

bool openModelOrHint(PanelContext& context, const char* wouldShow) {
  if (context.languageModel()) return true;
  wrapped(wouldShow, context.colors.textDim);
  if (textButton("open the story model")) context.ask(OpenCommand{"story", {}, {}}, Asker::Open);
  tooltip("A small language model that came with the program. Your own: Open, at the top.");
  drawAskerError(context, Asker::Open);
  return false;
}

bool textOrHint(PanelContext& context, const char* wouldShow) {
  if (!openModelOrHint(context, wouldShow)) return false;
  if (context.document().model.text) return true;
  wrapped(wouldShow, context.colors.textDim);
  if (textButton("type a text")) {
    context.showPage(Page::Text);
    context.memory<ModelTextState>().focus = true;
  }
  return false;
}

void drawBusy(PanelContext& context) {
  if (!context.busy()) return;
  text(fmt::format("the model is at work: {} %", std::lround(100 * context.in.running->share)),
       context.colors.accent);
}

}  // namespace es::app
