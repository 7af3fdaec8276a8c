#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace es::base {

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

}  // namespace es::base
