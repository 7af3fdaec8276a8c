#include "app/panels/words/open_card.h"

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

namespace {

struct OpenState {
  std::string path;  // being typed
};

void openPath(PanelContext& context, const std::string& path) {
  if (path.empty()) return;
  context.ask(OpenCommand{path, {}, {}}, Asker::Open);
}

std::vector<std::string> pathsFor(const PanelContext& context, std::size_t count) {
  if (!context.in.pathCompletions || context.memory<OpenState>().path.empty()) return {};
  return context.in.pathCompletions(context.memory<OpenState>().path, count);
}

void drawPathBox(PanelContext& context) {
  std::string& path = context.memory<OpenState>().path;
  TextBoxSpec spec;
  spec.hint = "path of a word table";
  spec.inTabOrder = false;
  spec.onTab = [&context](std::string_view) -> std::optional<std::string> {
    const auto paths = pathsFor(context, 1);
    return paths.empty() ? std::nullopt : std::optional(paths.front());
  };
  const TextBoxEvents events = textBox(context.state.keyboard, "##path", path, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  tooltip(
      "safetensors, GloVe text, word2vec text or binary: told by content. A file dropped on the window opens "
      "too.");
  if (events.edited) context.textChanged(Asker::Open);
  if (events.entered) {
    openPath(context, path);
  } else if (events.open) {
    const auto paths = pathsFor(context, 8);
    const DropList list{{low.x, high.y + 2}, high.x - low.x, false, -1};
    if (const auto pressed = dropList("##paths", list, paths)) {
      path = paths[static_cast<std::size_t>(*pressed)];
      if (!path.ends_with('/')) openPath(context, path);
    }
  }
  drawAskerError(context, Asker::Open);
}

void drawOtherWays(PanelContext& context) {
  if (ImGui::Button("open")) openPath(context, context.memory<OpenState>().path);
  if (context.in.dialogAvailable) {
    ImGui::SameLine();
    if (ImGui::Button("browse…")) context.out.browse = true;
  }
  const auto& full = context.in.fullTablePath;
  if (full && (!context.table() || context.table()->source().path != *full)) {
    if (ImGui::Button("full table (341,479 words)")) openPath(context, *full);
    tooltip("The table that scripts/get-words fetched.");
  }
}

}  // namespace

void drawOpenCard(PanelContext& context) {
  const model::EmbeddingTable* table = context.table();
  const float width = ImGui::GetContentRegionAvail().x;
  text("Open", context.colors.text);
  ImGui::SameLine(ImGui::GetCursorStartPos().x + width - ImGui::GetTextLineHeight());
  if (closeButton("close", "Close (Esc).")) context.state.showOpen = false;
  if (table) {
    text(elided("now: " + base::displayText(table->source().name), width), context.colors.textDim);
    tooltip(base::displayText(table->source().path) + "\n" + base::displayText(table->source().note));
  } else {
    wrapped("Open a table of word vectors: type its path, or drop the file on the window.",
            context.colors.text);
  }
  drawPathBox(context);
  drawOtherWays(context);
}

}  // namespace es::app
