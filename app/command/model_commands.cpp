#include "app/command/model_commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/command/text/text_arguments.h"
#include "base/number_text.h"
#include "base/quoted_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t kMostTokens = 1'000'000;  // in an answer, or to write: what fits in any model
constexpr std::string_view kLlamaCpp = "llama.cpp", kHuggingFace = "huggingface";

std::optional<math::SamplerLink> linkNamed(std::string_view name) {
  for (const math::SamplerLink link : math::llamaCppOrder())
    if (samplerLinkName(link) == name) return link;
  return std::nullopt;
}

/// Nothing where a link is missing, unknown or there twice.
std::optional<std::vector<math::SamplerLink>> orderNamed(std::string_view text) {
  if (text == kLlamaCpp) return math::llamaCppOrder();
  if (text == kHuggingFace) return math::huggingFaceOrder();
  std::vector<math::SamplerLink> order;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto link = linkNamed(text.substr(0, comma));
    if (!link || std::ranges::find(order, *link) != order.end()) return std::nullopt;
    order.push_back(*link);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (order.size() != math::llamaCppOrder().size()) return std::nullopt;
  return order;
}

}  // namespace

TokensCommand CommandTraits<TokensCommand>::parse(const Arguments& arguments) {
  return {onlyText(arguments)};
}

std::string CommandTraits<TokensCommand>::format(const TokensCommand& command) {
  return " " + base::quotedText(command.text);
}

PredictCommand CommandTraits<PredictCommand>::parse(const Arguments& arguments) {
  const std::size_t count = arguments.count();
  const bool trailingCount = count > 1 && !arguments.pieces()[0].wholeQuoted &&
                             base::countFromText(arguments.raw(count - 1)).has_value();
  const TextArgument text = readText(arguments, trailingCount ? 1 : 0);
  PredictCommand command{text.text, std::nullopt, arguments.flag("--also")};
  if (text.next == count) return command;
  if (text.next + 1 < count) expectNothingBehind(arguments, text.next + 1);
  command.count = wholeInt(arguments, text.next, {"K", 1, kMostTokens});
  return command;
}

std::string CommandTraits<PredictCommand>::format(const PredictCommand& command) {
  return " " + base::quotedText(command.text) + (command.count ? fmt::format(" {}", *command.count) : "") +
         (command.also ? " --also" : "");
}

GenerateCommand CommandTraits<GenerateCommand>::parse(const Arguments& arguments) {
  if (arguments.count() < 2) arguments.fail("a text and the number of tokens are needed");
  const TextArgument text = readText(arguments, 1);
  GenerateCommand command;
  command.text = text.text;
  if (text.next == arguments.count()) arguments.fail("the number of tokens is missing");
  expectNothingBehind(arguments, text.next + 1);
  command.count = wholeInt(arguments, text.next, {"N", 1, kMostTokens});
  command.seed = seedOption(arguments);
  command.temperature = temperatureOption(arguments);
  command.topK = topKOption(arguments);
  command.topP = topPOption(arguments);
  command.minP = minPOption(arguments);
  return command;
}

std::string CommandTraits<GenerateCommand>::format(const GenerateCommand& command) {
  return fmt::format(" {} {}", base::quotedText(command.text), command.count) +
         optionText("seed", command.seed) + optionText("temperature", command.temperature) +
         optionText("top-k", command.topK) + optionText("top-p", command.topP) +
         optionText("min-p", command.minP);
}

SamplerCommand CommandTraits<SamplerCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 0);
  SamplerCommand command{topKOption(arguments), topPOption(arguments), minPOption(arguments), std::nullopt};
  if (const auto text = arguments.option("--order")) {
    command.order = orderNamed(*text);
    if (!command.order) {
      arguments.fail(
          "the order must be llama.cpp, huggingface, or all of top-k,top-p,min-p,temperature once, found " +
          shown(*text));
    }
  }
  return command;
}

std::string CommandTraits<SamplerCommand>::format(const SamplerCommand& command) {
  return optionText("top-k", command.topK) + optionText("top-p", command.topP) +
         optionText("min-p", command.minP) +
         (command.order ? " --order " + samplerOrderText(*command.order) : "");
}

std::string_view samplerLinkName(math::SamplerLink link) {
  switch (link) {
    case math::SamplerLink::TopK:
      return "top-k";
    case math::SamplerLink::TopP:
      return "top-p";
    case math::SamplerLink::MinP:
      return "min-p";
    case math::SamplerLink::Temperature:
      break;
  }
  return "temperature";
}

std::string samplerOrderText(const std::vector<math::SamplerLink>& order) {
  if (order == math::llamaCppOrder()) return std::string(kLlamaCpp);
  if (order == math::huggingFaceOrder()) return std::string(kHuggingFace);
  std::string text;
  for (const math::SamplerLink link : order) {
    if (!text.empty()) text += ',';
    text += samplerLinkName(link);
  }
  return text;
}

}  // namespace es::app
