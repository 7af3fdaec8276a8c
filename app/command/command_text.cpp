#include "app/command/command_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "app/command/text/arguments.h"
#include "base/correction.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

/// One row of the language.
struct CommandEntry {
  CommandHelp help;
  std::string_view alias;
  std::span<const OptionSpec> options;
  CommandFacts facts;
  Command (*parse)(const Arguments&) = nullptr;
};

template <class C>
CommandEntry entryFor() {
  using Traits = CommandTraits<C>;
  return {.help = Traits::help,
          .alias = Traits::alias,
          .options = Traits::options,
          .facts = {Traits::kind, Traits::inLog, Traits::coalesces, Traits::takesPath, Traits::waitsFor},
          .parse = [](const Arguments& arguments) -> Command { return Traits::parse(arguments); }};
}

constexpr std::size_t kCommands = std::variant_size_v<CommandVariant>;

/// A command's index in the variant finds its entry.
const std::array<CommandEntry, kCommands>& commandTable() {
  static const auto table = []<std::size_t... index>(std::index_sequence<index...>) {
    return std::array{entryFor<std::variant_alternative_t<index, CommandVariant>>()...};
  }
  (std::make_index_sequence<kCommands>());
  return table;
}

const CommandEntry* entryNamed(std::string_view name) {
  const auto& table = commandTable();
  const auto* found = std::ranges::find_if(table, [&](const CommandEntry& entry) {
    return entry.help.name == name || (!entry.alias.empty() && entry.alias == name);
  });
  return found == table.end() ? nullptr : found;
}

[[noreturn]] void failUnknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const CommandEntry& entry : commandTable()) {
    names.push_back(entry.help.name);
    if (!entry.alias.empty()) names.push_back(entry.alias);
  }
  throw noSuchName("command", name, names, "help lists the commands");
}

}  // namespace

const std::vector<CommandHelp>& commandHelp() {
  static const std::vector<CommandHelp> help = [] {
    std::vector<CommandHelp> entries;
    for (const CommandEntry& entry : commandTable()) entries.push_back(entry.help);
    return entries;
  }();
  return help;
}

const CommandHelp& helpNamed(std::string_view name) {
  const CommandEntry* entry = entryNamed(name);
  if (entry == nullptr) failUnknown(name);
  return entry->help;
}

std::string_view commandName(const Command& command) {
  return commandTable()[command.index()].help.name;
}

const CommandFacts& factsOf(const Command& command) {
  return commandTable()[command.index()].facts;
}

const CommandFacts* factsNamed(std::string_view name) {
  const CommandEntry* entry = entryNamed(name);
  return entry ? &entry->facts : nullptr;
}

const std::string* writtenPath(const Command& command) {
  return std::visit(
      []<class C>(const C& one) -> const std::string* {
        if constexpr (CommandTraits<C>::writesFile) return &one.path;
        return nullptr;
      },
      command);
}

Command parseCommand(std::string_view line) {
  if (line.size() > kLongestLine)
    throw Error(fmt::format("the line has {} bytes; at most {} are read", line.size(), kLongestLine));
  const auto* begin = std::ranges::find_if_not(line, isBlank);
  const auto* end = std::find_if(begin, line.end(), isBlank);
  if (begin == end) throw Error("no command is given; help lists them");
  const std::string_view name(begin, end);
  const CommandEntry* entry = entryNamed(name);
  if (!entry) failUnknown(name);
  return entry->parse(Arguments(line, entry->help, entry->options));
}

std::string formatCommand(const Command& command) {
  return std::string(commandName(command)) +
         std::visit([]<class C>(const C& one) { return CommandTraits<C>::format(one); }, command);
}

}  // namespace es::app
