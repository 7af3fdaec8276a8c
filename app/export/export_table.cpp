#include "app/export/export_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/command/command_text.h"
#include "app/command/text/answer_pieces.h"
#include "app/document/shown_share.h"
#include "base/error.h"
#include "base/file_ending.h"
#include "base/number_text.h"
#include "math/linear/similarity.h"
#include "model/files/numpy_array.h"

namespace es::app {
namespace {

using Cell = ExportTable::Cell;

std::string formulaText(const math::Expression& expression) {
  return math::formatExpression(expression);
}

// ---- what there is ----

ExportTable neighborExport(const DocumentState& state) {
  if (!state.neighbors) throw Error("nothing was asked yet; ask first, like: neighbors king - man + woman");
  ExportTable exported;
  exported.about = {{"formula", formulaText(state.neighbors->expression)}};
  exported.columns = {"rank", "word", "row", std::string(math::metricName(state.neighbors->metric))};
  std::vector<Neighbor> answers;
  std::ranges::copy_if(state.neighbors->ranked, std::back_inserter(answers),
                       [](const Neighbor& neighbor) { return !neighbor.isInput; });
  exported.rowCount = answers.size();
  exported.row = [answers = std::move(answers)](std::size_t i) {
    const Neighbor& answer = answers[i];
    return std::vector<Cell>{static_cast<std::int64_t>(i + 1), answer.word,
                             static_cast<std::int64_t>(answer.row), base::shortestDouble(answer.score)};
  };
  return exported;
}

ExportTable dotExport(const DocumentState& state) {
  if (!state.dots) throw Error("no dot products stand; ask first, like: dot cats - cat : dog dogs");
  ExportTable exported;
  exported.about = {{"formula", formulaText(state.dots->expression)}};
  exported.columns = {"word", "row", "dot", "cosine", "angle_degrees"};
  exported.rowCount = state.dots->items.size();
  exported.row = [dots = state.dots](std::size_t i) {
    const DotItem& item = dots->items[i];
    return std::vector<Cell>{item.word, static_cast<std::int64_t>(item.row), item.dot, item.cosine,
                             item.angleDegrees};
  };
  return exported;
}

ExportTable coordinateExport(const DocumentState& state) {
  ExportTable exported;
  std::string slice = formatCommand(SliceCommand{state.sliceSpec});
  exported.about = {{"slice", slice.substr(slice.find(' ') + 1) + (state.centred ? ", centred" : "")}};
  exported.columns = {"row", "word", "x", "y", "z", "length", "shown_share"};
  if (state.centred) exported.columns.emplace_back("centred_shown_share");
  exported.rowCount = static_cast<std::size_t>(state.space->table->size());
  exported.row = [state](std::size_t i) {
    const auto& table = state.space->table;
    const auto row = static_cast<math::Index>(i);
    const math::Vector vector = table->vector(row);
    const Eigen::Vector3f xyz = math::projectOne(state.sliced->slice, vector);
    const ShownShare share = shownShareOf(state, vector);
    std::vector<Cell> cells{static_cast<std::int64_t>(row),
                            table->vocabulary().word(row),
                            base::shortestDouble(xyz.x()),
                            base::shortestDouble(xyz.y()),
                            base::shortestDouble(xyz.z()),
                            math::length(vector),
                            share.ofLength};
    if (share.ofCentred) cells.emplace_back(*share.ofCentred);
    return cells;
  };
  return exported;
}

ExportTable selectionExport(const DocumentState& state) {
  if (!state.selected) throw Error("no word is selected; select one first, like: select king");
  const model::EmbeddingTable& table = *state.space->table;
  ExportTable exported;
  exported.about = {{"word", table.vocabulary().word(*state.selected)},
                    {"row", fmt::to_string(*state.selected)}};
  exported.columns = {"dimension", "value"};
  exported.rowCount = static_cast<std::size_t>(table.dims());
  exported.row = [vector = math::Vector(table.vector(*state.selected))](std::size_t i) {
    return std::vector<Cell>{static_cast<std::int64_t>(i),
                             base::shortestDouble(vector[static_cast<math::Index>(i)])};
  };
  return exported;
}

struct StatesRow {
  std::size_t trace = 0, token = 0, step = 0;
};

/// A row for each half-step of each path, the tokens in the order of their texts.
ExportTable statesExport(const DocumentState& state) {
  const auto& traces = state.model.traces;
  if (traces.empty()) throw Error("no path is drawn; draw one first, like: trace \"the old king\" king");
  ExportTable exported;
  exported.about = {{"model", state.model.model->source.name}};
  exported.columns = {"path", "text", "position", "token", "step", "name"};
  std::vector<StatesRow> rows;
  std::size_t paths = 0;
  for (std::size_t trace = 0; trace < traces.size(); ++trace) {
    for (std::size_t token = 0; token < traces[trace]->tokens.size(); ++token, ++paths) {
      const math::RowMatrix& stream = traces[trace]->tokens[token].stream;
      exported.array.values.insert(exported.array.values.end(), stream.data(), stream.data() + stream.size());
      exported.array.shape = {paths + 1, static_cast<std::size_t>(stream.rows()),
                              static_cast<std::size_t>(stream.cols())};
      for (std::size_t step = 0; step < exported.array.shape[1]; ++step) rows.push_back({trace, token, step});
    }
  }
  for (std::size_t i = 0; i < exported.array.shape[2]; ++i) exported.columns.push_back(fmt::format("x{}", i));
  exported.rowCount = rows.size();
  exported.row = [traces, rows = std::move(rows), steps = exported.array.shape[1]](std::size_t i) {
    const TraceAnswer& trace = *traces[rows[i].trace];
    const TokenTrace& token = trace.tokens[rows[i].token];
    std::vector<Cell> cells{static_cast<std::int64_t>(i / steps),      trace.text,
                            static_cast<std::int64_t>(token.position), token.text,
                            static_cast<std::int64_t>(rows[i].step),   token.steps[rows[i].step].name};
    for (const float value : token.stream.row(static_cast<math::Index>(rows[i].step)))
      cells.emplace_back(base::shortestDouble(value));
    return cells;
  };
  return exported;
}

std::string npyFile(const ExportTable::Array& array) {
  std::string bytes = model::numpyHeader(array.shape);
  for (const float value : array.values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift & 0xFFU);
  }
  return bytes;
}

// ---- as text ----

/// Within quotes where the format would not read it back otherwise.
void appendField(std::string& text, const std::string& field, char separator) {
  const bool plain =
      !field.empty() && field.find('"') == std::string::npos && field.find(separator) == std::string::npos &&
      field.find_first_of("\r\n") == std::string::npos && field.front() != ' ' && field.back() != ' ';
  if (plain) {
    text += field;
    return;
  }
  text += '"';
  for (const char c : field) text += c == '"' ? std::string(2, c) : std::string(1, c);
  text += '"';
}

std::string readable(const std::string& bytes) {
  return jsonText(bytes).get<std::string>();
}

std::string cellTextOf(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return readable(*text);
  if (const auto* number = std::get_if<double>(&cell)) return base::numberText(*number);
  return fmt::to_string(std::get<std::int64_t>(cell));
}

struct TextStyle {
  char separator = ',';
  const char* lineEnd = "\r\n";
  bool withAbout = true;
};

std::string separatedText(const ExportTable& exported, const TextStyle& style) {
  std::string text;
  std::string aboutCells;  // the same in every row
  for (const std::string& column : exported.columns) {
    if (!text.empty()) text += style.separator;
    appendField(text, column, style.separator);
  }
  if (style.withAbout) {
    for (const auto& [name, value] : exported.about) {
      text += style.separator;
      appendField(text, name, style.separator);
      aboutCells += style.separator;
      appendField(aboutCells, readable(value), style.separator);
    }
  }
  text += style.lineEnd;
  for (std::size_t i = 0; i < exported.rowCount; ++i) {
    bool first = true;
    for (const Cell& cell : exported.row(i)) {
      if (!first) text += style.separator;
      first = false;
      appendField(text, cellTextOf(cell), style.separator);
    }
    text += aboutCells;
    text += style.lineEnd;
  }
  return text;
}

std::string jsonCell(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return jsonText(*text).dump();
  if (const auto* number = std::get_if<double>(&cell)) return nlohmann::json(*number).dump();
  return fmt::to_string(std::get<std::int64_t>(cell));
}

std::string jsonFile(const ExportTable& exported) {
  std::string text = "{\"what\": " + nlohmann::json(exported.what).dump();
  for (const auto& [name, value] : exported.about) text += ",\n \"" + name + "\": " + jsonText(value).dump();
  text += ",\n \"rows\": [";
  for (std::size_t i = 0; i < exported.rowCount; ++i) {
    text += i == 0 ? "\n  {" : ",\n  {";
    const std::vector<Cell> cells = exported.row(i);
    for (std::size_t c = 0; c < cells.size(); ++c)
      text += (c == 0 ? "\"" : ", \"") + exported.columns[c] + "\": " + jsonCell(cells[c]);
    text += '}';
  }
  return text + "\n ]}\n";
}

}  // namespace

ExportTable exportTableOf(const DocumentState& state, ExportKind what) {
  if (!state.space) throw Error("no table is open; open one first, like: open default");
  const auto make = [&] {
    switch (what) {
      case ExportKind::Neighbors:
        return neighborExport(state);
      case ExportKind::Dots:
        return dotExport(state);
      case ExportKind::Coordinates:
        return coordinateExport(state);
      case ExportKind::Selection:
        return selectionExport(state);
      case ExportKind::States:
        return statesExport(state);
      case ExportKind::Vectors:
      case ExportKind::Picture:
        break;
    }
    throw Error("a picture is no table of numbers; screenshot PATH writes one");
  };
  ExportTable exported = make();
  exported.what = exportName(what);
  exported.about.emplace_back("table", state.space->table->source().name);
  return exported;
}

std::optional<ExportFormat> exportFormatOf(const std::string& path) {
  const std::string extension = base::fileEnding(path);
  if (extension == ".csv") return ExportFormat::Csv;
  if (extension == ".tsv") return ExportFormat::Tsv;
  if (extension == ".json") return ExportFormat::Json;
  if (extension == ".npy") return ExportFormat::Npy;
  return std::nullopt;
}

std::string exportText(const ExportTable& exported, ExportFormat format) {
  switch (format) {
    case ExportFormat::Csv:
      return separatedText(exported, {',', "\r\n", true});
    case ExportFormat::Tsv:
      return separatedText(exported, {'\t', "\n", true});
    case ExportFormat::Npy:
      assert(!exported.array.shape.empty());
      return npyFile(exported.array);
    case ExportFormat::Json:
      break;
  }
  return jsonFile(exported);
}

std::string clipboardText(const ExportTable& exported) {
  return separatedText(exported, {'\t', "\n", false});
}

}  // namespace es::app
