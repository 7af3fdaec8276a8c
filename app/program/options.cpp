#include "app/program/options.h"

#include <CLI/CLI.hpp>

#include "app/command/command_text.h"

namespace es::app {
namespace {

std::string footer() {
  std::string text = "Commands (for -e, --script and the command line in the window):\n";
  for (const CommandHelp& entry : commandHelp())
    text += "  " + std::string(entry.usage) + "\n      " + std::string(entry.summary) + "\n";
  return text +
         "\nEXPR is a formula over words: king - man + woman, 0.5*(cat + dog), \"new york\"\n"
         "TEXT is what a model reads: the line as it stands, or \"...\" with \\n for a line feed\n";
}

}  // namespace

bool asksAnything(const Options& options) {
  return !options.lesson.empty() || !options.commands.empty() || !options.scripts.empty();
}

void forAllAsked(const Options& options, const std::function<void(Command)>& take,
                 const std::function<void(const Error&)>& fail) {
  if (!options.lesson.empty()) {
    LessonCommand lesson{LessonCommand::Move::Start, options.lesson, {}};
    if (options.lessonStep > 0) lesson.step = options.lessonStep;
    take(lesson);
  }
  for (const std::string& text : options.commands) {
    try {
      take(parseCommand(text));
    } catch (const Error& error) {
      fail(error);
    }
  }
  for (const std::string& path : options.scripts) take(RunCommand{path});
}

ParsedOptions parseOptions(int argc, char** argv) {
  ParsedOptions parsed;
  Options& options = parsed.options;
  CLI::App app("Embedscope: look into an embedding space", "embedscope");
  std::string size;
  app.add_option(
      "FILE", options.file,
      "word vectors (safetensors, GloVe, fastText, word2vec) or a model (llama2.c, a Hugging Face folder); "
      "default: the words and the story model that came with the program");
  app.add_option("-e,--execute", options.commands, "carry out a command; may be given again")
      ->allow_extra_args(false);
  app.add_option("--script", options.scripts, "carry out the commands of a file, one a line")
      ->allow_extra_args(false);
  CLI::Option* lesson = app.add_option("--lesson", options.lesson, "start a lesson; `-e lesson` lists them");
  app.add_option("--step", options.lessonStep, "the lesson's step, 1 = first")
      ->needs(lesson)
      ->check(CLI::PositiveNumber);
  app.add_flag("--headless", options.headless, "without a window: carry out, answer, exit");
  app.add_flag("--json", options.json, "answers as JSON, one object a line");
  app.add_flag("--fresh-settings", options.freshSettings, "neither read nor write the settings file");
  app.add_option("--size", size, "size of the window, such as 1280x800");
  app.set_version_flag("--version", "embedscope " EMBEDSCOPE_VERSION);
  app.footer(footer());
  try {
    app.parse(argc, argv);
    if (!size.empty()) {
      char extra = 0;
      if (std::sscanf(size.c_str(), "%5dx%5d%c", &options.windowWidth, &options.windowHeight, &extra) != 2 ||
          options.windowWidth < 640 || options.windowHeight < 480) {
        throw CLI::ValidationError("--size",
                                   "expected a size of at least 640x480, such as 1280x800; found " + size);
      }
    }
  } catch (const CLI::ParseError& error) {
    parsed.exitCode = app.exit(error) == 0 ? 0 : 2;
  }
  return parsed;
}

}  // namespace es::app
