#include "app/command/command_table.h"

#include <algorithm>

#include "app/command/answer.h"

namespace es::app {

namespace {

constexpr std::array openOptions{OptionSpec{"--format", true}, OptionSpec{"--tokenizer", true}};
constexpr std::array neighborsOptions{OptionSpec{"--metric", true}, OptionSpec{"--keep-inputs", false}};
constexpr std::array metricOption{OptionSpec{"--metric", true}};
constexpr std::array sliceOptions{OptionSpec{"--oblique", false}};
constexpr std::array softmaxOptions{OptionSpec{"--temperature", true}};
constexpr std::array screenshotOptions{OptionSpec{"--transparent", false}, OptionSpec{"--panels", false},
                                       OptionSpec{"--scale", true}, OptionSpec{"--points", true}};
constexpr std::array generateOptions{OptionSpec{"--seed", true}, OptionSpec{"--temperature", true},
                                     OptionSpec{"--top-k", true}, OptionSpec{"--top-p", true},
                                     OptionSpec{"--min-p", true}};
constexpr std::array traceOptions{OptionSpec{"--also", false}};
constexpr std::array lensOptions{OptionSpec{"--top", true}};
constexpr std::array attentionOptions{OptionSpec{"--layer", true}, OptionSpec{"--head", true}};
constexpr std::array samplerOptions{OptionSpec{"--top-k", true}, OptionSpec{"--top-p", true},
                                    OptionSpec{"--min-p", true}, OptionSpec{"--order", true}};
constexpr std::array seedOnly{OptionSpec{"--seed", true}};
constexpr std::array columnOnly{OptionSpec{"--column", true}};
constexpr std::array stepOnly{OptionSpec{"--step", true}};
constexpr std::array productOptions{OptionSpec{"--first", true}, OptionSpec{"--second", true},
                                    OptionSpec{"--angle", true}};
constexpr std::array directionsOptions{OptionSpec{"--seed", true}, OptionSpec{"--rounds", true}};
constexpr std::array topOnly{OptionSpec{"--top", true}};
constexpr std::array recordOptions{OptionSpec{"--seconds", true}, OptionSpec{"--fps", true},
                                   OptionSpec{"--turn", true}};

/// For the commands that are only a name.
template <class Simple>
Command parseSimple(const Arguments& arguments) {
  arguments.expectCount(0, 0);
  return Simple{};
}

constexpr std::array<CommandEntry, 26> wordCommands{{
    {{"open", "open PATH [--format safetensors|glove-text|word2vec-text|word2vec-binary] [--tokenizer FILE]",
      "opens word vectors or a model; also default, full, story, embedding, unembedding"},
     "",
     openOptions,
     parseOpen},
    {{"info", "info", "what is open: words, dimensions, weights, memory"}, "", {}, parseSimple<InfoCommand>},
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
    {{"clear", "clear", "takes questions, arrows, paths and selection away"},
     "",
     {},
     parseSimple<ClearCommand>},
    {{"softmax", "softmax L1 L2 ... | softmax LABEL=L ... [--temperature T] | softmax",
      "probabilities from logits; with nothing: takes typed logits away"},
     "",
     softmaxOptions,
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
    {{"screenshot", "screenshot PATH [WxH] [--transparent] [--panels] [--scale N] [--points N]",
      "writes a picture: .svg and .pdf as shapes and text, else PNG"},
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

constexpr std::array<CommandEntry, 13> modelCommands{{
    {{"tokens", "tokens TEXT", "the tokens that a text is for the open model"}, "", {}, parseTokens},
    {{"predict", "predict TEXT [K] (quote a text that ends in a number)",
      "the likeliest next tokens, over the whole vocabulary"},
     "",
     {},
     parsePredict},
    {{"generate", "generate TEXT N [--seed S] [--temperature T] [--top-k K] [--top-p P] [--min-p P]",
      "goes on with the text by N tokens"},
     "",
     generateOptions,
     parseGenerate},
    {{"trace", "trace TEXT | trace \"TEXT\" [TOKEN] [--also] | trace",
      "the path of tokens through the layers, all or one (its text, or its position); nothing: takes paths "
      "away"},
     "",
     traceOptions,
     parseTrace},
    {{"lens", "lens TEXT [--top K] | lens \"TEXT\" [TOKEN] [--top K]",
      "what each half-step of the layers would predict"},
     "",
     lensOptions,
     parseLens},
    {{"attention", "attention TEXT [--layer L] [--head H]", "which earlier tokens each head looks at"},
     "",
     attentionOptions,
     parseAttention},
    {{"parameters", "parameters", "the open model's parameters by part, beside GPT-3's"},
     "",
     {},
     parseSimple<ParametersCommand>},
    {{"sampler",
      "sampler [--top-k K] [--top-p P] [--min-p P] "
      "[--order llama.cpp|huggingface|top-k,top-p,min-p,temperature]",
      "what a draw chooses from"},
     "",
     samplerOptions,
     parseSampler},
    {{"write", "write TEXT [--seed S]", "begins a story in two columns, at T = 0 and at the temperature"},
     "",
     seedOnly,
     parseWrite},
    {{"step", "step [N] [--column cold|warm]", "writes N tokens more, in both columns or one"},
     "",
     columnOnly,
     parseStep},
    {{"back", "back [N] [--column cold|warm]", "goes N tokens back; what was written stays in the tree"},
     "",
     columnOnly,
     parseBack},
    {{"choose", "choose TOKEN|#ID [--column cold|warm]", "goes on with this token instead of a drawn one"},
     "",
     columnOnly,
     parseChoose},
    {{"visit", "visit NODE [--column cold|warm]", "goes to a place in the story's tree, 0 = the text"},
     "",
     columnOnly,
     parseVisit},
}};

constexpr std::array<CommandEntry, 12> labCommands{{
    {{"lesson", "lesson [NAME [--step K] | next | back | restart | try | resume | play | leave]",
      "the lessons, or one of them, step by step"},
     "",
     stepOnly,
     parseLesson},
    {{"pairs", "pairs [EXPR : FROM TO ; FROM TO ...]",
      "whether the differences of pairs of words point along a direction; nothing: takes them away"},
     "",
     {},
     parsePairs},
    {{"field", "field [EXPR]", "short arrows of a direction all through the picture; nothing: none"},
     "",
     {},
     parseField},
    {{"product", "product [EXPR ; EXPR] [--first X,Y] [--second X,Y] [--angle D]",
      "two vectors in the plane through both, and their dot product"},
     "",
     productOptions,
     parseProduct},
    {{"directions", "directions [N D] [--seed S] [--rounds R]",
      "N random directions in D dimensions and all their angles; rounds push them apart"},
     "",
     directionsOptions,
     parseDirections},
    {{"compare", "compare [T]", "the same logits under a second temperature, beside; nothing: no longer"},
     "",
     {},
     parseCompare},
    {{"vector", "vector [WORD]", "pulls a word's column out of the embedding matrix; nothing: puts it back"},
     "",
     {},
     parseVector},
    {{"walk", "walk first|last|next|back [N]", "moves the selection along the columns of the matrix"},
     "",
     {},
     parseWalk},
    {{"unembed", "unembed [TEXT] [--top K]",
      "the last vector of a text times the unembedding matrix: one logit for each token"},
     "",
     topOnly,
     parseUnembed},
    {{"record", "record PATH [WxH] [--seconds S] [--fps F] [--turn DEGREES]",
      "a film (.mp4, .webm, .gif through ffmpeg) or a folder of pictures: the newest change, or the camera "
      "going round"},
     "",
     recordOptions,
     parseRecord},
    {{"export", "export PATH [neighbors|dots|coordinates|selection]", "numbers as .csv, .tsv or .json"},
     "",
     {},
     parseExport},
    {{"copy", "copy [neighbors|dots|coordinates|selection|picture]", "to the clipboard"}, "", {}, parseCopy},
}};
static_assert(wordCommands.size() + modelCommands.size() + labCommands.size() ==
              std::variant_size_v<CommandVariant>);

}  // namespace

const std::array<CommandEntry, std::variant_size_v<CommandVariant>>& commandTable() {
  static const auto table = [] {
    std::array<CommandEntry, std::variant_size_v<CommandVariant>> all{};
    auto end = std::copy(wordCommands.begin(), wordCommands.end(), all.begin());
    end = std::copy(modelCommands.begin(), modelCommands.end(), end);
    std::copy(labCommands.begin(), labCommands.end(), end);
    return all;
  }();
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
