#include "app/command/command.h"

namespace es::app {

Command::Command() = default;
Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

bool operator==(const Command& a, const Command& b) {
  return static_cast<const CommandVariant&>(a) == static_cast<const CommandVariant&>(b);
}

}  // namespace es::app
