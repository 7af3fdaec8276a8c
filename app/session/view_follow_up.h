#pragma once

#include "app/command/command.h"
#include "app/document/document.h"

namespace es::app {

/// Whether the question or the path that was asked for last is still to get its own picture: its slice, seen
/// from the best side; or, once nothing of the kind stands, the slice before it. That is made when somebody
/// looks, not at once: where the same script or step of a lesson says how to look, before or after it, it is
/// left out.
class ViewFollowUp {
 public:
  enum class Due { Nothing, Question, Paths, Overview };

  /// A script, a step of a lesson or a command of a person's own begins.
  void beginScript() {
    m_chosen = false;
    m_isEarlier = m_due != Due::Nothing;
  }
  /// Before a command is carried out. `wanted`: ViewState::bestView.
  void asked(const Command& command, bool wanted);
  /// After it was, without an error.
  void answered(const Command& command, const DocumentState& after);

  [[nodiscard]] Due due() const { return m_due; }
  /// Whether what is due belongs before this command, which makes an undo step of its own: that one leads
  /// back to the question in its own picture. One question after the other needs no picture between.
  [[nodiscard]] bool precedes(const Command& command) const;
  void drop() {
    m_due = Due::Nothing;
    m_mayFollow = false;
  }
  /// Another document is shown: nothing is due to it.
  void forget(const DocumentState& now);

 private:
  [[nodiscard]] Due dueAfter(const Command& command, const DocumentState& after, bool stood) const;

  bool m_chosen = false;     // slice or camera were, by the script that runs
  bool m_wanted = false;     // ViewState::bestView
  bool m_mayFollow = false;  // of the question or path that is being answered
  Due m_due = Due::Nothing;
  bool m_stood = false;      // a question or a path did, after the last command
  bool m_isEarlier = false;  // what is due is so since an earlier script
};

/// The slice of the standing question, or of the paths, or that of `overview`.
[[nodiscard]] Command followUpCommand(ViewFollowUp::Due due, const SliceSpec& overview);

/// A command that somebody looks by, or whose answer depends on the slice; what went before is kept with it.
[[nodiscard]] bool looksAtSlice(const Command& command);

}  // namespace es::app
