#include <algorithm>

#include "app/command/command_table.h"
#include "app/command/parse_text.h"
#include "app/command/sampler_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::uint64_t mostSteps = 1'000'000;

std::optional<StoryColumn> columnOption(const Arguments& arguments) {
  const auto name = arguments.option("--column");
  if (!name) return std::nullopt;
  if (*name != "cold" && *name != "warm") arguments.fail("there is no column " + shown(*name));
  return *name == "cold" ? StoryColumn::Cold : StoryColumn::Warm;
}

int stepCount(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  if (arguments.count() == 0) return 1;
  return static_cast<int>(readWhole(arguments, arguments.value(0), {"N", 1, mostSteps}));
}

}  // namespace

Command parseSampler(const Arguments& arguments) {
  arguments.expectCount(0, 0);
  SamplerCommand command{topKOption(arguments), topPOption(arguments), minPOption(arguments), std::nullopt};
  if (const auto text = arguments.option("--order")) {
    command.order = samplerOrderFromText(*text);
    if (!command.order) {
      arguments.fail(
          "the order must be llama.cpp, huggingface, or all of top-k,top-p,min-p,temperature once, "
          "found " +
          shown(*text));
    }
  }
  return command;
}

Command parseWrite(const Arguments& arguments) {
  return WriteCommand{onlyText(arguments), seedOption(arguments)};
}

Command parseStep(const Arguments& arguments) {
  return StepCommand{stepCount(arguments), columnOption(arguments)};
}

Command parseBack(const Arguments& arguments) {
  return BackCommand{stepCount(arguments), columnOption(arguments).value_or(StoryColumn::Warm)};
}

Command parseChoose(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  return ChooseCommand{readToken(arguments, 0), columnOption(arguments).value_or(StoryColumn::Warm)};
}

Command parseVisit(const Arguments& arguments) {
  constexpr std::uint64_t mostNodes = 1'000'000'000;
  arguments.expectCount(1, 1);
  const auto node = readWhole(arguments, arguments.value(0), {"NODE", 0, mostNodes});
  return VisitCommand{static_cast<int>(node), columnOption(arguments).value_or(StoryColumn::Warm)};
}

}  // namespace es::app
