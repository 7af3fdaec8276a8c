#include "app/session/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::uintmax_t kLargestBytes = 1 << 20;
constexpr std::size_t kMostRecent = 10;

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

void readRecent(const Json& json, std::vector<std::string>& recent) {
  const auto at = json.find("recent");
  if (at == json.end() || !at->is_array()) return;
  for (const Json& path : *at) {
    if (path.is_string() && recent.size() < kMostRecent) recent.push_back(path.get<std::string>());
  }
}

/// "point-size" -> "point_size".
std::string keyOf(const ViewSetting& setting) {
  std::string key(setting.name);
  std::ranges::replace(key, '-', '_');
  return key;
}

/// A switch is a boolean, a number a number, one of several names a text.
Json valueJson(const ViewSetting& setting, const ViewState& view) {
  return std::visit(
      [&]<class Value>(Value ViewState::*at) -> Json {
        if constexpr (std::is_enum_v<Value>) {
          return setting.get(view);
        } else {
          return view.*at;
        }
      },
      setting.field);
}

/// What is there as `set` takes it; nothing where it is of another kind.
std::optional<std::string> valueText(const Json& json, const ViewSetting& setting) {
  const bool isSwitch = std::holds_alternative<bool ViewState::*>(setting.field);
  const bool isNumber = std::holds_alternative<int ViewState::*>(setting.field) ||
                        std::holds_alternative<double ViewState::*>(setting.field);
  if (isSwitch) return json.is_boolean() ? std::optional(json.get<bool>() ? "on" : "off") : std::nullopt;
  if (isNumber) return json.is_number() ? std::optional(base::numberText(json.get<double>())) : std::nullopt;
  return json.is_string() ? std::optional(json.get<std::string>()) : std::nullopt;
}

/// What is missing or no value of the setting leaves it as it is.
void readSetting(const Json& json, const ViewSetting& setting, ViewState& view) {
  const auto at = json.find(keyOf(setting));
  const auto value = at == json.end() ? std::nullopt : valueText(*at, setting);
  if (!value) return;
  try {
    (void)setting.set(view, *value);  // what it says of clamping is for a person
  } catch (const Error&) {            // written by hand, or by another version
  }
}

Settings settingsFrom(const Json& json) {
  Settings settings;
  ViewState& view = settings.view;
  std::string theme = "dark";
  readText(json, "theme", theme);
  view.theme = theme == "light" ? Theme::Light : Theme::Dark;
  for (const ViewSetting& setting : viewSettings()) readSetting(json, setting, view);
  readRecent(json, settings.recent);
  readNumber(json, "window_width", settings.windowWidth, 640, 16384);
  readNumber(json, "window_height", settings.windowHeight, 480, 16384);
  return settings;
}

Json jsonFrom(const Settings& settings) {
  Json json{{"version", kVersion},
            {"theme", settings.view.theme == Theme::Light ? "light" : "dark"},
            {"recent", settings.recent},
            {"window_width", settings.windowWidth},
            {"window_height", settings.windowHeight}};
  for (const ViewSetting& setting : viewSettings()) json[keyOf(setting)] = valueJson(setting, settings.view);
  return json;
}

/// The defaults, with the broken file kept beside itself so that nothing typed into it by hand is lost.
LoadedSettings brokenSettings(const std::filesystem::path& file, const std::string& why) {
  LoadedSettings loaded;
  std::filesystem::path kept = file;
  kept += ".broken";
  std::error_code error;
  std::filesystem::rename(file, kept, error);
  loaded.readOnly = static_cast<bool>(error);
  loaded.notice = fmt::format("settings {}: {}; the defaults are in force{}", file.string(), why,
                              error ? "" : " and the old file is now " + kept.filename().string());
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
            fmt::format(
                "settings {}: written by a newer Embedscope (version {}); what is known of them is in force "
                "and the file is left alone",
                file.string(), version),
            true};
  }
  if (version < 1) return brokenSettings(file, fmt::format("no \"version\" from 1 to {}", kVersion));
  return {settingsFrom(json), "", false};
}

void noteRecent(std::vector<std::string>& recent, const std::string& path) {
  std::erase(recent, path);
  recent.insert(recent.begin(), path);
  if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

void saveSettings(const std::filesystem::path& file, const Settings& settings) {
  const std::string text = jsonFrom(settings).dump(2, ' ', false, Json::error_handler_t::replace);
  base::writeFileAtomically(file, text + "\n", base::Writing::MayReplace, base::Readers::Owner);
}

}  // namespace es::app
