#pragma once

#include <filesystem>
#include <string>

namespace es::base {

/// The path from the root, without "." and ".."; where the working folder is gone it stays as it was given.
inline std::string absolutePath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  return (error ? std::filesystem::path(path) : absolute).lexically_normal().string();
}

}  // namespace es::base
