#include "app/command/command_table.h"

#include "app/command/answer.h"

namespace es::app {

namespace {

constexpr std::array formatOption{OptionSpec{"--format", true}};
constexpr std::array neighborsOptions{OptionSpec{"--metric", true}, OptionSpec{"--keep-inputs", false}};
constexpr std::array metricOption{OptionSpec{"--metric", true}};
constexpr std::array sliceOptions{OptionSpec{"--oblique", false}};
constexpr std::array temperatureOption{OptionSpec{"--temperature", true}};
constexpr std::array screenshotOptions{OptionSpec{"--transparent", false}, OptionSpec{"--panels", false},
                                       OptionSpec{"--scale", true}};

/// For the commands that are only a name.
template <class Simple>
Command parseSimple(const Arguments& arguments) {
  arguments.expectCount(0, 0);
  return Simple{};
}

}  // namespace

const std::array<CommandEntry, std::variant_size_v<Command>>& commandTable() {
  static const std::array<CommandEntry, std::variant_size_v<Command>> table{{
      {{"open", "open PATH [--format safetensors|glove-text|word2vec-text|word2vec-binary]",
        "opens a file of word vectors"},
       "",
       formatOption,
       parseOpen},
      {{"info", "info", "what is open: words, dimensions, weights, memory"},
       "",
       {},
       parseSimple<InfoCommand>},
      {{"neighbors", "neighbors EXPR [K] [--metric cosine|euclidean|dot] [--keep-inputs]",
        "the words nearest to a formula's result"},
       "neighbours",
       neighborsOptions,
       parseNeighbors},
      {{"rank", "rank EXPR WORD [--metric cosine|euclidean|dot]",
        "the place of a word among a formula's neighbours, 1 = first"},
       "",
       metricOption,
       parseRank},
      {{"dot", "dot EXPR : WORD ...", "dot product, cosine and angle of each word with a formula's result"},
       "",
       {},
       parseDot},
      {{"project", "project WORD ...", "where the slice puts words, and how much of their length it shows"},
       "",
       {},
       parseProject},
      {{"metric", "metric cosine|euclidean|dot", "how nearness is measured"}, "", {}, parseMetric},
      {{"slice",
        "slice pca | slice random SEED | slice axes EXPR ; EXPR ; EXPR [--oblique] | slice fit WORD ...",
        "the three directions that are shown"},
       "",
       sliceOptions,
       parseSlice},
      {{"centring", "centring on|off", "whether the mean of all words is taken off before slicing"},
       "centering",
       {},
       parseCentring},
      {{"show", "show EXPR ...", "draws words and formulas as arrows"}, "", {}, parseShow},
      {{"hide", "hide [EXPR ...]", "takes arrows away; without a formula all of them and the question"},
       "",
       {},
       parseHide},
      {{"select", "select [WORD]", "selects a word, or nothing"}, "", {}, parseSelect},
      {{"clear", "clear", "takes questions, arrows and selection away"}, "", {}, parseSimple<ClearCommand>},
      {{"softmax", "softmax L1 L2 ... | softmax LABEL=L ... [--temperature T]", "probabilities from logits"},
       "",
       temperatureOption,
       parseSoftmax},
      {{"logits", "logits EXPR : WORD ...", "softmax logits as dot products of a formula with words"},
       "",
       {},
       parseLogits},
      {{"temperature", "temperature T", "the softmax temperature, 0 (only the largest) to inf (all alike)"},
       "",
       {},
       parseTemperature},
      {{"camera", "camera [reset|frame] [yaw D] [pitch D] [distance D] [target X Y Z] [fov D]",
        "moves the camera; angles in degrees"},
       "",
       {},
       parseCamera},
      {{"theme", "theme dark|light", "the colours"}, "", {}, parseTheme},
      {{"set", "set NAME VALUE", "a switch or number of the view"}, "", {}, parseSet},
      {{"screenshot", "screenshot PATH [WxH] [--transparent] [--panels] [--scale N]",
        "writes a picture (PNG)"},
       "",
       screenshotOptions,
       parseScreenshot},
      {{"save", "save PATH", "writes a script that rebuilds what is shown"}, "", {}, parseSave},
      {{"run", "run PATH", "runs a script: one command a line"}, "", {}, parseRun},
      {{"undo", "undo", "takes the last change back"}, "", {}, parseSimple<UndoCommand>},
      {{"redo", "redo", "makes the change again that was taken back"}, "", {}, parseSimple<RedoCommand>},
      {{"help", "help [COMMAND]", "all commands, or one"}, "", {}, parseHelp},
      {{"quit", "quit", "ends the program"}, "exit", {}, parseSimple<QuitCommand>},
  }};
  return table;
}

const std::vector<CommandHelp>& commandHelp() {
  static const std::vector<CommandHelp> help = [] {
    std::vector<CommandHelp> entries;
    for (const CommandEntry& entry : commandTable()) entries.push_back(entry.help);
    return entries;
  }();
  return help;
}

std::string_view commandName(const Command& command) {
  return commandTable()[command.index()].help.name;
}

}  // namespace es::app
