#include "app/command/command_table.h"
#include "app/command/parse_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t mostSteps = 1'000, mostVectors = 100'000, mostDims = 1'000'000,
                        mostRounds = 1'000'000;
constexpr std::uint64_t mostColumns = 1'000'000'000, mostGuesses = 1'000'000;

int wholeInt(const Arguments& arguments, std::size_t piece, const WholeRange& range) {
  return static_cast<int>(readWhole(arguments, arguments.value(piece), range));
}

std::optional<int> wholeIntOption(const Arguments& arguments, std::string_view option,
                                  const WholeRange& range) {
  const auto value = wholeOption(arguments, option, range);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

/// "X,Y".
std::optional<std::array<double, 2>> placeOption(const Arguments& arguments, std::string_view option) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const std::size_t comma = text->find(',');
  if (comma == std::string::npos) {
    arguments.fail(std::string(option) + " takes two numbers like 1.5,-2, found " + shown(*text));
  }
  const std::string_view both = *text;
  return std::array{arguments.number(both.substr(0, comma), "the first number"),
                    arguments.number(both.substr(comma + 1), "the second number")};
}

}  // namespace

Command parseLesson(const Arguments& arguments) {
  using Move = LessonCommand::Move;
  constexpr std::array<std::pair<std::string_view, Move>, 7> moves{{{"next", Move::Next},
                                                                    {"back", Move::Back},
                                                                    {"restart", Move::Restart},
                                                                    {"try", Move::Try},
                                                                    {"resume", Move::Resume},
                                                                    {"play", Move::Play},
                                                                    {"leave", Move::Leave}}};
  arguments.expectCount(0, 1);
  LessonCommand command;
  command.step = wholeIntOption(arguments, "--step", {"--step", 1, mostSteps});
  if (arguments.count() == 1) {
    command.move = Move::Start;
    command.name = arguments.value(0);
    if (command.name.empty()) arguments.fail("the lesson's name is empty");
    for (const auto& [name, move] : moves)
      if (command.name == name) command.move = move;
    if (command.move != Move::Start) command.name.clear();
  }
  if (command.step && command.move != Move::Start) arguments.fail("--step needs the lesson's name");
  return command;
}

Command parsePairs(const Arguments& arguments) {
  if (arguments.count() == 0) return PairsCommand{};
  FormulaWithWords parts = parseFormulaWithWords(arguments);
  PairsCommand command{std::move(parts.expression), {}};
  std::size_t at = 0;
  for (const std::size_t size : parts.groupSizes) {
    if (size != 2)
      arguments.fail("each pair is two words, the pairs parted by ; (uncle aunt ; brother sister)");
    command.pairs.push_back({parts.words[at], parts.words[at + 1]});
    at += size;
  }
  return command;
}

Command parseField(const Arguments& arguments) {
  if (arguments.count() == 0) return FieldCommand{};
  return FieldCommand{math::parseExpression(arguments.formulaText())};
}

Command parseProduct(const Arguments& arguments) {
  ProductCommand command;
  if (arguments.count() > 0) {
    command.vectors = math::parseExpressions(arguments.formulaText());
    if (command.vectors.size() != 2) arguments.fail("two formulas are needed, parted by ;");
  }
  command.first = placeOption(arguments, "--first");
  command.second = placeOption(arguments, "--second");
  if (const auto angle = arguments.option("--angle")) {
    command.angleDegrees = arguments.number(*angle, "the angle");
  }
  if (command.angleDegrees && command.second)
    arguments.fail("--angle and --second both place the second vector");
  return command;
}

Command parseDirections(const Arguments& arguments) {
  arguments.expectCount(0, 2);
  DirectionsCommand command;
  if (arguments.count() == 1) arguments.fail("the number of vectors and the number of dimensions are needed");
  if (arguments.count() == 2) {
    command.count = wholeInt(arguments, 0, {"N", 2, mostVectors});
    command.dims = wholeInt(arguments, 1, {"D", 1, mostDims});
  }
  command.seed = seedOption(arguments);
  if (command.seed && !command.count) arguments.fail("--seed needs the numbers of vectors and dimensions");
  command.rounds = wholeIntOption(arguments, "--rounds", {"--rounds", 0, mostRounds}).value_or(0);
  return command;
}

Command parseCompare(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  if (arguments.count() == 0) return CompareCommand{};
  return CompareCommand{readTemperature(arguments, arguments.value(0))};
}

Command parseVector(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return arguments.count() == 0 ? VectorCommand{} : VectorCommand{arguments.word(0)};
}

Command parseWalk(const Arguments& arguments) {
  using To = WalkCommand::To;
  constexpr std::array<std::pair<std::string_view, To>, 4> ways{
      {{"first", To::First}, {"last", To::Last}, {"next", To::Next}, {"back", To::Back}}};
  arguments.expectCount(1, 2);
  for (const auto& [name, to] : ways) {
    if (arguments.value(0) != name) continue;
    const bool counts = to == To::Next || to == To::Back;
    if (arguments.count() == 2 && !counts) arguments.fail(std::string(name) + " takes no number");
    return WalkCommand{to, arguments.count() == 2 ? wholeInt(arguments, 1, {"N", 1, mostColumns}) : 1};
  }
  arguments.fail("walk goes to first, last, next or back, not " + shown(arguments.value(0)));
}

Command parseUnembed(const Arguments& arguments) {
  UnembedCommand command;
  command.count = wholeIntOption(arguments, "--top", {"--top", 1, mostGuesses});
  if (arguments.count() > 0) command.text = onlyText(arguments);
  return command;
}

}  // namespace es::app
