#include "app/command/open_commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/arguments.h"
#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

namespace {

/// The options of a table that are texts, by name.
struct TextOption {
  const char* name;
  std::optional<std::string> model::TableOptions::*value;
};
constexpr std::array kTextOptions{TextOption{"--text", &model::TableOptions::text},
                                  TextOption{"--vector", &model::TableOptions::vector},
                                  TextOption{"--metadata", &model::TableOptions::metadata},
                                  TextOption{"--encoding", &model::TableOptions::encoding},
                                  TextOption{"--tensor", &model::TableOptions::tensor}};

void requireUsable(const Arguments& arguments, const char* name, const std::optional<std::string>& value) {
  if (value && value->empty()) arguments.fail(std::string(name) + " is empty");
  if (value && value->find('\0') != std::string::npos) arguments.fail("a path cannot hold a zero byte");
}

model::TableOptions tableOptions(const Arguments& arguments) {
  model::TableOptions options;
  for (const TextOption& one : kTextOptions) {
    options.*one.value = arguments.option(one.name);
    requireUsable(arguments, one.name, options.*one.value);
  }
  if (const auto text = arguments.option("--words")) {
    constexpr double kMost = 4e9;  // rows that a table can number
    const double words = arguments.number(*text, "--words");
    if (words < 1 || words > kMost || words != std::floor(words))
      arguments.fail("--words takes a whole number from 1, found " + shown(*text));
    options.words = static_cast<std::size_t>(words);
  }
  return options;
}

}  // namespace

OpenCommand CommandTraits<OpenCommand>::parse(const Arguments& arguments) {
  OpenCommand command{arguments.onlyPath(), std::nullopt, arguments.option("--tokenizer"),
                      tableOptions(arguments)};
  requireUsable(arguments, "--tokenizer", command.tokenizer);
  if (const auto name = arguments.option("--format")) {
    command.format = model::formatFromName(*name);
    if (!command.format) {
      arguments.fail(fmt::format("there is no format {}; there are {}", shown(*name),
                                 fmt::join(model::formatNames(), " ")));
    }
  }
  const bool isTable = command.format || command.options != model::TableOptions{};
  if (command.tokenizer && isTable)
    arguments.fail("--tokenizer belongs to a model, the other options to a table");
  return command;
}

std::string CommandTraits<OpenCommand>::format(const OpenCommand& command) {
  std::string text = " " + quoteArgument(command.path);
  if (command.format) text += fmt::format(" --format {}", model::formatName(*command.format));
  if (command.options.words) text += fmt::format(" --words {}", *command.options.words);
  for (const TextOption& one : kTextOptions)
    if (const auto& value = command.options.*one.value)
      text += fmt::format(" {} {}", one.name, quoteArgument(*value));
  if (command.tokenizer) text += " --tokenizer " + quoteArgument(*command.tokenizer);
  return text;
}

namespace {

std::string warningLines(const std::vector<std::string>& warnings) {
  std::string lines;
  for (const std::string& warning : warnings) lines += "\nwarning: " + base::displayText(warning);
  return lines;
}

std::string memoryText(std::uint64_t bytes) {
  return base::fixedText(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

/// "6 layers x 6 heads, 3,512,345 parameters".
std::string sizeText(const ModelInfo& info) {
  return fmt::format("{} x {}, {} parameters{}", countedText(info.layers, "layer"),
                     countedText(info.heads, "head"), base::groupedText(info.parameters),
                     info.tied ? " (tied)" : "");
}

std::string modelOpened(const OpenAnswer& answer) {
  return fmt::format("opened {}: {} tokens x {} dimensions, {} ({})\n{}{}", base::displayText(answer.path),
                     base::groupedText(answer.rows), base::groupedText(answer.dims), sizeText(*answer.model),
                     answer.format, base::displayText(answer.model->work),
                     answer.model->space.empty() ? "" : "\n" + base::displayText(answer.model->space));
}

void addModelRows(TextTable& table, const ModelInfo& info) {
  table.add({"model", fmt::format("{} ({})", base::displayText(info.name), info.format)});
  if (!info.path.empty()) table.add({"its file", base::displayText(info.path)});
  table.add({"its work", base::displayText(info.work)});
  table.add({"its size", sizeText(info)});
  table.add({"its vectors", fmt::format("{} tokens x {} dimensions", base::groupedText(info.vocabulary),
                                        base::groupedText(info.dims))});
  table.add({"its context", base::groupedText(info.context) + " tokens"});
  table.add({"its memory", memoryText(info.memoryBytes)});
  if (!info.note.empty()) table.add({"its note", base::displayText(info.note)});
  if (!info.space.empty()) table.add({"its space", base::displayText(info.space)});
}

Json modelJson(const ModelInfo& info) {
  return {{"name", jsonText(info.name)},
          {"path", jsonText(info.path)},
          {"format", info.format},
          {"note", jsonText(info.note)},
          {"layers", info.layers},
          {"heads", info.heads},
          {"kv_heads", info.kvHeads},
          {"dims", info.dims},
          {"hidden", info.hidden},
          {"vocabulary", info.vocabulary},
          {"context", info.context},
          {"parameters", info.parameters},
          {"memory_bytes", info.memoryBytes},
          {"tied", info.tied},
          {"residual", info.residual},
          {"causal", info.causal},
          {"untrained", info.untrained},
          {"work", jsonText(info.work)},
          {"space", jsonText(info.space)}};
}

}  // namespace

std::string textOf(const OpenAnswer& answer) {
  if (answer.model) return modelOpened(answer) + warningLines(answer.warnings);
  return fmt::format("opened {}: {} words x {} dimensions ({}){}", base::displayText(answer.path),
                     base::groupedText(answer.rows), base::groupedText(answer.dims), answer.format,
                     warningLines(answer.warnings));
}

std::string textOf(const InfoAnswer& answer) {
  TextTable table({TextTable::Align::Left, TextTable::Align::Left});
  table.add({"name", base::displayText(answer.name)});
  if (!answer.path.empty()) table.add({"file", base::displayText(answer.path)});
  table.add({"format", answer.format});
  table.add({"words", base::groupedText(answer.rows)});
  table.add({"dimensions", base::groupedText(answer.dims)});
  table.add({"weights", base::groupedText(answer.weights)});
  table.add({"memory", memoryText(answer.memoryBytes)});
  if (!answer.note.empty()) table.add({"note", base::displayText(answer.note)});
  if (answer.model) addModelRows(table, *answer.model);
  return table.text() + warningLines(answer.warnings);
}

void writeJson(Json& json, const OpenAnswer& answer) {
  json["path"] = jsonText(answer.path);
  json["format"] = answer.format;
  json["rows"] = answer.rows;
  json["dims"] = answer.dims;
  if (answer.model) json["model"] = modelJson(*answer.model);
  json["warnings"] = textsJson(answer.warnings);
}

void writeJson(Json& json, const InfoAnswer& answer) {
  json["path"] = jsonText(answer.path);
  json["name"] = jsonText(answer.name);
  json["format"] = answer.format;
  json["note"] = jsonText(answer.note);
  json["rows"] = answer.rows;
  json["dims"] = answer.dims;
  json["weights"] = answer.weights;
  json["memory_bytes"] = answer.memoryBytes;
  json["model"] = answer.model ? modelJson(*answer.model) : Json(nullptr);
  json["warnings"] = textsJson(answer.warnings);
}

ColumnsCommand CommandTraits<ColumnsCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return {arguments.count() == 1 ? arguments.value(0) : std::string()};
}

std::string CommandTraits<ColumnsCommand>::format(const ColumnsCommand& command) {
  return command.name.empty() ? "" : " " + quoteArgument(command.name);
}

namespace {

std::string valuesText(const ColumnAnswer& column) {
  if (column.least && column.greatest) return *column.least + " to " + *column.greatest;
  std::string text;
  for (const ColumnAnswer::Value& value : column.commonest) {
    text += (text.empty() ? "" : ", ") + cellText(value.text);
    if (value.rows > 0) text += " (" + base::groupedText(value.rows) + ")";
  }
  return column.different > column.commonest.size() || column.different == 0 ? text + " …" : text;
}

std::string kindText(const ColumnAnswer& column) {
  return column.different > 0 ? column.kind + ", " + base::groupedText(column.different) + " names"
                              : column.kind;
}

}  // namespace

std::string textOf(const ColumnsAnswer& answer) {
  if (answer.columns.empty()) return "the table has no columns besides words and vectors";
  using Align = TextTable::Align;
  TextTable table({Align::Left, Align::Left, Align::Right, Align::Left});
  table.add({"column", "kind", "missing", "values"});
  for (const ColumnAnswer& column : answer.columns)
    table.add(
        {cellText(column.name), kindText(column), base::groupedText(column.missing), valuesText(column)});
  return table.text();
}

void writeJson(Json& json, const ColumnsAnswer& answer) {
  json["rows"] = answer.rows;
  Json list = Json::array();
  for (const ColumnAnswer& column : answer.columns) {
    Json one = {{"name", jsonText(column.name)}, {"kind", column.kind}, {"missing", column.missing}};
    if (column.least) one["least"] = *column.least;
    if (column.greatest) one["greatest"] = *column.greatest;
    if (column.different > 0) one["different"] = column.different;
    if (!column.commonest.empty()) {
      Json values = Json::array();
      for (const ColumnAnswer::Value& value : column.commonest) {
        Json entry = {{"value", jsonText(value.text)}};
        if (value.rows > 0) entry["rows"] = value.rows;
        values.push_back(std::move(entry));
      }
      one["values"] = std::move(values);
    }
    list.push_back(std::move(one));
  }
  json["columns"] = std::move(list);
}

}  // namespace es::app
