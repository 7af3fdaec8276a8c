#include "app/session/named_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>

#include "app/platform/desktop/paths.h"
#include "base/error.h"

namespace es::app {
namespace {

constexpr std::array kOwnNames{"default", "full", "story", "reader", "untrained", "embedding", "unembedding"};

std::string firstBytes(const std::filesystem::path& path) {
  std::array<char, 64> bytes{};
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return {};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(file.gcount())};
}

}  // namespace

std::optional<std::string_view> assetName(const std::string& path) {
  const auto is = [&](const std::optional<std::filesystem::path>& asset) {
    std::error_code error;
    return asset && std::filesystem::equivalent(path, *asset, error);
  };
  if (is(findDefaultTable())) return "default";
  if (is(fullTablePath())) return "full";
  if (is(findDefaultModel())) return "story";
  if (is(findReader())) return "reader";
  return std::nullopt;
}

FileKind fileKind(const std::filesystem::path& path) {
  if (path.extension() == ".lesson") return FileKind::Lesson;
  const bool session = path.extension() == ".es" || sessionVersion(firstBytes(path)) > 0;
  return session ? FileKind::Session : FileKind::Data;
}

bool mayOpenSession(const Command& command) {
  const auto* open = std::get_if<OpenCommand>(&command);
  if (!open || open->format || open->tokenizer) return false;
  return std::ranges::find(kOwnNames, open->path) == kOwnNames.end();
}

std::vector<QueuedCommand> firstCommands(const std::string& file) {
  const FileKind kind = file.empty() ? FileKind::Data : fileKind(file);
  if (kind == FileKind::Session) return {{OpenCommand{file, {}, {}}, {}}};
  if (kind == FileKind::Lesson) {
    std::vector<QueuedCommand> commands = firstCommands({});
    commands.push_back({OpenCommand{file, {}, {}}, {}});
    return commands;
  }
  const bool named = file == "story" || file == "reader";
  if (named || (!file.empty() && model::isModel(file))) return {{OpenCommand{file, {}, {}}, {}}};
  std::vector<QueuedCommand> commands;
  const bool story = findDefaultModel().has_value();
  if (file.empty()) commands.push_back({OpenCommand{"default", {}, {}}, {}});
  if (story) commands.push_back({OpenCommand{"story", {}, {}}, {}});
  // A table that is opened after the model stays open; both are one start.
  if (!file.empty()) commands.push_back({OpenCommand{file, {}, {}}, {}, story});
  return commands;
}

Command withResolvedPath(Command command) {
  if (auto* open = std::get_if<OpenCommand>(&command)) {
    if (open->path == "default") open->path = defaultTablePath().string();
    if (open->path == "story") open->path = defaultModelPath().string();
    if (open->path == "reader") open->path = readerPath().string();
    if (open->path == "full") {
      const auto full = fullTablePath();
      if (!full) throw Error("the full table is not there yet; scripts/get-words fetches it");
      open->path = full->string();
    }
  }
  return command;
}

std::filesystem::path freePath(const std::filesystem::path& folder, const std::string& ending,
                               std::vector<std::string>& promised) {
  for (int number = 1;; ++number) {
    std::filesystem::path path = folder / fmt::format("embedscope-{:03}{}", number, ending);
    std::error_code error;
    if (std::filesystem::exists(path, error) || std::ranges::find(promised, path.string()) != promised.end())
      continue;
    promised.push_back(path.string());
    return path;
  }
}

}  // namespace es::app
