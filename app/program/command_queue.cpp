#include "app/program/command_queue.h"

#include <cassert>
#include <iterator>
#include <utility>

#include "base/error.h"

namespace es::app {

void CommandQueue::push(QueuedCommand command) {
  if (m_waiting.size() >= kMost)
    throw Error("too many commands are waiting (does a script run itself?); the rest is dropped");
  m_waiting.push_back(std::move(command));
}

void CommandQueue::insertFirst(std::vector<QueuedCommand> commands, const std::string& whose) {
  if (m_waiting.size() + commands.size() > kMost) {
    m_waiting.clear();
    throw Error(whose + ": too many commands are waiting (does a script run itself?); all are dropped");
  }
  m_waiting.insert(m_waiting.begin(), std::make_move_iterator(commands.begin()),
                   std::make_move_iterator(commands.end()));
}

const QueuedCommand& CommandQueue::front() const {
  assert(!empty());
  return m_waiting.front();
}

QueuedCommand CommandQueue::take() {
  assert(!empty());
  QueuedCommand command = std::move(m_waiting.front());
  m_waiting.pop_front();
  return command;
}

}  // namespace es::app
