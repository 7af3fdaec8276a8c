#pragma once

#include <stdexcept>
#include <string>

namespace es {

/// Something outside the program that went wrong: a file, a driver, a command. `what()` is one line that says
/// what was wrong, where, and what would be right. A programmer's mistake is an assert, never an Error.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown out of long work when its progress callback asks it to stop. Not an error: nothing is reported.
struct Cancelled {};

}  // namespace es
