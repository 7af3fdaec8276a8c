#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace es::render {

struct EmbeddedShader {
  std::string_view name;  // file name in shaders/
  std::string_view text;
};
/// Every file of shaders/, put into the program by cmake/embed_shaders.cmake.
std::span<const EmbeddedShader> embeddedShaders();

/// Where shaders come from: a folder if one was given, otherwise the program itself.
class ShaderSources {
 public:
  explicit ShaderSources(std::optional<std::filesystem::path> folder) : m_folder(std::move(folder)) {}

  /// The text of a shader; each line `#include "name"` is replaced by that file (one level). Throws es::Error
  /// when a file is missing.
  [[nodiscard]] std::string text(std::string_view name) const;

  /// When the newest file of the folder was written; the smallest value for embedded shaders.
  [[nodiscard]] std::filesystem::file_time_type newestChange() const;

 private:
  [[nodiscard]] std::string read(std::string_view name) const;

  std::optional<std::filesystem::path> m_folder;
};

}  // namespace es::render
