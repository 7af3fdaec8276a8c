#include "app/evaluate/index_maker.h"

#include <atomic>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "app/evaluate/evaluate.h"
#include "app/evaluate/space_search.h"
#include "base/error.h"
#include "base/error_line.h"
#include "base/progress.h"

namespace es::app {

namespace {

/// Numbers in a table below which a search in float is over in well under a millisecond.
constexpr math::Index kLeastNumbers = math::Index{1} << 20;
/// From here on reading the int8 index back from a file is faster than making it.
constexpr math::Index kLeastKeptNumbers = math::Index{1} << 24;

}  // namespace

/// One table's int8 index in the making.
struct IndexMaker::Work {
  std::shared_ptr<const Space> space;
  std::optional<model::Int8IndexCache> cache;  // none: neither looked for nor kept
  std::function<void()> wake;
  std::atomic<double> share = 0;
  std::atomic<bool> ended = false;
  std::mutex mutex;
  std::string warning;
  std::jthread thread;  // last: it stops before what it uses goes

  void run(const std::stop_token& stop);
  void warn(std::string line) {
    const std::scoped_lock lock(mutex);
    warning = std::move(line);
  }
  void makeIndex(const base::Progress& progress);
  base::Progress watched(const std::stop_token& stop);
};

/// Progress that stops when asked to, gives back what was read of a mapped table, and wakes the window for
/// each hundredth.
base::Progress IndexMaker::Work::watched(const std::stop_token& stop) {
  return [this, &stop](double done) {
    constexpr double kNoticed = 0.01;
    if (stop.stop_requested()) throw Cancelled{};
    if (done < share + kNoticed) return;
    share = done;
    space->table->releasePages();
    if (wake) wake();
  };
}

void IndexMaker::Work::makeIndex(const base::Progress& progress) {
  const model::EmbeddingTable& table = *space->table;
  const auto place = [this](math::Int8Index index) {
    auto shared = std::make_shared<const math::Int8Index>(std::move(index));
    space->index->put(shared);
    return shared;
  };
  if (!cache) {
    place(math::Int8Index::make(table.rows(), progress));
    return;
  }
  const std::string key = model::Int8IndexCache::keyOf(table.rows(), base::stretch(progress, 0.0, 0.2));
  if (auto kept = cache->find(key, table.size(), table.dims(), base::stretch(progress, 0.2, 1.0))) {
    place(*std::move(kept));
    return;
  }
  const auto index = place(math::Int8Index::make(table.rows(), base::stretch(progress, 0.2, 1.0)));
  try {
    cache->keep(key, *index);
  } catch (const Error& error) {
    warn(std::string("what makes questions fast was not kept for the next time: ") + error.what());
  }
}

void IndexMaker::Work::run(const std::stop_token& stop) {
  try {
    const base::Progress progress = watched(stop);
    makeIndex(progress);
  } catch (const Cancelled&) {  // another table is open, or the program ends
  } catch (const std::bad_alloc&) {
    warn("there is not enough memory for what makes questions fast; they are answered all the same");
  } catch (const std::exception& failure) {
    warn(base::errorLine(failure));
  }
  ended = true;
  if (wake) wake();
}

IndexMaker::IndexMaker(std::optional<model::Int8IndexCache> cache) : m_cache(std::move(cache)) {}

IndexMaker::~IndexMaker() = default;

void IndexMaker::setWake(std::function<void()> wake) {
  m_wake = std::move(wake);
}

void IndexMaker::follow(const DocumentState& state) {
  std::erase_if(m_left, [](const auto& work) { return work->ended.load(); });
  if (state.space != m_space) {
    // Not waited for: it may be writing a file.
    if (m_work) m_work->thread.request_stop();
    if (m_work) m_left.push_back(std::move(m_work));
    m_space = state.space;
  }
  const bool asked = state.neighbors || !state.model.traces.empty();
  if (!m_space || m_work || !asked || m_space->index->get()) return;
  const math::Index numbers = m_space->table->rows().size();
  if (numbers < kLeastNumbers || m_space->table->dims() > math::Int8Index::kMaxDims) return;
  m_work = std::make_unique<Work>();
  m_work->space = m_space;
  if (numbers >= kLeastKeptNumbers) m_work->cache = m_cache;
  m_work->wake = m_wake;
  m_work->thread = std::jthread([work = m_work.get()](const std::stop_token& stop) { work->run(stop); });
}

std::optional<double> IndexMaker::share() const {
  if (!m_work || m_work->ended) return std::nullopt;
  return m_work->share;
}

std::string IndexMaker::takeWarning() {
  if (!m_work) return {};
  const std::scoped_lock lock(m_work->mutex);
  return std::exchange(m_work->warning, {});
}

}  // namespace es::app
