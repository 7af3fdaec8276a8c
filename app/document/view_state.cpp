#include "app/document/view_state.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <variant>

#include "app/command/arguments.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct Range {
  double least = 0, most = 0;
};

/// Where a setting lives, with the range of its number. An enumeration's names are the setting's values, in
/// its order.
struct SettingField {
  ViewSetting setting;
  std::variant<bool ViewState::*, int ViewState::*, double ViewState::*, BarAxis ViewState::*,
               DockPage ViewState::*, PathLength ViewState::*>
      field;
  Range range{};
};

const std::array<SettingField, 14>& settingFields() {
  static const std::array<SettingField, 14> fields{{
      {{"turn", "on|off", "the slow turn of the picture"}, &ViewState::turning},
      {{"grid", "on|off", "the ground grid"}, &ViewState::grid},
      {{"axes", "on|off", "the axes of the slice"}, &ViewState::axes},
      {{"labels", "0-500", "how many frequent words are labelled"}, &ViewState::labelCount, {0, 500}},
      {{"point-size", "1-20", "pixels"}, &ViewState::pointSize, {1, 20}},
      {{"font-size", "8-32", "pixels"}, &ViewState::fontSize, {8, 32}},
      {{"left-column", "on|off", "the column of questions"}, &ViewState::leftColumn},
      {{"right-column", "on|off", "the column of slice, dot products and softmax"}, &ViewState::rightColumn},
      {{"axis", "fixed|relative|log",
        "what a probability bar's full width is: 1, the largest, or a log scale"},
       &ViewState::barAxis},
      {{"dock", "on|off", "the pages of the model below the picture"}, &ViewState::dock},
      {{"page", "text|write|soak|lens|attention|unembedding|parameters|matrix|product|softmax|directions",
        "the page of the dock"},
       &ViewState::dockPage},
      {{"dock-height", "80-600", "pixels"}, &ViewState::dockHeight, {80, 600}},
      {{"paths", "vectors|directions", "a model's paths: true vectors, or all as long as their start"},
       &ViewState::pathLength},
      {{"motion", "on|off",
        "whether what is new grows, slices turn and the camera travels, or all is there at once"},
       &ViewState::motion},
  }};
  return fields;
}

const SettingField& settingNamed(const std::string& name) {
  std::vector<std::string_view> names;
  for (const SettingField& field : settingFields()) {
    if (field.setting.name == name) return field;
    names.push_back(field.setting.name);
  }
  std::string all;
  for (const std::string_view one : names) all += (all.empty() ? "" : ", ") + std::string(one);
  const std::string_view closest = closestName(name, names);
  throw Error("there is no setting " + shown(name) +
              (closest.empty() ? "; there are " + all : "; did you mean " + std::string(closest) + "?"));
}

double finite(double value, std::string_view what) {
  if (!std::isfinite(value))
    throw Error(std::string(what) + " must be a finite number, found " + base::numberText(value));
  return value;
}

/// The value that is taken for `asked`, and a remark in `said` where it is another one.
double clamped(double asked, Range range, std::string_view what, std::string& said) {
  const double value = std::clamp(finite(asked, what), range.least, range.most);
  if (value != asked) {
    said += " (" + std::string(what) + " " + base::numberText(asked) + " is outside " +
            base::numberText(range.least) + " to " + base::numberText(range.most) + ": " +
            base::numberText(value) + " is taken)";
  }
  return value;
}

double wrappedDegrees(double degrees) {
  const double wrapped = std::remainder(degrees, 360.0);  // [-180, 180]
  return wrapped == 0 ? 0.0 : wrapped;
}

void setPose(CameraPose& pose, const CameraCommand& command, std::string& said) {
  constexpr Range pitch{-89, 89}, distance{1e-9, 1e30}, fov{5, 120}, target{-1e30, 1e30};
  if (command.yawDegrees) {
    const double yaw = finite(*command.yawDegrees, "yaw");
    pose.yawDegrees = std::abs(yaw) <= 180 ? yaw : wrappedDegrees(yaw);
  }
  if (command.pitchDegrees) pose.pitchDegrees = clamped(*command.pitchDegrees, pitch, "pitch", said);
  if (command.distance) pose.distance = clamped(*command.distance, distance, "distance", said);
  if (command.fovDegrees) pose.fovDegrees = clamped(*command.fovDegrees, fov, "fov", said);
  if (command.target) {
    if (command.target->size() != 3) throw Error("the camera's target needs three numbers");
    for (std::size_t i = 0; i < 3; ++i) {
      pose.target[i] = clamped((*command.target)[i], target, "target", said);
    }
  }
}

std::string poseText(const CameraPose& pose) {
  const std::string distance = pose.distance > 0 ? base::fixedText(pose.distance, 2)
                                                 : std::string("to be framed with the next picture");
  return "camera: yaw " + base::fixedText(pose.yawDegrees, 1) + ", pitch " +
         base::fixedText(pose.pitchDegrees, 1) + ", distance " + distance;
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

bool readSwitch(const SetCommand& command) {
  if (command.value == "on") return true;
  if (command.value == "off") return false;
  throw Error("set " + command.name + " takes on or off, found " + shown(command.value));
}

int readChoice(const SetCommand& command, const SettingField& field) {
  const std::vector<std::string_view> choices = choicesOf(field.setting);
  const auto chosen = std::find(choices.begin(), choices.end(), command.value);
  if (chosen != choices.end()) return static_cast<int>(chosen - choices.begin());
  const std::string_view closest = closestName(command.value, choices);
  throw Error("set " + command.name + " takes " + std::string(field.setting.values) + ", found " +
              shown(command.value) + (closest.empty() ? "" : "; did you mean " + std::string(closest) + "?"));
}

double readNumber(const SetCommand& command, const SettingField& field, std::string& said) {
  const auto value = base::numberFromText(command.value);
  if (!value) {
    throw Error("set " + command.name + " takes a number in " + std::string(field.setting.values) +
                ", found " + shown(command.value));
  }
  return clamped(*value, field.range, command.name, said);
}

std::string applyOne(ViewState& view, const SetCommand& command) {
  const SettingField& entry = settingNamed(command.name);
  std::string said;
  std::visit(
      [&]<class Value>(Value ViewState::*field) {
        if constexpr (std::is_same_v<Value, bool>) {
          view.*field = readSwitch(command);
        } else if constexpr (std::is_enum_v<Value>) {
          view.*field = static_cast<Value>(readChoice(command, entry));
        } else {
          const double value = readNumber(command, entry, said);
          view.*field = static_cast<Value>(std::is_same_v<Value, int> ? std::round(value) : value);
        }
      },
      entry.field);
  return command.name + " is " + settingText(view, command.name) + said;
}

std::string valueText(const ViewState& view, const SettingField& entry) {
  return std::visit(
      [&]<class Value>(Value ViewState::*field) -> std::string {
        if constexpr (std::is_same_v<Value, bool>) {
          return view.*field ? "on" : "off";
        } else if constexpr (std::is_enum_v<Value>) {
          return std::string(choicesOf(entry.setting)[static_cast<std::size_t>(view.*field)]);
        } else {
          return base::numberText(static_cast<double>(view.*field));
        }
      },
      entry.field);
}

}  // namespace

std::string_view pageName(DockPage page) {
  const auto& fields = settingFields();
  const auto field = std::find_if(fields.begin(), fields.end(),
                                  [](const SettingField& one) { return one.setting.name == "page"; });
  return choicesOf(field->setting)[static_cast<std::size_t>(page)];
}

bool isViewCommand(const Command& command) {
  const auto* camera = std::get_if<CameraCommand>(&command);
  if (camera) return camera->move != CameraCommand::Move::Frame;  // framing needs to know what is drawn
  return std::holds_alternative<ThemeCommand>(command) || std::holds_alternative<SetCommand>(command);
}

std::string applyView(ViewState& view, const Command& command) {
  return std::visit(
      [&](const auto& one) -> std::string {
        if constexpr (requires { applyOne(view, one); }) {
          return applyOne(view, one);
        } else {
          throw Error(std::string("not a command of the view: ") +
                      std::string(commandHelp()[command.index()].name));
        }
      },
      command);
}

const std::vector<ViewSetting>& viewSettings() {
  static const std::vector<ViewSetting> settings = [] {
    std::vector<ViewSetting> list;
    for (const SettingField& field : settingFields()) list.push_back(field.setting);
    return list;
  }();
  return settings;
}

std::string settingText(const ViewState& view, std::string_view name) {
  const auto& fields = settingFields();
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const SettingField& field) { return field.setting.name == name; });
  assert(found != fields.end());
  return valueText(view, *found);
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
  for (const SettingField& field : settingFields()) {
    commands.push_back(SetCommand{std::string(field.setting.name), valueText(view, field)});
  }
  return commands;
}

}  // namespace es::app
