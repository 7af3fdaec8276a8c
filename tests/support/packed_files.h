#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace es::model::test {

/// `bytes` compressed alone: "gzip", "bzip2", "xz", "zstd".
std::string compressed(std::string_view filter, std::string_view bytes);

using Members = std::vector<std::pair<std::string, std::string>>;  // names and bytes

/// An archive: "zip" or "ustar", compressed as well where a filter is named. `password`: of the whole zip
/// file.
std::string archived(std::string_view format, const Members& members, std::string_view filter = "none",
                     std::string_view password = "");

/// A tar file with one symbolic link.
std::string tarWithLink(const std::string& name, const std::string& target);

}  // namespace es::model::test
