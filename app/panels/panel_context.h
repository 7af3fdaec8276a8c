#pragma once

#include <optional>
#include <string>

#include "app/panels/palette.h"
#include "app/panels/panels.h"

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

  /// Issues a command; what goes wrong with it is shown at `from`.
  void ask(Command command, Asker from);
  /// Issues a command that no text box stands behind (a button, a switch).
  void issue(Command command, bool continuesDrag = false);
  void set(const char* name, bool on) { issue(SetCommand{name, on ? "on" : "off"}); }
  void fail(std::string error, Asker from);
  void textChanged(Asker from);
};

/// A box on the window's edge, in logical pixels.
using PanelBox = RectPx;

void drawSearchPanel(PanelContext& context);
void drawAnswersPanel(PanelContext& context);
void drawWordDetails(PanelContext& context);
void drawOpenPanel(PanelContext& context);
void drawSlicePanel(PanelContext& context);
void drawDotPanel(PanelContext& context);
void drawSoftmaxPanel(PanelContext& context);
void drawCommandLine(PanelContext& context, const PanelBox& box);
void drawStatusBar(PanelContext& context, const PanelBox& box);
void drawKeysSheet(PanelContext& context);

/// Brings the texts of the boxes up to date where the document changed elsewhere.
void followDocument(PanelContext& context);

}  // namespace es::app
