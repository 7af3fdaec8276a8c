#include "render/gl/shader_sources.h"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/error.h"

namespace es::render {

std::string ShaderSources::read(std::string_view name) const {
  if (m_folder) {
    const auto path = *m_folder / std::filesystem::path(name);
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error("shader " + path.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  const auto all = embeddedShaders();
  const auto found = std::ranges::find(all, name, &EmbeddedShader::name);
  if (found == all.end()) throw Error("shader " + std::string(name) + ": not in the program");
  return std::string(found->text);
}

std::string ShaderSources::text(std::string_view name) const {
  static constexpr std::string_view kInclude = "#include \"";
  std::istringstream lines(read(name));
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kInclude)) {
      const auto end = line.find('"', kInclude.size());
      line = read(line.substr(kInclude.size(), end - kInclude.size()));
    }
    result += line + '\n';
  }
  return result;
}

std::filesystem::file_time_type ShaderSources::newestChange() const {
  auto newest = std::filesystem::file_time_type::min();
  if (!m_folder) return newest;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(*m_folder, ignored)) {
    const auto time = entry.last_write_time(ignored);
    if (!ignored) newest = std::max(newest, time);
  }
  return newest;
}

}  // namespace es::render
