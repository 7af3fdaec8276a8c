#include "app/command/command_table.h"
#include "app/command/number_text.h"

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

void readSize(const Arguments& arguments, ScreenshotCommand& command) {
  const std::string& text = arguments.value(1);
  const std::size_t cross = text.find_first_of("xX");
  const auto width = countFromText(std::string_view(text).substr(0, cross));
  const auto height =
      cross == std::string::npos ? std::nullopt : countFromText(std::string_view(text).substr(cross + 1));
  if (!width || !height) arguments.fail("the size must be like 1920x1080, found " + shown(text));
  const bool fits = *width >= 1 && *height >= 1 && *width <= largestSidePx && *height <= largestSidePx &&
                    *width * *height <= mostPixels;
  if (!fits) {
    arguments.fail("a picture has 1 to " + groupedText(largestSidePx) + " pixels a side and at most " +
                   groupedText(mostPixels) + " in all, not " + shown(text));
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
  if (const auto text = arguments.option("--scale")) {
    command.scale = arguments.number(*text, "the scale");
    if (command.scale < smallestScale || command.scale > largestScale) {
      arguments.fail("the scale must be from 0.1 to 20, found " + shown(*text));
    }
  }
  return command;
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
