#include "app/evaluate/work_text.h"

#include <array>
#include <string_view>
#include <utility>

#include "app/command/command_text.h"

namespace es::app {
namespace {

/// By the first word of a command's line.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kWorks{{
    {"neighbors", "looking for the nearest words"},
    {"rank", "looking for the word's place"},
    {"slice", "looking for the directions to show"},
    {"center", "moving the middle of the cloud"},
    {"topics", "sorting the words into topics"},
    {"color", "colouring the words"},
    {"directions", "drawing directions and measuring their angles"},
    {"generate", "writing"},
    {"write", "writing"},
    {"predict", "reading the text"},
    {"trace", "following the text through the layers"},
    {"lens", "guessing after each layer"},
    {"attention", "reading where each token looks"},
    {"unembed", "scoring every token"},
    {"lesson", "reading the lesson"},
}};

}  // namespace

std::string workText(const Command& command) {
  if (const auto* open = std::get_if<OpenCommand>(&command))
    return "opening " + open->path.substr(open->path.rfind('/') + 1);
  std::string line = formatCommand(command);
  const std::string_view name = std::string_view(line).substr(0, line.find(' '));
  for (const auto& [of, work] : kWorks)
    if (of == name) return std::string(work);
  return line;
}

}  // namespace es::app
