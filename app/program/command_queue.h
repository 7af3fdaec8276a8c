#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "app/lesson/script_file.h"

namespace es::app {

/// The commands that wait, in the order in which they are to be carried out.
class CommandQueue {
 public:
  static constexpr std::size_t kMost = 10'000;  // a script that runs itself stops there

  /// Behind all that wait. Throws es::Error, and changes nothing, where kMost are waiting.
  void push(QueuedCommand command);
  /// Before all that wait, in this order: what a script or a lesson's step is made of. Where more than kMost
  /// would wait then, all are dropped: throws es::Error in the name of `whose`.
  void insertFirst(std::vector<QueuedCommand> commands, const std::string& whose);

  [[nodiscard]] bool empty() const { return m_waiting.empty(); }
  [[nodiscard]] std::size_t size() const { return m_waiting.size(); }
  /// The next one; there must be one (asserted).
  [[nodiscard]] const QueuedCommand& front() const;
  [[nodiscard]] QueuedCommand take();

 private:
  std::deque<QueuedCommand> m_waiting;
};

}  // namespace es::app
