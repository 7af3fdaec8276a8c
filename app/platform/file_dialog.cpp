#include "app/platform/file_dialog.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

#include "app/platform/child_process.h"

extern char** environ;  // POSIX: declared by no header

namespace es::app {

namespace {

/// The dialog's program and arguments; empty when there is none.
std::vector<std::string> dialogCommand() {
  if (const auto zenity = programInPath("zenity"); !zenity.empty()) {
    return {zenity.string(), "--file-selection", "--title=Open a table of words"};
  }
  if (const auto kdialog = programInPath("kdialog"); !kdialog.empty()) {
    return {kdialog.string(), "--title", "Open a table of words", "--getopenfilename", "."};
  }
  return {};
}

}  // namespace

struct FileDialog::State {
  pid_t child = -1;
  int pipe = -1;  // the child's standard output
  std::string output;

  void start();
  void readOutput();
  void closePipe() {
    if (pipe >= 0) close(pipe);
    pipe = -1;
  }
};

void FileDialog::State::start() {
  std::vector<std::string> command = dialogCommand();
  std::array<int, 2> ends{};
  if (command.empty() || pipe2(ends.data(), O_CLOEXEC) != 0) return;
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const int failed = posix_spawn(&child, command[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  pipe = ends[0];
  output.clear();
  fcntl(pipe, F_SETFL, O_NONBLOCK);
  if (failed != 0) {
    child = -1;
    closePipe();
  }
}

void FileDialog::State::readOutput() {
  std::array<char, 4096> buffer{};
  for (ssize_t count = 1; count > 0;) {
    count = read(pipe, buffer.data(), buffer.size());
    if (count > 0) output.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

bool FileDialog::available() {
  const bool display = std::getenv("DISPLAY") || std::getenv("WAYLAND_DISPLAY");
  return display && !dialogCommand().empty();
}

FileDialog::FileDialog() : m_state(std::make_unique<State>()) {}

FileDialog::~FileDialog() {
  m_state->closePipe();
  if (m_state->child <= 0) return;
  kill(m_state->child, SIGTERM);
  while (waitpid(m_state->child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void FileDialog::open() {
  if (!isOpen()) m_state->start();
}

bool FileDialog::isOpen() const {
  return m_state->child > 0;
}

std::optional<std::string> FileDialog::poll() {
  if (!isOpen()) return std::nullopt;
  m_state->readOutput();
  int status = 0;
  if (waitpid(m_state->child, &status, WNOHANG) == 0) return std::nullopt;
  m_state->readOutput();  // what came between the two calls
  m_state->closePipe();
  m_state->child = -1;
  std::string path = std::move(m_state->output);
  m_state->output.clear();
  if (path.ends_with('\n')) path.pop_back();
  const bool chosen = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !path.empty();
  return chosen ? std::optional(path) : std::nullopt;
}

}  // namespace es::app
