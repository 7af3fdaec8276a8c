#include "app/evaluate/topic_maker.h"

#include <utility>

#include "app/evaluate/make_coloring.h"
#include "base/error.h"
#include "base/progress.h"

namespace es::app {

void TopicMaker::follow(const DocumentState& state) {
  std::erase_if(m_left, [](const Job& job) { return job.ready(); });
  if (state.space != m_space) {
    m_stop.request_stop();  // not waited for
    if (m_job.running()) m_left.push_back(std::exchange(m_job, {}));
    m_space = state.space;
    m_started = false;
  }
  const bool due = m_space && !m_started && state.color.kind == ColorKind::ByItself &&
                   !m_space->topics->get() && colorsByItself(*m_space);
  if (!due) return;
  m_started = true;
  m_stop = {};
  m_job.start(
      [space = m_space, stop = m_stop.get_token()](const std::stop_token& ended) {
        const base::Progress progress = [&](double) {
          if (stop.stop_requested() || ended.stop_requested()) throw Cancelled{};
        };
        // What fails, for want of memory say, leaves the points without colours: nobody asked for them.
        static_cast<void>(topicColoring(*space, ColorSpec::kUsualTopics, progress));
        space->table->releasePages();
        return true;
      },
      m_wake);
}

}  // namespace es::app
