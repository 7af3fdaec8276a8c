#include <algorithm>

#include "app/command/command_table.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 20;

[[noreturn]] void failUnknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const CommandEntry& entry : commandTable()) {
    names.push_back(entry.help.name);
    if (!entry.alias.empty()) names.push_back(entry.alias);
  }
  const std::string_view closest = closestName(name, names);
  const std::string hint =
      closest.empty() ? "; help lists the commands" : "; did you mean " + std::string(closest) + "?";
  throw Error("there is no command " + shown(name) + hint);
}

const CommandEntry& entryNamed(std::string_view name) {
  const auto& table = commandTable();
  const auto found = std::find_if(table.begin(), table.end(), [&](const CommandEntry& entry) {
    return entry.help.name == name || (!entry.alias.empty() && entry.alias == name);
  });
  if (found == table.end()) failUnknown(name);
  return *found;
}

}  // namespace

Command parseCommand(std::string_view line) {
  if (line.size() > longestLine) {
    throw Error("the line has " + std::to_string(line.size()) + " bytes; at most " +
                std::to_string(longestLine) + " are read");
  }
  const auto begin = std::find_if_not(line.begin(), line.end(), isBlank);
  const auto end = std::find_if(begin, line.end(), isBlank);
  if (begin == end) throw Error("no command is given; help lists them");
  const CommandEntry& entry = entryNamed(std::string_view(begin, end));
  return entry.parse(Arguments(line, entry.help, entry.options));
}

}  // namespace es::app
