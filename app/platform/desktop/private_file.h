#pragma once

#include <filesystem>
#include <string_view>

namespace es::app {

/// As base::writeFileAtomically, but nobody else can read it at any moment: what a person opened and asked is
/// their own affair. Folders that are not there are made, for the person alone. Throws es::Error.
void writePrivateFile(const std::filesystem::path& path, std::string_view text);

}  // namespace es::app
