#include "app/command/open_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/arguments.h"
#include "app/command/text/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;

OpenCommand CommandTraits<OpenCommand>::parse(const Arguments& arguments) {
  OpenCommand command{arguments.onlyPath(), std::nullopt, arguments.option("--tokenizer")};
  if (const auto name = arguments.option("--format")) {
    command.format = model::formatFromName(*name);
    if (!command.format) arguments.fail("there is no format " + shown(*name));
    if (command.tokenizer) arguments.fail("--format belongs to a table, --tokenizer to a model");
  }
  if (command.tokenizer && command.tokenizer->empty()) arguments.fail("the tokenizer's path is empty");
  if (command.tokenizer && command.tokenizer->find('\0') != std::string::npos)
    arguments.fail("a path cannot hold a zero byte");
  return command;
}

std::string CommandTraits<OpenCommand>::format(const OpenCommand& command) {
  std::string text = " " + quoteArgument(command.path);
  if (command.format) text += fmt::format(" --format {}", model::formatName(*command.format));
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

}  // namespace es::app
