#include "app/lesson/script_file.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "app/command/command_text.h"
#include "base/error.h"

namespace es::app {
namespace {

constexpr std::string_view kVersionLine = "# embedscope session, version ";
constexpr std::uintmax_t kLargestScript = 4U << 20U;

}  // namespace

void requireMayWrite(const QueuedCommand& queued) {
  const std::string* path = writtenPath(queued.command);
  if (!path || queued.writing() == base::Writing::MayReplace) return;
  std::error_code error;  // a link that leads nowhere is something too
  const auto status = std::filesystem::symlink_status(*path, error);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(*path, error)) return;
  throw Error(
      fmt::format("{}: there is a file of this name, and what a script or lesson writes replaces none; "
                  "type the command yourself to replace it",
                  *path));
}

std::string sessionVersionLine() {
  return fmt::format("{}{}\n", kVersionLine, kSessionVersion);
}

int sessionVersion(std::string_view text) {
  if (!text.starts_with(kVersionLine)) return 0;
  int version = 0;
  const std::string_view digits = text.substr(kVersionLine.size(), 9);
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return version;
}

std::string readScriptText(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error || !std::filesystem::exists(status)) throw Error(path.string() + ": there is no such script");
  if (!std::filesystem::is_regular_file(status))
    throw Error(path.string() + ": expected a script, found no regular file");
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > kLargestScript) throw Error(path.string() + ": larger than 4 MiB, which no script is");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream read;
  read << file.rdbuf();
  if (!file) throw Error(path.string() + ": cannot be read");
  std::string text = std::move(read).str();
  if (text.find('\0') != std::string::npos)
    throw Error(path.string() + ": expected a script, found bytes that are no text");
  return text;
}

std::vector<QueuedCommand> readScript(const std::filesystem::path& path, std::vector<ScriptError>& errors) {
  const std::string text = readScriptText(path);
  const std::string name = path.filename().string();
  if (sessionVersion(text) > kSessionVersion)
    errors.push_back({name + ":1", "made by a newer version of Embedscope; what this one knows is done"});
  std::vector<QueuedCommand> commands;
  for (const ScriptLine& line : scriptLines(text)) {
    std::string origin = fmt::format("{}:{}", name, line.number);
    try {
      commands.push_back({parseCommand(line.text), origin});
    } catch (const Error& error) {
      errors.push_back({std::move(origin), error.what()});
    }
  }
  return commands;
}

}  // namespace es::app
