#include "app/document/view_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <variant>

#include "app/command/command_text.h"
#include "app/command/text/arguments.h"
#include "base/correction.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

std::string listed(const auto& names, std::string_view separator) {
  return fmt::format("{}", fmt::join(names, separator));
}

std::vector<ViewSetting> makeSettings() {
  using View = ViewState;
  const std::string onOff = "on|off";
  return {
      {"turn", onOff, "the slow turn of the picture", &View::turning, 0, 0, true},
      {"grid", onOff, "the ground grid", &View::grid, 0, 0, true},
      {"axes", onOff, "the axes of the slice", &View::axes},
      {"labels", "0-500", "how many frequent words are labelled", &View::labelCount, 0, 500},
      {"point-size", "1-20", "pixels", &View::pointSize, 1, 20},
      {"font-size", "10-32", "pixels", &View::fontSize, 10, 32, true},
      {"axis", "fixed|relative|log", "what a probability bar's full width is: 1, the largest, or a log scale",
       &View::barAxis, 0, 0, true},
      // Before the mode: a page brings its mode with it.
      {"page", listed(kPageNames, "|"), "the page beside the scene, and its mode", &View::page, 0, 0, true},
      {"mode", listed(kModeNames, "|"), "how the stage is shared: the scene alone, or a page beside it",
       &View::mode, 0, 0, true},
      {"page-share", "0-0.9", "the page's share of the stage; 0: its own", &View::pageShare, 0, 0.9, true},
      {"answers", onOff, "the card of a question's answers", &View::answers, 0, 0, true},
      {"next-word", onOff, "the card of what the model expects next", &View::nextWord, 0, 0, true},
      {"best-view", onOff, "whether a question turns the scene to the view that shows it best",
       &View::bestView},
      {"softmax-steps", "1-3", "how much of the softmax page shows: scores, powers of e, probabilities",
       &View::softmaxSteps, 1, 3, true},
      {"paths", "vectors|directions", "a model's paths: true vectors, or all as long as their start",
       &View::pathLength, 0, 0, true},
      {"weights", "parts|model|embedding|vocabularies",
       "the page of the parameters: by parts, or counts of weights as areas beside GPT-3's", &View::weights,
       0, 0, true},
      {"motion", onOff,
       "whether what is new grows, slices turn and the camera travels, or all is there at once",
       &View::motion},
  };
}

/// Of the windows of earlier versions: old sessions may name them.
constexpr std::array<std::string_view, 4> kRetired{"left-column", "right-column", "dock", "dock-height"};

const ViewSetting* findSetting(std::string_view name) {
  const auto& settings = viewSettings();
  const auto found = std::ranges::find(settings, name, &ViewSetting::name);
  return found == settings.end() ? nullptr : &*found;
}

const ViewSetting& settingNamed(const std::string& name) {
  if (const ViewSetting* found = findSetting(name)) return *found;
  std::vector<std::string_view> names;
  for (const ViewSetting& setting : viewSettings()) names.push_back(setting.name);
  throw noSuchName("setting", name, names, "there are " + listed(names, ", "));
}

double finite(double value, std::string_view what) {
  if (!std::isfinite(value))
    throw Error(fmt::format("{} must be a finite number, found {}", what, base::numberText(value)));
  return value;
}

struct Range {
  double least = 0, most = 0;
};

/// The value that is taken for `asked`, and a remark in `said` where it is another one.
double clamped(double asked, Range range, std::string_view what, std::string& said) {
  const double value = std::clamp(finite(asked, what), range.least, range.most);
  if (value != asked) {
    said += fmt::format(" ({} {} is outside {} to {}: {} is taken)", what, base::numberText(asked),
                        base::numberText(range.least), base::numberText(range.most), base::numberText(value));
  }
  return value;
}

double wrappedDegrees(double degrees) {
  const double wrapped = std::remainder(degrees, 360.0);  // [-180, 180]
  return wrapped == 0 ? 0.0 : wrapped;
}

void setPose(CameraPose& pose, const CameraCommand& command, std::string& said) {
  constexpr Range kPitch{-89, 89}, kDistance{1e-9, 1e30}, kFov{5, 120}, kTarget{-1e30, 1e30};
  if (command.yawDegrees) {
    const double yaw = finite(*command.yawDegrees, "yaw");
    pose.yawDegrees = std::abs(yaw) <= 180 ? yaw : wrappedDegrees(yaw);
  }
  if (command.pitchDegrees) pose.pitchDegrees = clamped(*command.pitchDegrees, kPitch, "pitch", said);
  if (command.distance) pose.distance = clamped(*command.distance, kDistance, "distance", said);
  if (command.fovDegrees) pose.fovDegrees = clamped(*command.fovDegrees, kFov, "fov", said);
  if (command.target) {
    if (command.target->size() != 3) throw Error("the camera's target needs three numbers");
    for (std::size_t i = 0; i < 3; ++i)
      pose.target[i] = clamped((*command.target)[i], kTarget, "target", said);
  }
}

std::string poseText(const CameraPose& pose) {
  return fmt::format(
      "camera: yaw {}, pitch {}, distance {}", base::fixedText(pose.yawDegrees, 1),
      base::fixedText(pose.pitchDegrees, 1),
      pose.distance > 0 ? base::fixedText(pose.distance, 2) : "to be framed with the next picture");
}

std::string applyOne(ViewState& view, const CameraCommand& command) {
  std::string said;
  CameraPose pose = command.move == CameraCommand::Move::Reset ? CameraPose{} : view.camera;
  setPose(pose, command, said);
  view.camera = pose;
  return poseText(pose) + said;
}

std::string applyOne(ViewState& view, const ThemeCommand& command) {
  view.theme = command.theme;
  return command.theme == Theme::Dark ? "the theme is dark" : "the theme is light";
}

/// A page and its mode belong together: each brings the other with it.
void keepTogether(ViewState& view, const std::string& changed) {
  if (changed == "page") view.mode = modeOf(view.page);
  if (changed == "mode" && view.mode != Mode::Words && modeOf(view.page) != view.mode)
    view.page = firstPageOf(view.mode);
}

std::string applyOne(ViewState& view, const SetCommand& command) {
  if (std::ranges::find(kRetired, command.name) != kRetired.end())
    return fmt::format("{} is a setting of an earlier version: there is nothing to set", command.name);
  const ViewSetting& setting = settingNamed(command.name);
  const std::string said = setting.set(view, command.value);
  keepTogether(view, command.name);
  return fmt::format("{} is {}{}", command.name, setting.get(view), said);
}

/// "a|b|c" -> {a, b, c}.
std::vector<std::string_view> choicesOf(const ViewSetting& setting) {
  std::vector<std::string_view> choices;
  for (std::string_view rest = setting.values;;) {
    const std::size_t bar = rest.find('|');
    choices.push_back(rest.substr(0, bar));
    if (bar == std::string_view::npos) return choices;
    rest.remove_prefix(bar + 1);
  }
}

bool readSwitch(const ViewSetting& setting, const std::string& value) {
  if (value == "on") return true;
  if (value == "off") return false;
  throw Error(fmt::format("set {} takes on or off, found {}", setting.name, shown(value)));
}

int readChoice(const ViewSetting& setting, const std::string& value) {
  const std::vector<std::string_view> choices = choicesOf(setting);
  const auto chosen = std::ranges::find(choices, value);
  if (chosen != choices.end()) return static_cast<int>(chosen - choices.begin());
  const std::string_view closest = closestName(value, choices);
  if (closest.empty())
    throw Error(fmt::format("set {} takes {}, found {}", setting.name, setting.values, shown(value)));
  throw base::MistypedError(fmt::format("set {} takes {}, found {}; did you mean {}?", setting.name,
                                        setting.values, shown(value), closest),
                            {value, {std::string(closest)}});
}

double readNumber(const ViewSetting& setting, const std::string& value, std::string& said) {
  const auto number = base::numberFromText(value);
  if (!number) {
    throw Error(
        fmt::format("set {} takes a number in {}, found {}", setting.name, setting.values, shown(value)));
  }
  return clamped(*number, {setting.least, setting.most}, setting.name, said);
}

}  // namespace

bool isViewCommand(const Command& command) {
  const auto* camera = std::get_if<CameraCommand>(&command);
  using Move = CameraCommand::Move;  // framing needs to know what is drawn
  if (camera) return camera->move != Move::Frame && camera->move != Move::Best;
  return factsOf(command).kind == CommandKind::View;
}

std::string applyView(ViewState& view, const Command& command) {
  return std::visit(
      [&](const auto& one) -> std::string {
        if constexpr (requires { applyOne(view, one); }) {
          return applyOne(view, one);
        } else {
          throw Error(fmt::format("not a command of the view: {}", commandName(command)));
        }
      },
      command);
}

std::string ViewSetting::get(const ViewState& view) const {
  return std::visit(
      [&]<class Value>(Value ViewState::*at) -> std::string {
        if constexpr (std::is_same_v<Value, bool>) {
          return view.*at ? "on" : "off";
        } else if constexpr (std::is_enum_v<Value>) {
          return std::string(choicesOf(*this)[static_cast<std::size_t>(view.*at)]);
        } else {
          return base::numberText(static_cast<double>(view.*at));
        }
      },
      field);
}

std::string ViewSetting::set(ViewState& view, const std::string& value) const {
  std::string said;
  std::visit(
      [&]<class Value>(Value ViewState::*at) {
        if constexpr (std::is_same_v<Value, bool>) {
          view.*at = readSwitch(*this, value);
        } else if constexpr (std::is_enum_v<Value>) {
          view.*at = static_cast<Value>(readChoice(*this, value));
        } else {
          const double number = readNumber(*this, value, said);
          view.*at = static_cast<Value>(std::is_same_v<Value, int> ? std::round(number) : number);
        }
      },
      field);
  return said;
}

const std::vector<ViewSetting>& viewSettings() {
  static const std::vector<ViewSetting> settings = makeSettings();
  return settings;
}

std::string settingText(const ViewState& view, std::string_view name) {
  const ViewSetting* setting = findSetting(name);
  assert(setting);
  return setting->get(view);
}

bool isSeenAtOnce(const Command& command) {
  const auto* set = std::get_if<SetCommand>(&command);
  const ViewSetting* setting = set ? findSetting(set->name) : nullptr;
  return setting && setting->seenAtOnce;
}

std::vector<Command> sessionCommands(const ViewState& view) {
  CameraCommand camera;
  camera.move = CameraCommand::Move::Reset;
  camera.yawDegrees = view.camera.yawDegrees;
  camera.pitchDegrees = view.camera.pitchDegrees;
  camera.fovDegrees = view.camera.fovDegrees;
  camera.target = std::vector<double>(view.camera.target.begin(), view.camera.target.end());
  if (view.camera.distance > 0) camera.distance = view.camera.distance;
  std::vector<Command> commands{camera, ThemeCommand{view.theme}};
  for (const ViewSetting& setting : viewSettings())
    commands.push_back(SetCommand{std::string(setting.name), setting.get(view)});
  return commands;
}

}  // namespace es::app
