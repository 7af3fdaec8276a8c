#include "app/session/settings.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"

namespace es::app {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::uintmax_t kLargestBytes = 1 << 20;

void readFlag(const Json& json, const char* name, bool& value) {
  if (const auto at = json.find(name); at != json.end() && at->is_boolean()) value = at->get<bool>();
}

template <typename Number>
void readNumber(const Json& json, const char* name, Number& value, double least, double most) {
  const auto at = json.find(name);
  if (at == json.end() || !at->is_number()) return;
  const double number = at->get<double>();
  if (std::isfinite(number)) value = static_cast<Number>(std::clamp(number, least, most));
}

void readText(const Json& json, const char* name, std::string& value) {
  if (const auto at = json.find(name); at != json.end() && at->is_string()) value = at->get<std::string>();
}

/// A setting of the view that is one of several names; an unknown one leaves it as it is.
void readChoice(const Json& json, const char* name, ViewState& view) {
  std::string value = settingText(view, name);
  readText(json, name, value);
  try {
    applyView(view, SetCommand{name, value});
  } catch (const Error&) {  // written by hand, or by another version
  }
}

Settings settingsFrom(const Json& json) {
  Settings settings;
  ViewState& view = settings.view;
  std::string theme = "dark";
  readText(json, "theme", theme);
  view.theme = theme == "light" ? Theme::Light : Theme::Dark;
  readFlag(json, "turn", view.turning);
  readFlag(json, "grid", view.grid);
  readFlag(json, "axes", view.axes);
  readNumber(json, "labels", view.labelCount, 0, 500);
  readNumber(json, "point_size", view.pointSize, 1, 20);
  readNumber(json, "font_size", view.fontSize, 8, 32);
  readFlag(json, "left_column", view.leftColumn);
  readFlag(json, "right_column", view.rightColumn);
  readChoice(json, "axis", view);
  readFlag(json, "dock", view.dock);
  readChoice(json, "page", view);
  readNumber(json, "dock_height", view.dockHeight, 80, 600);
  readChoice(json, "paths", view);
  readNumber(json, "left_width", settings.leftWidthPx, 220, 560);
  readNumber(json, "right_width", settings.rightWidthPx, 220, 560);
  readNumber(json, "window_width", settings.windowWidth, 640, 16384);
  readNumber(json, "window_height", settings.windowHeight, 480, 16384);
  return settings;
}

Json jsonFrom(const Settings& settings) {
  const ViewState& view = settings.view;
  return {{"version", kVersion},
          {"theme", view.theme == Theme::Light ? "light" : "dark"},
          {"turn", view.turning},
          {"grid", view.grid},
          {"axes", view.axes},
          {"labels", view.labelCount},
          {"point_size", view.pointSize},
          {"font_size", view.fontSize},
          {"left_column", view.leftColumn},
          {"right_column", view.rightColumn},
          {"axis", settingText(view, "axis")},
          {"dock", view.dock},
          {"page", settingText(view, "page")},
          {"dock_height", view.dockHeight},
          {"paths", settingText(view, "paths")},
          {"left_width", settings.leftWidthPx},
          {"right_width", settings.rightWidthPx},
          {"window_width", settings.windowWidth},
          {"window_height", settings.windowHeight}};
}

/// The defaults, with the broken file kept beside itself so that nothing typed into it by hand is lost.
LoadedSettings brokenSettings(const std::filesystem::path& file, const std::string& why) {
  LoadedSettings loaded;
  std::filesystem::path kept = file;
  kept += ".broken";
  std::error_code error;
  std::filesystem::rename(file, kept, error);
  loaded.readOnly = static_cast<bool>(error);
  loaded.notice = "settings " + file.string() + ": " + why + "; the defaults are in force" +
                  (error ? "" : " and the old file is now " + kept.filename().string());
  return loaded;
}

int versionOf(const Json& json) {
  const auto at = json.find("version");
  return at != json.end() && at->is_number_integer() ? at->get<int>() : 0;
}

}  // namespace

LoadedSettings loadSettings(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return {};
  if (!std::filesystem::is_regular_file(file, error)) {
    return {
        {}, "settings " + file.string() + ": not a file that can be read; the defaults are in force", true};
  }
  if (std::filesystem::file_size(file, error) > kLargestBytes)
    return brokenSettings(file, "larger than 1 MiB");
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) return {{}, "settings " + file.string() + " cannot be read; the defaults are in force", true};
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return brokenSettings(file, "not a JSON object");
  const int version = versionOf(json);
  if (version > kVersion) {
    return {settingsFrom(json),
            "settings " + file.string() + ": written by a newer Embedscope (version " +
                std::to_string(version) + "); what is known of them is in force and the file is left alone",
            true};
  }
  if (version < 1) return brokenSettings(file, "no \"version\" from 1 to " + std::to_string(kVersion));
  return {settingsFrom(json), "", false};
}

void saveSettings(const std::filesystem::path& file, const Settings& settings) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(),
                                      error);  // what fails here fails below, with its reason
  const std::string text = jsonFrom(settings).dump(2, ' ', false, Json::error_handler_t::replace);
  base::writeFileAtomically(file, std::string_view(text + "\n"));
}

}  // namespace es::app
