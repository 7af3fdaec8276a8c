#pragma once

#include <algorithm>
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
  void say(std::string line, WrittenFile written = {}) {
    m_lines.push_back({std::move(line), false, {}, std::move(written)});
  }
  /// Names of files and words may hold anything: here they become one inert line. `origin`: of the command
  /// that failed, or empty.
  void fail(const std::string& origin, const std::string& message, std::vector<Suggestion> suggestions = {}) {
    m_lines.push_back({base::displayText(origin.empty() ? message : origin + ": " + message),
                       true,
                       std::move(suggestions),
                       {}});
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

  /// A quiet word, for a moment: no line of the log.
  void hush(std::string word) {
    m_hush = std::move(word);
    m_hushLeftSec = kHushSec;
  }
  [[nodiscard]] const std::string& hushed() const { return m_hush; }
  [[nodiscard]] double hushLeftSec() const { return m_hushLeftSec; }
  void advance(double stepSec) {
    m_hushLeftSec = std::max(0.0, m_hushLeftSec - stepSec);
    if (m_hushLeftSec == 0) m_hush.clear();
  }

  [[nodiscard]] const std::vector<Message>& lines() const { return m_lines; }
  [[nodiscard]] bool empty() const { return m_lines.empty(); }
  void clear() { m_lines.clear(); }

 private:
  static constexpr double kHushSec = 2.5;

  std::vector<Message> m_lines;
  std::string m_hush;
  double m_hushLeftSec = 0;
};

}  // namespace es::app
