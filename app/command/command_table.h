#pragma once

#include <array>
#include <span>
#include <string_view>
#include <variant>

#include "app/command/arguments.h"
#include "app/command/command.h"
#include "app/command/command_text.h"

namespace es::app {

/// One row of the language.
struct CommandEntry {
  CommandHelp help;
  std::string_view alias;  // another spelling of the name, or empty
  std::span<const OptionSpec> options;
  Command (*parse)(const Arguments&);
};

/// In the order of the Command variant, so that a command's index finds its entry.
const std::array<CommandEntry, std::variant_size_v<CommandVariant>>& commandTable();

// One parse function a command; all throw es::Error through Arguments::fail.
// parse_questions.cpp
Command parseNeighbors(const Arguments& arguments);
Command parseRank(const Arguments& arguments);
Command parseDot(const Arguments& arguments);
Command parseProject(const Arguments& arguments);
Command parseMetric(const Arguments& arguments);
// parse_slice.cpp
Command parseSlice(const Arguments& arguments);
Command parseCentring(const Arguments& arguments);
// parse_drawn.cpp
Command parseShow(const Arguments& arguments);
Command parseHide(const Arguments& arguments);
Command parseSelect(const Arguments& arguments);
Command parseCamera(const Arguments& arguments);
Command parseTheme(const Arguments& arguments);
Command parseSet(const Arguments& arguments);
// parse_softmax.cpp
Command parseSoftmax(const Arguments& arguments);
Command parseLogits(const Arguments& arguments);
Command parseTemperature(const Arguments& arguments);
// parse_files.cpp
Command parseOpen(const Arguments& arguments);
Command parseScreenshot(const Arguments& arguments);
Command parseSave(const Arguments& arguments);
Command parseRun(const Arguments& arguments);
Command parseHelp(const Arguments& arguments);
Command parseRecord(const Arguments& arguments);
Command parseExport(const Arguments& arguments);
Command parseCopy(const Arguments& arguments);
// parse_model.cpp
Command parseTokens(const Arguments& arguments);
Command parsePredict(const Arguments& arguments);
Command parseGenerate(const Arguments& arguments);
Command parseTrace(const Arguments& arguments);
Command parseLens(const Arguments& arguments);
Command parseAttention(const Arguments& arguments);
// parse_story.cpp
Command parseSampler(const Arguments& arguments);
Command parseWrite(const Arguments& arguments);
Command parseStep(const Arguments& arguments);
Command parseBack(const Arguments& arguments);
Command parseChoose(const Arguments& arguments);
Command parseVisit(const Arguments& arguments);
// parse_lab.cpp
Command parseLesson(const Arguments& arguments);
Command parsePairs(const Arguments& arguments);
Command parseField(const Arguments& arguments);
Command parseProduct(const Arguments& arguments);
Command parseDirections(const Arguments& arguments);
Command parseCompare(const Arguments& arguments);
Command parseVector(const Arguments& arguments);
Command parseWalk(const Arguments& arguments);
Command parseUnembed(const Arguments& arguments);

/// `EXPR : WORD ... ; WORD ...`, as dot, logits and pairs take it.
struct FormulaWithWords {
  math::Expression expression;
  std::vector<std::string> words;
  std::vector<std::size_t> groupSizes;  // at least one; they sum to the number of words
};
FormulaWithWords parseFormulaWithWords(const Arguments& arguments);

}  // namespace es::app
