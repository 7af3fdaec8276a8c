#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command/command.h"
#include "app/command/corrected.h"
#include "app/document/document.h"
#include "app/document/running_command.h"
#include "app/document/view_state.h"
#include "app/look/hovered_word.h"
#include "app/look/rectangle.h"
#include "app/panels/widgets/panel_state.h"

namespace es::app {

/// A file that was written: "Picture", and where.
struct WrittenFile {
  std::string what, path;
};

/// A line of the log above the command line: an answer, or an error.
struct Message {
  std::string text;
  bool isError = false;
  std::vector<Suggestion> suggestions{};  // what a click on it asks, of an error or an offer
  WrittenFile written{};                  // what the answer is about; of no path: nothing
};

/// Something that `open` takes, in the program's own list.
struct OpenChoice {
  std::string path, label;  // the label is short: a file's name, a model's
  std::string about;        // "session", "model", "words", "lesson"
};
struct OpenChoices {
  std::vector<OpenChoice> recent;   // the last one first
  std::vector<OpenChoice> shipped;  // came with the program
  std::vector<OpenChoice> found;    // in the usual folders of this computer
  bool searching = false;           // there may be more
};

/// All that the panels read.
struct PanelInput {
  const Document& document;
  const ViewState& view;
  const LessonAnswer& lesson;  // the lesson that is on, and the lesson list
  std::optional<RunningCommand> running{};
  std::optional<double> indexShare{};  // how much of the int8 index is made, while it is being made
  std::optional<HoveredWord> hovered{};
  std::optional<RectPx> hoveredLabel{};  // where in the window that word's label is, if it has one
  std::shared_ptr<const HoveredTopic> hoveredTopic{};  // null: the pointer is on no topic's name
  bool cameraAway = false;             // what is asked for, or the cloud, no longer fills the picture
  std::string savesInto{};             // the folder of pictures and tables that are saved without a question
  std::vector<Message> newMessages{};  // since the last frame
  bool dialogAvailable = false;        // the desktop has a file dialog
  OpenChoices openChoices{};           // filled in while PanelState::showOpen
  std::string hush{};                  // a quiet word for the bottom ("nothing to undo"); gone after a moment
  double shownTemperature = 1;         // of the bars: the document's, or on its way there
  std::vector<double> shownLogits{};   // likewise, of the typed ones
  /// The texture of a lesson's small picture, 0 where there is none; empty: no pictures.
  std::function<std::uint64_t(const std::string& lesson)> lessonPicture{};
  /// Paths that begin with what was typed, as far as their folder has been listed; empty: no completion of
  /// paths.
  std::function<std::vector<std::string>(const std::string& typed, std::size_t count)> pathCompletions{};
  /// Whether there is such a file; nothing: not known yet, ask again. Empty: nobody can tell.
  std::function<std::optional<bool>(const std::string& path)> fileIsThere{};
  const DocumentState& drawn;  // what of the document the scene draws (drawn_in.h)
};

struct PanelCommand {
  Command command;
  bool continuesDrag = false;  // shares the undo step of the command before
};

struct PanelOutput {
  std::vector<PanelCommand> commands;
  std::vector<Message> said;              // typed text that is no command, and quiet words
  RectPx scene;                           // where the 3D picture shows: all below the bar, or beside a page
  RectPx clear;                           // the part of it that no card covers
  bool cancel = false;                    // the cancel button of the running work
  bool save = false;                      // as Ctrl+S: the session, under a name that is asked for once
  bool browse = false;                    // asked for the desktop's file dialog
  bool screenshot = false;                // as F12: a picture into the user's pictures folder
  bool saveAnswers = false;               // the answers to the current query as .csv, into the same folder
  std::optional<math::Index> hoveredRow;  // a row hovered in a list: the picture marks it
  bool moves = false;                     // a page is in motion: another frame is due
  double againSec = -1;                   // until something on show goes by itself; negative: nothing does
};

}  // namespace es::app
