#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "app/document/document.h"
#include "base/background_job.h"

namespace es::app {

/// Finds the topics of the open table on a thread of its own, where nobody has said what colours its points
/// and colorsByItself says that it pays. They appear in Space::topics: no step of the document, so that
/// nothing else waits for them or is done again.
class TopicMaker {
 public:
  TopicMaker() = default;
  ~TopicMaker() { m_stop.request_stop(); }
  TopicMaker(const TopicMaker&) = delete;
  TopicMaker& operator=(const TopicMaker&) = delete;

  /// Starts for the open table where that is due; stops the work for one that is no longer open.
  void follow(const DocumentState& state);
  [[nodiscard]] bool working() const { return m_job.running() && !m_job.ready(); }

  /// Called on the worker's thread when the topics are there.
  void setWake(std::function<void()> wake) { m_wake = std::move(wake); }

 private:
  using Job = base::BackgroundJob<bool>;

  std::function<void()> m_wake;
  std::shared_ptr<const Space> m_space;  // the one that is open
  std::stop_source m_stop;               // of m_job
  Job m_job;                             // for it, running or ended
  std::vector<Job> m_left;               // for those before it, told to stop
  bool m_started = false;                // for it, once
};

}  // namespace es::app
