#include <cmath>

#include "app/command/command_table.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t largestSidePx = 32'768;
constexpr std::uint64_t mostPixels = std::uint64_t{1} << 28;  // 1 GiB of RGBA
constexpr double smallestScale = 0.1, largestScale = 20;

std::string readPath(const Arguments& arguments) {
  const std::string& path = arguments.value(0);
  if (path.empty()) arguments.fail("the path is empty");
  if (path.find('\0') != std::string::npos) arguments.fail("a path cannot hold a zero byte");
  return path;
}

std::string readOnlyPath(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return readPath(arguments);
}

struct ExportName {
  std::string_view name;
  ExportKind kind;
};
constexpr std::array<ExportName, 5> exportNames{{{"neighbors", ExportKind::Neighbors},
                                                 {"dots", ExportKind::Dots},
                                                 {"coordinates", ExportKind::Coordinates},
                                                 {"selection", ExportKind::Selection},
                                                 {"picture", ExportKind::Picture}}};

ExportKind readExportKind(const Arguments& arguments, std::size_t piece, std::string_view choices) {
  if (arguments.count() <= piece) return ExportKind::Neighbors;
  for (const ExportName& one : exportNames)
    if (one.name == arguments.value(piece)) return one.kind;
  arguments.fail("there are " + std::string(choices) + ", not " + shown(arguments.value(piece)));
}

std::optional<double> positiveOption(const Arguments& arguments, std::string_view option, double most) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const double value = arguments.number(*text, option);
  if (!(value > 0) || value > most) {
    arguments.fail(std::string(option) + " must be above 0 and at most " + base::numberText(most) +
                   ", found " + shown(*text));
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
  const bool fits = *width >= 1 && *height >= 1 && *width <= largestSidePx && *height <= largestSidePx &&
                    *width * *height <= mostPixels;
  if (!fits) {
    arguments.fail("a picture has 1 to " + base::groupedText(largestSidePx) + " pixels a side and at most " +
                   base::groupedText(mostPixels) + " in all, not " + shown(text));
  }
  command.width = static_cast<int>(*width);
  command.height = static_cast<int>(*height);
}

}  // namespace

Command parseOpen(const Arguments& arguments) {
  OpenCommand command{readOnlyPath(arguments), std::nullopt, arguments.option("--tokenizer")};
  if (const auto name = arguments.option("--format")) {
    command.format = model::formatFromName(*name);
    if (!command.format) arguments.fail("there is no format " + shown(*name));
    if (command.tokenizer) arguments.fail("--format belongs to a table, --tokenizer to a model");
  }
  if (command.tokenizer && command.tokenizer->empty()) arguments.fail("the tokenizer's path is empty");
  return command;
}

Command parseScreenshot(const Arguments& arguments) {
  arguments.expectCount(1, 2);
  ScreenshotCommand command;
  command.path = readPath(arguments);
  if (arguments.count() == 2) readSize(arguments, command);
  command.transparent = arguments.flag("--transparent");
  command.panels = arguments.flag("--panels");
  if (const auto text = arguments.option("--points")) {
    constexpr std::uint64_t mostPoints = 1'000'000'000;
    const auto count = base::countFromText(*text);
    if (!count || *count > mostPoints)
      arguments.fail("--points must be a number of points, found " + shown(*text));
    command.mostPoints = static_cast<int>(*count);
  }
  if (const auto text = arguments.option("--scale")) {
    command.scale = arguments.number(*text, "the scale");
    if (command.scale < smallestScale || command.scale > largestScale) {
      arguments.fail("the scale must be from 0.1 to 20, found " + shown(*text));
    }
  }
  return command;
}

Command parseRecord(const Arguments& arguments) {
  constexpr double mostSeconds = 3600, mostFps = 240, mostTurnDegrees = 36000;
  arguments.expectCount(1, 2);
  RecordCommand command;
  command.path = readPath(arguments);
  if (arguments.count() == 2) readSize(arguments, command);
  command.seconds = positiveOption(arguments, "--seconds", mostSeconds);
  command.fps = positiveOption(arguments, "--fps", mostFps);
  if (const auto text = arguments.option("--turn")) {
    const double turn = arguments.number(*text, "--turn");
    if (std::abs(turn) > mostTurnDegrees) arguments.fail("--turn must be at most 36000 degrees either way");
    command.turnDegrees = turn;
  }
  return command;
}

Command parseExport(const Arguments& arguments) {
  arguments.expectCount(1, 2);
  constexpr std::string_view choices = "neighbors, dots, coordinates and selection";
  ExportCommand command{readPath(arguments), readExportKind(arguments, 1, choices)};
  if (command.what == ExportKind::Picture) {
    arguments.fail("export writes numbers: " + std::string(choices) + "; a picture: screenshot PATH");
  }
  return command;
}

Command parseCopy(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return CopyCommand{readExportKind(arguments, 0, "neighbors, dots, coordinates, selection and picture")};
}

std::string_view exportName(ExportKind kind) {
  return exportNames[static_cast<std::size_t>(kind)].name;
}

Command parseSave(const Arguments& arguments) {
  return SaveCommand{readOnlyPath(arguments)};
}

Command parseRun(const Arguments& arguments) {
  return RunCommand{readOnlyPath(arguments)};
}

Command parseHelp(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return HelpCommand{arguments.count() == 0 ? std::string() : arguments.value(0)};
}

}  // namespace es::app
