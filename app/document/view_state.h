#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "app/command/command.h"

namespace es::app {

/// Where the camera stands; world units are those of the slice.
struct CameraPose {
  std::array<double, 3> target{0, 0, 0};
  double distance = 0;  // 0: not yet framed, the whole cloud is framed at the first picture
  double yawDegrees = -62, pitchDegrees = 16, fovDegrees = 14;  // the first axis runs to the right
  bool operator==(const CameraPose&) const = default;
};

/// What a bar's full width stands for: 1, the largest bar, or a logarithmic scale down to 1e-6.
enum class BarAxis { Fixed, Relative, Log };

/// How the stage is shared out: Words is the scene alone, the others put one page beside it.
enum class Mode { Words, Directions, Model, Labs };
inline constexpr std::array<std::string_view, 4> kModeNames{"words", "directions", "model", "labs"};

/// The pages beside the scene, mode by mode. pageName has their names, app/panels/layout/pages.h all else.
enum class Page {
  Line,
  Pairs,
  Text,
  Attention,
  Soak,
  Lens,
  Unembedding,
  Write,
  Parameters,
  Matrix,
  Product,
  Softmax,
  Directions
};

/// By Page: what `set page` takes.
inline constexpr std::array<std::string_view, 13> kPageNames{
    "line",  "pairs",      "text",   "attention", "soak",    "lens",      "unembedding",
    "write", "parameters", "matrix", "product",   "softmax", "directions"};
[[nodiscard]] constexpr std::string_view pageName(Page page) {
  return kPageNames[static_cast<std::size_t>(page)];
}
[[nodiscard]] constexpr Mode modeOf(Page page) {
  if (page <= Page::Pairs) return Mode::Directions;
  return page <= Page::Parameters ? Mode::Model : Mode::Labs;
}
/// The one that a mode shows when it is first entered; `mode` is not Words.
[[nodiscard]] constexpr Page firstPageOf(Mode mode) {
  if (mode == Mode::Directions) return Page::Line;
  return mode == Mode::Model ? Page::Text : Page::Matrix;
}

/// How paths through a model's layers are drawn: the true vectors, or all scaled to the length of the path's
/// start.
enum class PathLength { Vectors, Directions };

/// What the page of the parameters shows: the ledger by parts, or counts of weights as areas drawn to scale:
/// the whole model, the open words' matrix, or both vocabularies of GPT-3, each beside GPT-3's.
enum class WeightsLook { Parts, Model, Embedding, Vocabularies };

/// How the document is looked at: saved in sessions and settings, never undone.
struct ViewState {
  CameraPose camera;
  Theme theme = Theme::Dark;
  bool turning = true;  // the slow auto-turn
  bool grid = true;
  bool axes = true;
  int labelCount = 48;   // how many frequent words are labelled besides what was asked for
  double pointSize = 3;  // px
  double fontSize = 15;  // px at scale 1
  BarAxis barAxis = BarAxis::Fixed;
  Page page = Page::Line;  // beside the scene, in its own mode
  Mode mode = Mode::Words;
  double pageShare = 0;   // of the stage's shorter way across; 0: the page's own
  bool answers = true;    // the answers' card is unfolded
  bool nextWord = false;  // the card of the next word is open
  bool bestView = true;   // a question turns the scene to the view that shows it best
  int softmaxSteps = 3;   // of the softmax page that show: scores, powers of e, probabilities
  PathLength pathLength = PathLength::Vectors;
  WeightsLook weights = WeightsLook::Parts;
  bool motion = true;  // what is new grows and travels; off: it is there at once
  bool operator==(const ViewState&) const = default;
};

[[nodiscard]] bool isViewCommand(const Command& command);  // camera (not Frame or Best), theme, set

/// Applies a view command; throws es::Error for unknown names and values out of range (numbers are clamped
/// where a clamp is harmless, and the answer says so).
std::string applyView(ViewState& view, const Command& command);

/// A switch, choice or number that `set NAME VALUE` knows. The one table of them, viewSettings, makes `set`,
/// sessions and the settings file.
struct ViewSetting {
  /// Where a setting lives. The names of an enumeration are the setting's values, in its order.
  using Field =
      std::variant<bool ViewState::*, int ViewState::*, double ViewState::*, BarAxis ViewState::*,
                   Page ViewState::*, Mode ViewState::*, PathLength ViewState::*, WeightsLook ViewState::*>;
  std::string_view name;
  std::string values;  // "on|off", "fixed|relative|log", "8-32"
  std::string_view summary;
  Field field;
  double least = 0, most = 0;  // of a number
  bool seenAtOnce = false;     // in the window, so that nothing need be said of a change

  /// The value as `set` takes it.
  [[nodiscard]] std::string get(const ViewState& view) const;
  /// Takes over a value. Throws es::Error for what is none; of a number out of range the nearest within is
  /// taken, and the remark that comes back says so (else it is empty).
  [[nodiscard]] std::string set(ViewState& view, const std::string& value) const;
};
[[nodiscard]] const std::vector<ViewSetting>& viewSettings();

/// The value of a setting as `set` takes it; `name` must be one of viewSettings (asserted).
[[nodiscard]] std::string settingText(const ViewState& view, std::string_view name);

/// A `set` of a setting whose effect is seen in the window at once.
[[nodiscard]] bool isSeenAtOnce(const Command& command);

/// The commands that rebuild this view (camera included when it was framed).
[[nodiscard]] std::vector<Command> sessionCommands(const ViewState& view);

}  // namespace es::app
