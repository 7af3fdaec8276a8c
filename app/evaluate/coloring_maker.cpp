#include "app/evaluate/coloring_maker.h"

#include <utility>

#include "app/evaluate/make_coloring.h"
#include "base/error.h"
#include "base/progress.h"

namespace es::app {

void ColoringMaker::follow(const DocumentState& state, const ViewState& view) {
  std::erase_if(m_left, [](const Job& job) { return job.ready(); });
  if (state.space != m_space) {
    m_stop.request_stop();  // not waited for
    for (Making* making : {&m_topics, &m_dots}) {
      if (making->job.running()) m_left.push_back(std::move(making->job));
      *making = {};
    }
    m_stop = {};
    m_space = state.space;
  }
  const auto missing = missingColors(state, view);
  if (!missing) return;
  Making& making = missing->kind == ColorKind::Dot ? m_dots : m_topics;
  if (!making.working() && making.spec != missing) start(making, *missing);
}

void ColoringMaker::start(Making& making, const ColorSpec& spec) {
  making = {spec, {}};
  making.job.start(
      [space = m_space, spec, stop = m_stop.get_token()](const std::stop_token& ended) {
        const base::Progress progress = [&](double) {
          if (stop.stop_requested() || ended.stop_requested()) throw Cancelled{};
        };
        // What fails leaves the points as they are: nobody asked for colours.
        static_cast<void>(coloringBy(*space, spec, progress));
        space->table->releasePages();
        return true;
      },
      m_wake);
}

}  // namespace es::app
