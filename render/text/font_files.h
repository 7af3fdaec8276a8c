#pragma once

#include <filesystem>
#include <vector>

namespace es::render {

/// The system's good sans-serif faces, best first, with those of single scripts and of wide coverage behind
/// them, then CJK, then emoji in colours; for FontChain. Looks by file name through the usual font folders of
/// Linux, macOS and Windows, without fontconfig. The same folders give the same list. Empty when no known
/// face is installed.
std::vector<std::filesystem::path> systemFontFiles();

/// The same within these folders (looked through in order, with all their subfolders).
std::vector<std::filesystem::path> fontFilesIn(const std::vector<std::filesystem::path>& folders);

}  // namespace es::render
