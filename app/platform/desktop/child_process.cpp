#include "app/platform/desktop/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/error.h"

extern char** environ;  // POSIX: declared by no header

namespace es::app {
namespace {

constexpr int kWaitMs = 20;

void waitForEnd(pid_t child) {
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void closeIfOpen(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

/// What a pipe holds now.
std::string readAll(int pipe) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 1; count > 0;) {
    count = read(pipe, buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

std::filesystem::path programInPath(std::string_view name) {
  const char* folders = std::getenv("PATH");
  if (!folders) return {};
  for (std::string_view rest = folders; !rest.empty();) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    std::filesystem::path candidate = std::filesystem::path(rest.substr(0, end)) / name;
    if (end > 0 && access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

// Its input is a socket and no pipe: writing to a program that has ended is an answer then, not a signal.
ChildProcess::ChildProcess(std::vector<std::string> command, Output output)
    : m_name(std::filesystem::path(command.at(0)).filename().string()) {
  std::array<int, 2> input{-1, -1}, printed{-1, -1}, complaints{-1, -1};
  int failed = 0;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input.data()) != 0 ||
      pipe2(complaints.data(), O_CLOEXEC | O_NONBLOCK) != 0 ||
      (output == Output::Kept && pipe2(printed.data(), O_CLOEXEC | O_NONBLOCK) != 0))
    failed = errno;
  m_input = input[0];
  m_output = printed[0];
  m_complaints = complaints[0];
  if (failed == 0) failed = start(std::move(command), input[1], printed[1], complaints[1]);
  for (int* theirs : {&input[1], &printed[1], &complaints[1]}) closeIfOpen(*theirs);
  if (failed == 0) return;
  closeAll();
  throw Error(m_name + " cannot be started: " + std::strerror(failed));
}

// The errno of what went wrong, 0 for nothing. Its ends of the pipes are its standard streams.
int ChildProcess::start(std::vector<std::string> command, int input, int output, int complaints) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  }
  posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
  const int failed = posix_spawn(&m_child, command[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) m_child = -1;
  return failed;
}

void ChildProcess::closeAll() {
  for (int* ours : {&m_input, &m_output, &m_complaints}) closeIfOpen(*ours);
}

ChildProcess::~ChildProcess() {
  closeAll();
  if (m_child <= 0) return;
  kill(m_child, SIGTERM);
  waitForEnd(m_child);
}

bool ChildProcess::write(std::span<const std::uint8_t> bytes, const Stop& stop) {
  while (!bytes.empty()) {
    const ssize_t sent = send(m_input, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (stop()) return false;
      pollfd ready{m_input, POLLOUT, 0};
      ::poll(&ready, 1, kWaitMs);
      continue;
    }
    if (sent < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

void ChildProcess::finish(const Stop& stop) {
  closeIfOpen(m_input);
  int status = 0;
  while (waitpid(m_child, &status, WNOHANG) == 0) {
    if (stop()) return;
    ::poll(nullptr, 0, kWaitMs);
  }
  m_child = -1;
  const std::string said = complaint();
  closeIfOpen(m_complaints);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw Error(m_name + " failed" + (said.empty() ? "" : ": " + said));
}

std::optional<bool> ChildProcess::poll() {
  int status = 0;
  const bool ended = waitpid(m_child, &status, WNOHANG) != 0;  // before reading: nothing comes after its end
  m_printed += readAll(m_output);
  if (!ended) return std::nullopt;
  m_child = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// The last line of what it wrote, as far as the pipe could hold it. A program that lives on in the background
// keeps the pipe open, so its end is not waited for.
std::string ChildProcess::complaint() const {
  std::string text = readAll(m_complaints);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  return text.substr(text.find_last_of("\r\n") + 1);
}

}  // namespace es::app
