#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/widgets/panel_input.h"
#include "base/display_text.h"
#include "base/error_line.h"

namespace es::app {

/// What the program says to the person, a line each, until the panels have shown it.
class MessageLog {
 public:
  void say(std::string line) { m_lines.push_back({std::move(line), false}); }
  /// Names of files and words may hold anything: here they become one inert line. `origin`: of the command
  /// that failed, or empty.
  void fail(const std::string& origin, const std::string& message) {
    m_lines.push_back({base::displayText(origin.empty() ? message : origin + ": " + message), true});
  }
  void add(const Message& message) { m_lines.push_back(message); }

  /// Does the work; of what it throws one line is said, and the program goes on.
  template <class Work>
  void attempt(const std::string& origin, const Work& work) {
    try {
      work();
    } catch (const std::exception& failure) {
      fail(origin, base::errorLine(failure));
    }
  }

  [[nodiscard]] const std::vector<Message>& lines() const { return m_lines; }
  [[nodiscard]] bool empty() const { return m_lines.empty(); }
  void clear() { m_lines.clear(); }

 private:
  std::vector<Message> m_lines;
};

}  // namespace es::app
