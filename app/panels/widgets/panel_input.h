#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/command/command.h"
#include "app/document/document.h"
#include "app/document/running_command.h"
#include "app/document/view_state.h"
#include "app/look/hovered_word.h"
#include "app/look/rectangle.h"
#include "app/panels/widgets/lab_panel_state.h"
#include "app/panels/widgets/model_panel_state.h"

namespace es::app {

/// A line of the log above the command line: an answer, or an error.
struct Message {
  std::string text;
  bool isError = false;
};

/// All that the panels read.
struct PanelInput {
  const Document& document;
  const ViewState& view;
  const LessonAnswer& lesson;  // the lesson that is on, and the shelf of all
  std::optional<RunningCommand> running{};
  std::optional<double> indexShare{};  // of the int8 index, while it is being made
  std::optional<HoveredWord> hovered{};
  std::vector<Message> newMessages{};  // since the last frame
  std::optional<std::string>
      fullTablePath{};                // a larger table that could be opened (scripts/get-words made it)
  bool dialogAvailable = false;       // the desktop has a file dialog
  double framesPerSecond = 0;         // 0: idle or headless, not shown
  double shownTemperature = 1;        // of the bars: the document's, or on its way there
  std::vector<double> shownLogits{};  // likewise, of the typed ones
  /// The texture of a lesson's small picture, 0 where there is none; empty: no pictures.
  std::function<std::uint64_t(const std::string& lesson)> lessonPicture{};
  /// Paths that begin with what was typed (platform/paths.h); empty: no completion of paths.
  std::function<std::vector<std::string>(const std::string& typed, std::size_t count)> pathCompletions{};
};

/// The box that a question was typed into: what goes wrong with it is said there.
enum class Asker {
  None,
  Search,
  Formula,
  Slice,
  Dot,
  Logits,
  Open,
  CommandLine,
  Text,
  Story,
  Soak,
  Lens,
  Attention,
  Matrix,
  Pairs,
  Product,
  Softmax,
  Directions,
  Unembedding
};

/// Which text box is to have the keyboard. Boxes go by Dear ImGui's ids; 0: none.
struct KeyboardFocus {
  unsigned entered = 0;   // left with Enter in this frame
  unsigned asked = 0;     // the last question came from it
  unsigned failed = 0;    // what it asked failed: it gets the keyboard back
  unsigned wanted = 0;    // gets it in this frame
  unsigned caretEnd = 0;  // was handed it back: its text is not selected
  bool next = false;      // the next box that is drawn
};

/// When a tooltip may show: see widgets.h.
struct TooltipPatience {
  float xPx = 0, yPx = 0;  // where the pointer rests
  std::chrono::steady_clock::time_point since{};
  bool muted = false;   // a click or a key came since the pointer moved
  bool typing = false;  // keys went into the box that has the keyboard
};

/// What the panels remember between frames that is nobody else's business: texts being typed, histories,
/// widths.
struct PanelState {
  std::string searchText, formulaText, dotFormulaText, dotWordsText, commandText, openPathText;
  std::array<std::string, 3> axisTexts;
  std::string fitWordsText, seedText = "1", logitsText, logitFormulaText, logitWordsText;
  std::string pairsFormulaText, pairsWordsText;
  std::vector<std::string> commandHistory;
  int historyAt = -1, completionAt = -1;
  std::vector<Message> log;  // newest last, at most 200
  bool logStands = false;    // its last line is about the last command: shown beside the command line
  float leftWidthPx = 300, rightWidthPx = 320;
  bool focusSearch = true, focusCommand = false, showKeys = false, showOpen = false, showLog = false;
  std::optional<std::size_t> logTop;  // the line of the log to scroll to the top
  bool pictureOnly = false;           // Tab: all panels away
  std::uint64_t seenRevision = 0;     // texts follow the document when it changes elsewhere (undo, scripts)
  std::array<std::string, 5> seenTexts;  // what the document said last, a box each (follow_document.cpp)
  SliceSpec seenSlice;
  SoftmaxState seenSoftmax;
  SliceKind sliceTab = SliceKind::Pca;  // the kind whose boxes show: axes and fit wait for words
  bool axesOrthogonal = true;
  bool logitsFromWords = false;  // the softmax panel shows the boxes for dot products
  bool dragChanged = false;      // the drag under way has issued a command: the next one continues it
  Asker asker = Asker::None;     // of the last question
  std::string askerError;        // what was wrong with it; gone when its text changes or a command succeeds
  KeyboardFocus keyboard;
  TooltipPatience tooltips;
  ModelPanelState model;
  LabPanelState labs;
  bool showLessons = false;  // the shelf
};

struct PanelCommand {
  Command command;
  bool continuesDrag = false;  // shares the undo step of the command before
};

struct PanelOutput {
  std::vector<PanelCommand> commands;
  std::vector<Message> errors;            // typed text that is no command
  RectPx scene;                           // where the 3D picture shows, between the columns, above the dock
  bool cancel = false;                    // the cancel button of the running work
  bool browse = false;                    // asked for the desktop's file dialog
  bool screenshot = false;                // as F12: a picture into the user's pictures folder
  bool saveAnswers = false;               // the standing answers as .csv, into the same folder
  std::optional<math::Index> hoveredRow;  // a row hovered in a list: the picture marks it
  bool moves = false;                     // a page is in motion: another frame is due
};

}  // namespace es::app
