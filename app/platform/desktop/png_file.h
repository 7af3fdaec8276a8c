#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "render/gl/render_target.h"

namespace es::app {

/// Writes a PNG atomically, with `script` (the commands that make the picture again) in a text chunk under
/// the keyword "embedscope-script" (iTXt, UTF-8) and the program's name under "Software". Throws es::Error.
void writePng(const std::filesystem::path& path, const render::Image& image, const std::string& script,
              base::Writing writing = base::Writing::MayReplace);

/// The same as bytes in memory.
[[nodiscard]] std::vector<std::uint8_t> encodePng(const render::Image& image, const std::string& script);

/// Reads a PNG written by anyone: pixels and, if it is there, the script. Throws es::Error.
struct PngFile {
  render::Image image;
  std::string script;
};
[[nodiscard]] PngFile readPng(const std::filesystem::path& path);

}  // namespace es::app
