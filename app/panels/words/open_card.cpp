#include "app/panels/words/open_card.h"

#include <utility>

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

namespace {

struct FileState {
  std::string path;      // being typed
  bool wasOpen = false;  // in the last frame: when it opens, its box takes the keyboard
  bool wasSaving = false;
  std::string saveTo;    // once it is known whether a file is there
  std::string replaces;  // one that is there: asked about, and saved over at the second Enter
};

std::vector<std::string> pathsFor(const PanelContext& context, std::size_t count) {
  const std::string& path = context.memory<FileState>().path;
  if (!context.in.pathCompletions || path.empty()) return {};
  return context.in.pathCompletions(path, count);
}

/// The path that was entered, or chosen among those that begin so.
std::optional<std::string> pathBox(PanelContext& context, const char* hint, bool focus) {
  std::string& path = context.memory<FileState>().path;
  TextBoxSpec spec;
  spec.hint = hint;
  spec.focus = focus;
  spec.onTab = [&context](std::string_view typed) -> std::optional<std::string> {
    const auto paths = pathsFor(context, 1);
    return paths.empty() || paths.front() == typed ? std::nullopt : std::optional(paths.front());
  };
  const TextBoxEvents events = textBox(context.state.keyboard, "##path", path, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (events.edited) context.textChanged(Asker::Open);
  if (events.entered) return path.empty() ? std::nullopt : std::optional(path);
  if (!events.open) return std::nullopt;
  const auto paths = pathsFor(context, 8);
  const DropList list{{low.x, high.y + 2}, high.x - low.x, false, -1};
  const auto pressed = dropList("##paths", list, paths);
  if (!pressed) return std::nullopt;
  path = paths[static_cast<std::size_t>(*pressed)];
  return path.ends_with('/') ? std::nullopt : std::optional(path);
}

void openPath(PanelContext& context, const std::string& path) {
  context.ask(OpenCommand{path, {}, {}}, Asker::Open);
}

void drawChoices(PanelContext& context, const char* title, const std::vector<OpenChoice>& choices) {
  if (choices.empty()) return;
  text(title, context.colors.textDim);
  const float width = ImGui::GetContentRegionAvail().x;
  int id = 0;
  ImGui::PushID(title);
  for (const OpenChoice& choice : choices) {
    ImGui::PushID(id++);
    const std::string label = elided(base::displayText(choice.label), width - 5 * em());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (selectable("##choice", false, 0, {width, ImGui::GetTextLineHeight()})) openPath(context, choice.path);
    tooltip(base::displayText(choice.path));
    textAt(at, label, context.colors.text);
    textAt({at.x + width - textWidth(choice.about), at.y}, choice.about, context.colors.textDim);
    ImGui::PopID();
  }
  ImGui::PopID();
}

/// What was opened last and what lies on this computer, scrolled where it is long.
void drawLists(PanelContext& context) {
  const OpenChoices& choices = context.in.openChoices;
  const std::size_t all = choices.shipped.size() + choices.recent.size() + choices.found.size();
  const auto rows = static_cast<float>(all + 3);
  const float wanted = rows * ImGui::GetTextLineHeightWithSpacing();
  if (all > 0) {
    compat::beginChild("lists", {0, std::min(wanted, 0.5F * ImGui::GetIO().DisplaySize.y)});
    drawChoices(context, "comes with the program", choices.shipped);
    drawChoices(context, "recent", choices.recent);
    drawChoices(context, "on this computer", choices.found);
    ImGui::EndChild();
  }
  if (choices.searching) text("looking for models and words…", context.colors.textDim);
}

void drawOtherWays(PanelContext& context) {
  const std::string& path = context.memory<FileState>().path;
  if (textButton("open") && !path.empty()) openPath(context, path);
  if (context.in.dialogAvailable) {
    ImGui::SameLine();
    if (textButton("browse…")) context.out.browse = true;
  }
}

/// Saves, or asks about a file that is there already. The disk may take a few frames to tell.
void saveWhenKnown(PanelContext& context) {
  FileState& files = context.memory<FileState>();
  if (files.saveTo.empty()) return;
  const bool confirmed = files.replaces == files.saveTo;
  const auto& fileIsThere = context.in.fileIsThere;
  const std::optional<bool> there = confirmed || !fileIsThere ? false : fileIsThere(files.saveTo);
  if (!there) return;
  const std::string path = std::exchange(files.saveTo, {});
  if (*there) {
    files.replaces = path;
  } else {
    context.ask(SaveCommand{path}, Asker::Open);
  }
}

void drawHead(const PanelContext& context, const char* title, bool& shown) {
  const float width = ImGui::GetContentRegionAvail().x;
  text(title, context.colors.text);
  ImGui::SameLine(ImGui::GetCursorStartPos().x + width - ImGui::GetTextLineHeight());
  if (closeButton("close", "Close (Esc).")) shown = false;
}

}  // namespace

void drawOpenCard(PanelContext& context) {
  const model::EmbeddingTable* table = context.table();
  FileState& files = context.memory<FileState>();
  drawHead(context, "Open", context.state.showOpen);
  if (table) {
    text(elided("now: " + base::displayText(table->source().name), ImGui::GetContentRegionAvail().x),
         context.colors.textDim);
    tooltip(base::displayText(table->source().path) + "\n" + base::displayText(table->source().note));
  } else {
    wrapped("Open a table of word vectors: type its path, or drop the file on the window.",
            context.colors.text);
  }
  const bool opens = context.state.showOpen && !files.wasOpen;
  if (const auto path = pathBox(context, "path of words, a model, a session or a lesson", opens))
    openPath(context, *path);
  tooltip("What it is shows in the file. A file dropped on the window opens too.");
  files.wasOpen = context.state.showOpen;
  drawAskerError(context, Asker::Open);
  drawOtherWays(context);
  drawLists(context);
}

void drawSaveCard(PanelContext& context) {
  FileState& files = context.memory<FileState>();
  drawHead(context, "Save the session", context.state.showSave);
  if (context.state.showSave && !files.wasSaving)
    files.path = "session.es", files.saveTo.clear(), files.replaces.clear();
  const auto path = pathBox(context, "path of the session", !files.wasSaving);
  files.wasSaving = context.state.showSave;
  drawAskerError(context, Asker::Open);
  const bool again = !files.path.empty() && files.replaces == files.path;
  if (again) wrapped("There is such a file: Enter once more replaces it.", context.colors.text);
  const bool pressed = textButton(again ? "replace" : "save") && !files.path.empty();
  if (path || pressed) files.saveTo = path.value_or(files.path);
  saveWhenKnown(context);
}

void followFileCards(PanelContext& context) {
  FileState& files = context.memory<FileState>();
  if (!context.state.showOpen) files.wasOpen = false;
  if (!context.state.showSave) files.wasSaving = false;
}

}  // namespace es::app
