#include "model/file_error.h"

#include <system_error>

#include "model/vocabulary.h"

namespace es::model {

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

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace es::model
