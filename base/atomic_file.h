#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace es::base {

/// Writes a file whole or not at all: a temporary file beside it, flushed to disk, then renamed over it.
/// Throws es::Error (disk full, read-only folder, missing folder) and leaves the old file as it was.
void writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The same for content in pieces, written one after another.
void writeFileAtomically(const std::filesystem::path& path,
                         std::span<const std::span<const std::byte>> pieces);

}  // namespace es::base
