#include "app/command/parse_text.h"

#include "base/number_text.h"

namespace es::app {

namespace {

std::optional<double> shareOption(const Arguments& arguments, std::string_view option, bool zeroToo) {
  const auto text = arguments.option(option);
  if (!text) return std::nullopt;
  const double value = arguments.number(*text, option);
  const bool within = (zeroToo ? value >= 0 : value > 0) && value <= 1;
  if (!within) {
    arguments.fail(std::string(option) + " must be " + (zeroToo ? "from 0" : "above 0 and") +
                   (zeroToo ? " to 1" : " at most 1") + ", found " + shown(*text));
  }
  return value == 0 ? 0.0 : value;  // -0 is 0
}

}  // namespace

TextArgument readText(const Arguments& arguments, std::size_t restPieces) {
  const std::size_t count = arguments.count();
  if (count == 0) arguments.fail("a text is missing");
  if (arguments.pieces()[0].wholeQuoted) return {unquotedText(arguments.raw(0)), 1};
  if (count <= restPieces) arguments.fail("a text is missing");
  const std::size_t next = count - restPieces;
  return {arguments.rawText(0, next - 1), next};
}

std::string readToken(const Arguments& arguments, std::size_t piece) {
  std::string token =
      arguments.pieces()[piece].wholeQuoted ? unquotedText(arguments.raw(piece)) : arguments.value(piece);
  if (token.empty()) arguments.fail("an empty token");
  return token;
}

std::uint64_t readWhole(const Arguments& arguments, const std::string& text, const WholeRange& range) {
  const auto value = base::countFromText(text);
  if (value && *value >= range.least && *value <= range.most) return *value;
  const bool bounded = range.most != std::numeric_limits<std::uint64_t>::max();
  arguments.fail(std::string(range.what) + " must be a whole number from " + base::groupedText(range.least) +
                 (bounded ? " to " + base::groupedText(range.most) : "") + ", found " + shown(text));
}

std::optional<std::uint64_t> wholeOption(const Arguments& arguments, std::string_view option,
                                         const WholeRange& range) {
  const auto text = arguments.option(option);
  return text ? std::optional(readWhole(arguments, *text, range)) : std::nullopt;
}

std::optional<std::uint64_t> seedOption(const Arguments& arguments) {
  return wholeOption(arguments, "--seed", {"--seed"});
}

double readTemperature(const Arguments& arguments, const std::string& text) {
  const auto temperature = base::numberFromText(text);
  if (!temperature || *temperature < 0) {
    arguments.fail("the temperature must be a number from 0 to inf, found " + shown(text));
  }
  return *temperature == 0 ? 0.0 : *temperature;  // -0 is 0
}

std::optional<double> temperatureOption(const Arguments& arguments) {
  const auto text = arguments.option("--temperature");
  return text ? std::optional(readTemperature(arguments, *text)) : std::nullopt;
}

std::optional<int> topKOption(const Arguments& arguments) {
  constexpr std::uint64_t largest = 1'000'000'000;
  const auto value = wholeOption(arguments, "--top-k", {"--top-k", 0, largest});
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<double> topPOption(const Arguments& arguments) {
  return shareOption(arguments, "--top-p", false);
}

std::optional<double> minPOption(const Arguments& arguments) {
  return shareOption(arguments, "--min-p", true);
}

}  // namespace es::app
