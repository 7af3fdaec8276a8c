#pragma once

#include <filesystem>
#include <string>

#include "base/ascii.h"

namespace es::base {

/// What a path ends in, with its dot and in lower case: ".png"; empty where there is no dot.
inline std::string fileEnding(const std::filesystem::path& path) {
  return lowerAscii(path.extension().string());
}

}  // namespace es::base
