#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace es::app {

/// The program of this name that the shell would start; empty when there is none.
[[nodiscard]] std::filesystem::path programInPath(std::string_view name);

/// Another program, without a shell, that is fed through its standard input. Of its complaints the beginning
/// is kept, and what it prints where somebody reads it.
class ChildProcess {
 public:
  enum class Output { ThrownAway, Kept };
  /// `command`: its path and its arguments. Throws es::Error when it cannot be started.
  explicit ChildProcess(std::vector<std::string> command, Output output = Output::ThrownAway);
  ~ChildProcess();  // ends it when `finish` was not called
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  using Stop = std::function<bool()>;  // asked now and then while waiting: true ends the waiting
  /// Waits until the program has taken them. False when it takes no more, which `finish` explains, or
  /// stopped.
  bool write(std::span<const std::uint8_t> bytes, const Stop& stop);
  /// Ends its input and waits for its end. Throws es::Error with its last line of complaint when it failed.
  void finish(const Stop& stop);

  /// Whether it succeeded, once it has ended; nothing while it runs. Takes what it printed meanwhile.
  [[nodiscard]] std::optional<bool> poll();
  [[nodiscard]] const std::string& output() const { return m_printed; }

 private:
  int start(std::vector<std::string> command, int input, int output, int complaints);
  void closeAll();
  [[nodiscard]] std::string complaint() const;

  std::string m_name, m_printed;
  pid_t m_child = -1;
  int m_input = -1;  // our end of the pair that is its standard input
  int m_output = -1, m_complaints = -1;
};

}  // namespace es::app
