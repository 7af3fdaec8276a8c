#include "app/command/command_table.h"
#include "app/command/parse_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t mostTokens = 1'000'000;  // in an answer, or to write: what fits in any model
constexpr std::uint64_t mostGuesses = 1'000;     // a cell of the lens
constexpr std::uint64_t mostParts = 1'000'000;   // layers, heads: the open model's are checked later

std::optional<std::string> tokenAfter(const Arguments& arguments, std::size_t next) {
  if (next + 1 < arguments.count()) arguments.fail("what is " + shown(arguments.raw(next + 1)) + " for?");
  return next < arguments.count() ? std::optional(readToken(arguments, next)) : std::nullopt;
}

void expectNothing(const Arguments& arguments, std::size_t next) {
  if (next < arguments.count()) {
    arguments.fail("what is " + shown(arguments.raw(next)) + " for, behind the quoted text?");
  }
}

}  // namespace

std::string onlyText(const Arguments& arguments) {
  TextArgument text = readText(arguments, 0);
  expectNothing(arguments, text.next);
  return std::move(text.text);
}

Command parseTokens(const Arguments& arguments) {
  return TokensCommand{onlyText(arguments)};
}

Command parsePredict(const Arguments& arguments) {
  const std::size_t count = arguments.count();
  const bool trailingCount = count > 1 && !arguments.pieces()[0].wholeQuoted &&
                             base::countFromText(arguments.raw(count - 1)).has_value();
  const TextArgument text = readText(arguments, trailingCount ? 1 : 0);
  PredictCommand command{text.text, std::nullopt};
  if (text.next == count) return command;
  if (text.next + 1 < count) expectNothing(arguments, text.next + 1);
  command.count = static_cast<int>(readWhole(arguments, arguments.value(text.next), {"K", 1, mostTokens}));
  return command;
}

Command parseGenerate(const Arguments& arguments) {
  if (arguments.count() < 2) arguments.fail("a text and the number of tokens are needed");
  const TextArgument text = readText(arguments, 1);
  GenerateCommand command;
  command.text = text.text;
  if (text.next == arguments.count()) arguments.fail("the number of tokens is missing");
  expectNothing(arguments, text.next + 1);
  command.count = static_cast<int>(readWhole(arguments, arguments.value(text.next), {"N", 1, mostTokens}));
  command.seed = seedOption(arguments);
  command.temperature = temperatureOption(arguments);
  command.topK = topKOption(arguments);
  command.topP = topPOption(arguments);
  command.minP = minPOption(arguments);
  return command;
}

Command parseTrace(const Arguments& arguments) {
  TraceCommand command;
  command.also = arguments.flag("--also");
  if (arguments.count() == 0) {
    if (command.also) arguments.fail("--also needs a text");
    return command;
  }
  TextArgument text = readText(arguments, 0);
  if (text.text.empty()) arguments.fail("the text is empty (trace with nothing takes all paths away)");
  command.text = std::move(text.text);
  command.token = tokenAfter(arguments, text.next);
  return command;
}

Command parseLens(const Arguments& arguments) {
  TextArgument text = readText(arguments, 0);
  LensCommand command{std::move(text.text), tokenAfter(arguments, text.next), std::nullopt};
  if (const auto top = wholeOption(arguments, "--top", {"--top", 1, mostGuesses})) {
    command.count = static_cast<int>(*top);
  }
  return command;
}

Command parseAttention(const Arguments& arguments) {
  AttentionCommand command{onlyText(arguments), std::nullopt, std::nullopt};
  if (const auto layer = wholeOption(arguments, "--layer", {"--layer", 0, mostParts})) {
    command.layer = static_cast<int>(*layer);
  }
  if (const auto head = wholeOption(arguments, "--head", {"--head", 0, mostParts})) {
    command.head = static_cast<int>(*head);
  }
  return command;
}

}  // namespace es::app
