#pragma once

#include <exception>
#include <string>

namespace es::base {

/// What was thrown as one line for a person: an Error's own, of want of memory that there is not enough.
[[nodiscard]] std::string errorLine(const std::exception& failure);

/// Throws what another thread threw: es::Error and es::Cancelled as they are, anything else as an es::Error
/// with its errorLine.
[[noreturn]] void rethrowAsError(const std::exception_ptr& failure);

}  // namespace es::base
