#include "app/command/file_commands.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/text_arguments.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::uint64_t kLargestSidePx = 32'768;
constexpr std::uint64_t kMostPixels = std::uint64_t{1} << 28;  // 1 GiB of RGBA
constexpr double kSmallestScale = 0.1, kLargestScale = 20;

constexpr std::array<std::string_view, 7> kExportNames{"neighbors", "dots",    "coordinates", "selection",
                                                       "states",    "vectors", "picture"};  // by ExportKind

ExportKind readExportKind(const Arguments& arguments, std::size_t piece, std::string_view choices) {
  if (arguments.count() <= piece) return ExportKind::Neighbors;
  for (std::size_t i = 0; i < kExportNames.size(); ++i)
    if (kExportNames[i] == arguments.value(piece)) return static_cast<ExportKind>(i);
  arguments.fail(fmt::format("there are {}, not {}", choices, shown(arguments.value(piece))));
}

std::optional<double> positiveOption(const Arguments& arguments, std::string_view option, double most) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const double value = arguments.number(*text, option);
  if (!(value > 0) || value > most) {
    arguments.fail(fmt::format("{} must be above 0 and at most {}, found {}", option, base::numberText(most),
                               shown(*text)));
  }
  return value;
}

template <class Picture>  // ScreenshotCommand, RecordCommand
void readSize(const Arguments& arguments, Picture& command) {
  const std::string& text = arguments.value(1);
  const std::size_t cross = text.find_first_of("xX");
  const auto width = base::countFromText(std::string_view(text).substr(0, cross));
  const auto height = cross == std::string::npos
                          ? std::nullopt
                          : base::countFromText(std::string_view(text).substr(cross + 1));
  if (!width || !height) arguments.fail("the size must be like 1920x1080, found " + shown(text));
  const bool fits = *width >= 1 && *height >= 1 && *width <= kLargestSidePx && *height <= kLargestSidePx &&
                    *width * *height <= kMostPixels;
  if (!fits) {
    arguments.fail(fmt::format("a picture has 1 to {} pixels a side and at most {} in all, not {}",
                               base::groupedText(kLargestSidePx), base::groupedText(kMostPixels),
                               shown(text)));
  }
  command.width = static_cast<int>(*width);
  command.height = static_cast<int>(*height);
}

template <class Picture>
std::string pathAndSizeText(const Picture& command) {
  std::string text = " " + quoteArgument(command.path);
  if (command.width && command.height) text += fmt::format(" {}x{}", *command.width, *command.height);
  return text;
}

}  // namespace

ScreenshotCommand CommandTraits<ScreenshotCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 2);
  ScreenshotCommand command;
  command.path = arguments.path(0);
  if (arguments.count() == 2) readSize(arguments, command);
  command.transparent = arguments.flag("--transparent");
  command.panels = arguments.flag("--panels");
  if (const auto text = arguments.option("--points")) {
    constexpr std::uint64_t kMostPoints = 1'000'000'000;
    const auto count = base::countFromText(*text);
    if (!count || *count > kMostPoints)
      arguments.fail("--points must be a number of points, found " + shown(*text));
    command.mostPoints = static_cast<int>(*count);
  }
  if (const auto text = arguments.option("--scale")) {
    command.scale = arguments.number(*text, "the scale");
    if (command.scale < kSmallestScale || command.scale > kLargestScale)
      arguments.fail("the scale must be from 0.1 to 20, found " + shown(*text));
  }
  return command;
}

std::string CommandTraits<ScreenshotCommand>::format(const ScreenshotCommand& command) {
  std::string text = pathAndSizeText(command);
  if (command.transparent) text += " --transparent";
  if (command.panels) text += " --panels";
  if (command.scale > 0) text += " --scale " + base::numberText(command.scale);
  return text + optionText("points", command.mostPoints);
}

RecordCommand CommandTraits<RecordCommand>::parse(const Arguments& arguments) {
  constexpr double kMostSeconds = 3600, kMostFps = 240, kMostTurnDegrees = 36000;
  arguments.expectCount(1, 2);
  RecordCommand command;
  command.path = arguments.path(0);
  if (arguments.count() == 2) readSize(arguments, command);
  command.seconds = positiveOption(arguments, "--seconds", kMostSeconds);
  command.fps = positiveOption(arguments, "--fps", kMostFps);
  if (const auto text = arguments.option("--turn")) {
    const double turn = arguments.number(*text, "--turn");
    if (std::abs(turn) > kMostTurnDegrees) arguments.fail("--turn must be at most 36000 degrees either way");
    command.turnDegrees = turn;
  }
  return command;
}

std::string CommandTraits<RecordCommand>::format(const RecordCommand& command) {
  return pathAndSizeText(command) + optionText("seconds", command.seconds) + optionText("fps", command.fps) +
         optionText("turn", command.turnDegrees);
}

std::string_view exportName(ExportKind kind) {
  return kExportNames[static_cast<std::size_t>(kind)];
}

ExportCommand CommandTraits<ExportCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 2);
  constexpr std::string_view kChoices = "neighbors, dots, coordinates, selection, states and vectors";
  ExportCommand command{arguments.path(0), readExportKind(arguments, 1, kChoices), arguments.flag("--where")};
  if (command.where && command.what != ExportKind::Vectors)
    arguments.fail("--where goes with vectors: export PATH vectors --where");
  if (command.what == ExportKind::Picture)
    arguments.fail(fmt::format("export writes numbers: {}; a picture: screenshot PATH", kChoices));
  return command;
}

std::string CommandTraits<ExportCommand>::format(const ExportCommand& command) {
  return fmt::format(" {} {}{}", quoteArgument(command.path), exportName(command.what),
                     command.where ? " --where" : "");
}

CopyCommand CommandTraits<CopyCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  constexpr std::string_view kChoices = "neighbors, dots, coordinates, selection, states and picture";
  const ExportKind what = readExportKind(arguments, 0, kChoices);
  if (what == ExportKind::Vectors)
    arguments.fail("the vectors are too many for a clipboard: export PATH vectors");
  return {what};
}

std::string CommandTraits<CopyCommand>::format(const CopyCommand& command) {
  return " " + std::string(exportName(command.what));
}

SaveCommand CommandTraits<SaveCommand>::parse(const Arguments& arguments) {
  return {arguments.onlyPath()};
}

std::string CommandTraits<SaveCommand>::format(const SaveCommand& command) {
  return " " + quoteArgument(command.path);
}

std::string textOf(const ScreenshotAnswer& answer) {
  return fmt::format("wrote {} ({}x{})", base::displayText(answer.path), answer.width, answer.height);
}

std::string textOf(const RecordAnswer& answer) {
  return fmt::format("recorded {}: {} pictures of {}x{}, {} a second", base::displayText(answer.path),
                     answer.frames, answer.width, answer.height, base::fixedText(answer.fps, 0));
}

namespace {

/// For people, who know the answers by no command's word.
std::string copiedText(const ExportAnswer& answer) {
  if (answer.what == exportName(ExportKind::Picture)) return "copied: the picture";
  const std::string what = answer.what == exportName(ExportKind::Neighbors) ? "the answers"
                           : answer.what == exportName(ExportKind::Dots)    ? "the dot products"
                                                                            : "the " + answer.what;
  return fmt::format("copied: {}, {} {}", what, base::groupedText(answer.rows),
                     answer.rows == 1 ? "row" : "rows");
}

}  // namespace

std::string textOf(const ExportAnswer& answer) {
  if (answer.path.empty()) return copiedText(answer);
  const std::string done = fmt::format("wrote {}: ", base::displayText(answer.path));
  if (answer.what == exportName(ExportKind::Picture)) return done + answer.what;
  return fmt::format("{}{}, {} {}", done, answer.what, base::groupedText(answer.rows),
                     answer.rows == 1 ? "row" : "rows");
}

std::string textOf(const PathAnswer& answer) {
  return "wrote " + base::displayText(answer.path);
}

void writeJson(Json& json, const ScreenshotAnswer& answer) {
  json["path"] = jsonText(answer.path);
  json["width"] = answer.width;
  json["height"] = answer.height;
}

void writeJson(Json& json, const RecordAnswer& answer) {
  json["path"] = jsonText(answer.path);
  json["width"] = answer.width;
  json["height"] = answer.height;
  json["frames"] = answer.frames;
  json["fps"] = answer.fps;
}

void writeJson(Json& json, const ExportAnswer& answer) {
  json["path"] = answer.path.empty() ? Json(nullptr) : jsonText(answer.path);
  json["what"] = answer.what;
  json["rows"] = answer.rows;
}

void writeJson(Json& json, const PathAnswer& answer) {
  json["path"] = jsonText(answer.path);
}

}  // namespace es::app
