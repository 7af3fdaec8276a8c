#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// The program of this name that the shell would start; empty when there is none.
std::filesystem::path programInPath(std::string_view name);

/// Another program, without a shell, that is fed through its standard input. What it prints is thrown away,
/// of its complaints the beginning is kept.
class ChildProcess {
 public:
  /// `command`: its path and its arguments. Throws es::Error when it cannot be started.
  explicit ChildProcess(std::vector<std::string> command);
  ~ChildProcess();  // ends it when `finish` was not called
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  using Stop = std::function<bool()>;  // asked now and then while waiting: true ends the waiting
  /// Waits until the program has taken them. False when it takes no more, which `finish` explains, or
  /// stopped.
  bool write(std::span<const std::uint8_t> bytes, const Stop& stop);
  /// Ends its input and waits for its end. Throws es::Error with its last line of complaint when it failed.
  void finish(const Stop& stop);

 private:
  std::string complaint() const;

  std::string m_name;
  pid_t m_child = -1;
  int m_input = -1;  // our end of the pair that is its standard input
  int m_complaints = -1;
};

}  // namespace es::app
