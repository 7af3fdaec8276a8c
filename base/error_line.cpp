#include "base/error_line.h"

#include <algorithm>
#include <new>

#include "base/error.h"

namespace es::base {

std::string errorLine(const std::exception& failure) {
  if (dynamic_cast<const std::bad_alloc*>(&failure)) return "there is not enough memory";
  std::string line = failure.what();
  std::ranges::replace(line, '\n', ' ');
  return line;
}

void rethrowAsError(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& other) {
    throw Error(errorLine(other));
  } catch (...) {
    throw Error("an unknown failure");
  }
}

}  // namespace es::base
