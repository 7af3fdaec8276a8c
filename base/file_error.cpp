#include "base/file_error.h"

#include <system_error>

#include "base/display_text.h"

namespace es::base {

Error fileError(const std::string& path, const FileFault& fault) {
  const std::string where = fault.where.empty() ? "" : ": " + fault.where;
  return Error(displayText(path) + where + ": expected " + fault.expected + ", found " + fault.found);
}

Error systemError(const std::string& path, std::string_view action, int errorNumber) {
  return Error(displayText(path) + ": cannot " + std::string(action) + ": " +
               std::generic_category().message(errorNumber));
}

std::string inQuotes(std::string_view bytes) {
  constexpr std::size_t kShownBytes = 40;
  const bool whole = bytes.size() <= kShownBytes;
  return "\"" + displayText(bytes.substr(0, kShownBytes)) + (whole ? "\"" : "…\"");
}

}  // namespace es::base
