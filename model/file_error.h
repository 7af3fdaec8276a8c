#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "math/error.h"

namespace es::model {

/// What is wrong with a file, in one line: "PATH: WHERE: expected EXPECTED, found FOUND". `where` may be
/// empty.
struct FileFault {
  std::string where;  // "line 7", "byte 12", "header"
  std::string expected;
  std::string found;
};

Error fileError(const std::string& path, const FileFault& fault);

/// The system's own words for what failed: "PATH: cannot ACTION: REASON".
Error systemError(const std::string& path, std::string_view action, int errorNumber);

/// The first bytes of something found in a file, in quotes and harmless to show.
std::string inQuotes(std::string_view bytes);

/// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t number);

}  // namespace es::model
