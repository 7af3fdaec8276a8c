#include "app/command/text/text_arguments.h"

#include <fmt/format.h>

#include "base/number_text.h"

namespace es::app {

namespace {

std::optional<double> shareOption(const Arguments& arguments, std::string_view option, bool zeroToo) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const double value = arguments.number(*text, option);
  const bool within = (zeroToo ? value >= 0 : value > 0) && value <= 1;
  if (!within) {
    arguments.fail(fmt::format("{} must be {}, found {}", option,
                               zeroToo ? "from 0 to 1" : "above 0 and at most 1", shown(*text)));
  }
  return value == 0 ? 0.0 : value;  // -0 is 0
}

}  // namespace

TextArgument readText(const Arguments& arguments, std::size_t restPieces) {
  const std::size_t count = arguments.count();
  if (count == 0) arguments.fail("a text is missing");
  if (arguments.pieces()[0].wholeQuoted) return {arguments.value(0), 1};
  if (count <= restPieces) arguments.fail("a text is missing");
  const std::size_t next = count - restPieces;
  return {arguments.rawText(0, next - 1), next};
}

std::string onlyText(const Arguments& arguments) {
  TextArgument text = readText(arguments, 0);
  expectNothingBehind(arguments, text.next);
  return std::move(text.text);
}

void expectNothingBehind(const Arguments& arguments, std::size_t next) {
  if (next < arguments.count())
    arguments.fail("what is " + shown(arguments.raw(next)) + " for, behind the quoted text?");
}

std::string readToken(const Arguments& arguments, std::size_t piece) {
  std::string token = arguments.value(piece);
  if (token.empty()) arguments.fail("an empty token");
  return token;
}

std::optional<std::string> tokenAfter(const Arguments& arguments, std::size_t next) {
  if (next + 1 < arguments.count()) arguments.fail("what is " + shown(arguments.raw(next + 1)) + " for?");
  return next < arguments.count() ? std::optional(readToken(arguments, next)) : std::nullopt;
}

std::string tokenText(const std::optional<std::string>& token) {
  return token ? " " + quoteArgument(*token) : "";
}

std::uint64_t readWhole(const Arguments& arguments, const std::string& text, const WholeRange& range) {
  const auto value = base::countFromText(text);
  if (value && *value >= range.least && *value <= range.most) return *value;
  const bool bounded = range.most != std::numeric_limits<std::uint64_t>::max();
  arguments.fail(fmt::format("{} must be a whole number from {}{}, found {}", range.what,
                             base::groupedText(range.least),
                             bounded ? " to " + base::groupedText(range.most) : "", shown(text)));
}

std::optional<std::uint64_t> wholeOption(const Arguments& arguments, std::string_view option,
                                         const WholeRange& range) {
  const auto text = arguments.option(option);
  return text ? std::optional(readWhole(arguments, *text, range)) : std::nullopt;
}

int wholeInt(const Arguments& arguments, std::size_t piece, const WholeRange& range) {
  return static_cast<int>(readWhole(arguments, arguments.value(piece), range));
}

std::optional<int> wholeIntOption(const Arguments& arguments, std::string_view option,
                                  const WholeRange& range) {
  const auto value = wholeOption(arguments, option, range);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<std::uint64_t> seedOption(const Arguments& arguments) {
  return wholeOption(arguments, "--seed", {"--seed"});
}

double readTemperature(const Arguments& arguments, const std::string& text) {
  const auto temperature = base::numberFromText(text);
  if (!temperature || *temperature < 0)
    arguments.fail("the temperature must be a number from 0 to inf, found " + shown(text));
  return *temperature == 0 ? 0.0 : *temperature;  // -0 is 0
}

std::optional<double> temperatureOption(const Arguments& arguments) {
  const auto text = arguments.option("--temperature");
  return text ? std::optional(readTemperature(arguments, *text)) : std::nullopt;
}

std::optional<int> topKOption(const Arguments& arguments) {
  constexpr std::uint64_t kLargest = 1'000'000'000;
  return wholeIntOption(arguments, "--top-k", {"--top-k", 0, kLargest});
}

std::optional<double> topPOption(const Arguments& arguments) {
  return shareOption(arguments, "--top-p", false);
}

std::optional<double> minPOption(const Arguments& arguments) {
  return shareOption(arguments, "--min-p", true);
}

std::string optionText(std::string_view name, const std::optional<double>& value) {
  return value ? fmt::format(" --{} {}", name, base::numberText(*value)) : "";
}

std::string optionText(std::string_view name, const std::optional<int>& value) {
  return value ? fmt::format(" --{} {}", name, *value) : "";
}

std::string optionText(std::string_view name, const std::optional<std::uint64_t>& value) {
  return value ? fmt::format(" --{} {}", name, *value) : "";
}

}  // namespace es::app
