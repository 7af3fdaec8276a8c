#pragma once

#include <optional>
#include <string>

#include "app/look/palette.h"
#include "app/panels/widgets/panel_input.h"

namespace es::app {

/// What every panel is handed while it draws.
struct PanelContext {
  const PanelInput& in;
  PanelState& state;
  PanelOutput& out;
  const Palette& colors;

  const DocumentState& document() const { return in.document.state(); }
  const model::EmbeddingTable* table() const {
    return document().space ? document().space->table.get() : nullptr;
  }
  const model::Vocabulary* vocabulary() const { return table() ? &table()->vocabulary() : nullptr; }
  const model::LanguageModel* languageModel() const { return document().model.model.get(); }
  bool busy() const { return in.running.has_value(); }  // something computes on a worker

  /// Issues a command; what goes wrong with it is shown at `from`. `continues`: it shares the undo step of
  /// the command before.
  void ask(Command command, Asker from, bool continues = false);
  /// Issues a command that no text box stands behind (a button, a switch).
  void issue(Command command, bool continuesDrag = false);
  void set(const char* name, bool on) { issue(SetCommand{name, on ? "on" : "off"}); }
  void fail(std::string error, Asker from);
  void textChanged(Asker from);
};

/// A typed seed as a number; nothing, and said so at `from`, when it is none.
std::optional<std::uint64_t> seedOfText(PanelContext& context, const std::string& typed, Asker from);

/// A box on the window's edge, in logical pixels.
using PanelBox = RectPx;

void drawSearchPanel(PanelContext& context);
void drawAnswersPanel(PanelContext& context);
void drawWordDetails(PanelContext& context);
float wordDetailsHeight();
/// The same in a corner of the picture, for when the column is away.
void drawWordCard(PanelContext& context, const PanelBox& picture);
void drawOpenPanel(PanelContext& context);
void drawSlicePanel(PanelContext& context);
void drawDotPanel(PanelContext& context);
void drawNextTokenPanel(PanelContext& context);
void drawSoftmaxPanel(PanelContext& context);
void drawCommandLine(PanelContext& context, const PanelBox& box);
void drawStatusBar(PanelContext& context, const PanelBox& box);
void drawKeysSheet(PanelContext& context);

// ---- lessons ----
/// Of the bar with a lesson's caption, in a picture of this width; 0 while none is on.
float lessonBarHeightPx(const PanelContext& context, float widthPx);
void drawLessonBar(PanelContext& context, const PanelBox& box);
/// All lessons with their pictures, while `showLessons`.
void drawLessonShelf(PanelContext& context);

/// Brings the texts of the boxes up to date where the document changed elsewhere.
void followDocument(PanelContext& context);

}  // namespace es::app
