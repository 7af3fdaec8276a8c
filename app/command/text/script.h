#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// The lines of a script that hold a command (comments and blank lines left out), each with its line number
/// from 1.
struct ScriptLine {
  int number = 0;
  std::string text;
};
[[nodiscard]] std::vector<ScriptLine> scriptLines(std::string_view script);

}  // namespace es::app
