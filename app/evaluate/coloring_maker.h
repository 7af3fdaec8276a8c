#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "base/background_job.h"

namespace es::app {

/// Finds what a view wants for its colours and nobody has found (missingColors), on threads of their own. It
/// appears in Space::colorings: no step of the document, so that nothing else waits for it or is done again.
class ColoringMaker {
 public:
  ColoringMaker() = default;
  ~ColoringMaker() { m_stop.request_stop(); }
  ColoringMaker(const ColoringMaker&) = delete;
  ColoringMaker& operator=(const ColoringMaker&) = delete;

  /// Starts for what is shown where that is due; stops the work for a table that is no longer open.
  void follow(const DocumentState& state, const ViewState& view);
  [[nodiscard]] bool working() const { return m_topics.working() || m_dots.working(); }

  /// Called on a worker's thread when colours are there.
  void setWake(std::function<void()> wake) { m_wake = std::move(wake); }

 private:
  using Job = base::BackgroundJob<bool>;
  /// One at a time of each kind, the newest next: the topics' seconds and the dot products' moment do not
  /// wait for each other.
  struct Making {
    std::optional<ColorSpec> spec;  // of `job`: what fails, for want of memory say, is not tried again
    Job job;
    [[nodiscard]] bool working() const { return job.running() && !job.ready(); }
  };
  void start(Making& making, const ColorSpec& spec);

  std::function<void()> m_wake;
  std::shared_ptr<const Space> m_space;  // the one that is open
  std::stop_source m_stop;               // of its jobs
  Making m_topics, m_dots;               // for it, running or ended
  std::vector<Job> m_left;               // for those before it, told to stop
};

}  // namespace es::app
