#pragma once

#include <optional>
#include <string>

#include "app/look/palette.h"
#include "app/panels/widgets/panel_input.h"
#include "app/panels/widgets/panel_state.h"
#include "base/error.h"

namespace es::app {

/// What every panel is handed while it draws.
struct PanelContext {
  const PanelInput& in;
  PanelState& state;
  PanelOutput& out;
  const Palette& colors;

  [[nodiscard]] const DocumentState& document() const { return in.document.state(); }
  [[nodiscard]] const model::EmbeddingTable* table() const {
    return document().space ? document().space->table.get() : nullptr;
  }
  [[nodiscard]] const model::Vocabulary* vocabulary() const {
    return table() ? &table()->vocabulary() : nullptr;
  }
  [[nodiscard]] const model::LanguageModel* languageModel() const { return document().model.model.get(); }
  /// The open model is a reader: it guesses gaps and has no next token.
  [[nodiscard]] bool readsBothWays() const { return languageModel() && !languageModel()->config().causal; }
  /// A lesson's step has the stage: pages leave out what only a person who tries things needs.
  [[nodiscard]] bool onStage() const { return in.lesson.lesson && !in.lesson.trying; }
  [[nodiscard]] bool busy() const { return in.running.has_value(); }  // something computes on a worker
  /// What a panel remembers between frames: its own struct.
  template <class State>
  [[nodiscard]] State& memory() const {
    return state.memory.of<State>();
  }

  /// Issues a command; what goes wrong with it is shown at `from`. `continues`: it shares the undo step of
  /// the command before.
  void ask(Command command, Asker from, bool continues = false);
  /// Issues a command that no text box stands behind (a button, a switch).
  void issue(Command command, bool continues = false);
  /// A drag is one undo step: its first change opens the step, the others continue it. To be called where the
  /// dragged item is activated.
  void beginDrag();
  void issueDragged(Command command);
  void set(const char* name, bool on) { issue(SetCommand{name, on ? "on" : "off"}); }
  /// Puts a page beside the scene, and its mode with it.
  void showPage(Page page);
  void showMode(Mode mode);
  /// A quiet word at the bottom.
  void say(std::string word);
  void fail(std::string error, Asker from);
  /// The same, with what may have been meant by the command line `line`.
  void fail(const Error& error, const std::string& line, Asker from);
  void textChanged(Asker from);
};

/// A typed seed as a number; nothing, and said so at `from`, when it is none.
std::optional<std::uint64_t> seedOfText(PanelContext& context, const std::string& typed, Asker from);

/// A box on the window's edge, in logical pixels.
using PanelBox = RectPx;

}  // namespace es::app
