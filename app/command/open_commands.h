#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command/text/command_traits.h"
#include "math/types.h"
#include "model/table/formats/table_reader.h"

namespace es::app {

/// What is open: a table of words, a model.

/// A table of words, a model, a session, a lesson. "embedding" and "unembedding": the open model's own matrix
/// as a table; "untrained": it with random layers; "default", "full", "story" and "reader": what came with
/// the program (session.h).
struct OpenCommand {
  std::string path;
  std::optional<model::TableFormat> format;  // of a table; told by content otherwise
  std::optional<std::string> tokenizer;      // of a model; looked for beside it otherwise
  model::TableOptions options = {};          // of a table
  bool operator==(const OpenCommand&) const = default;
};
template <>
struct CommandTraits<OpenCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "open",
      "open PATH [--format F] [--words N] [--text NAME|FILE] [--vector NAME] [--metadata FILE] [--encoding "
      "NAME] "
      "[--tensor NAME] [--tokenizer FILE]",
      "opens word vectors, a model, a session or a lesson; also default, full, story, reader, untrained, "
      "embedding, unembedding"};
  static constexpr std::array options{OptionSpec{"--format", true},   OptionSpec{"--words", true},
                                      OptionSpec{"--text", true},     OptionSpec{"--vector", true},
                                      OptionSpec{"--metadata", true}, OptionSpec{"--encoding", true},
                                      OptionSpec{"--tensor", true},   OptionSpec{"--tokenizer", true}};
  static constexpr bool takesPath = true;
  static OpenCommand parse(const Arguments& arguments);
  static std::string format(const OpenCommand& command);
};

struct InfoCommand {
  bool operator==(const InfoCommand&) const = default;
};
template <>
struct CommandTraits<InfoCommand> : NameOnlyTraits<InfoCommand> {
  static constexpr CommandHelp help{"info", "info", "what is open: words, dimensions, weights, memory"};
};

/// The columns of the open table: what it says of its rows besides their words and vectors.
struct ColumnsCommand {
  std::string name;  // of one column, of which more is said; empty: all
  bool operator==(const ColumnsCommand&) const = default;
};
template <>
struct CommandTraits<ColumnsCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "columns", "columns [NAME]",
      "what the open table says of its words besides: kinds, ranges, commonest values"};
  static ColumnsCommand parse(const Arguments& arguments);
  static std::string format(const ColumnsCommand& command);
};

// ---- answers ----
struct ModelInfo {
  std::string name, path, format, note;
  int layers = 0, heads = 0, kvHeads = 0, dims = 0, hidden = 0, vocabulary = 0, context = 0;
  std::uint64_t parameters = 0, memoryBytes = 0;
  bool tied = false;
  std::string residual;  // "add" or "shell"
  bool causal = true;    // reads from left to right; false: a reader
  bool untrained = false;
  std::string work;   // modelWork
  std::string space;  // how its vectors meet the open words: empty when they do, otherwise why not
};
struct OpenAnswer {  // of a table, or of a model (then `model` is set; rows and dims are its embedding's)
  std::string path, format;
  math::Index rows = 0, dims = 0;
  std::optional<ModelInfo> model;
  std::vector<std::string> warnings;
};
struct InfoAnswer {
  std::string path, name, format, note;
  math::Index rows = 0, dims = 0;
  std::uint64_t weights = 0;      // rows x dims
  std::uint64_t memoryBytes = 0;  // of the matrix and the vocabulary
  std::vector<std::string> warnings;
  std::optional<ModelInfo> model;
};

struct ColumnAnswer {
  struct Value {
    std::string text;
    std::uint64_t rows = 0;
  };
  std::string name, kind;
  std::uint64_t missing = 0;                   // rows without a value
  std::optional<std::string> least, greatest;  // of numbers and dates
  std::uint64_t different = 0;                 // of categories: how many names
  std::vector<Value> commonest;                // of categories; of text the first rows' values, with 0 rows
};
struct ColumnsAnswer {
  math::Index rows = 0;
  std::vector<ColumnAnswer> columns;
};

std::string textOf(const OpenAnswer& answer);
std::string textOf(const InfoAnswer& answer);
std::string textOf(const ColumnsAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const OpenAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const InfoAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ColumnsAnswer& answer);

}  // namespace es::app
