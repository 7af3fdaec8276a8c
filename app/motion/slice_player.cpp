#include "app/motion/slice_player.h"

#include <new>
#include <utility>

#include "base/error.h"
#include "base/smoothstep.h"

namespace es::app {
namespace {

CloudExtent mix(const CloudExtent& a, const CloudExtent& b, float t) {
  return {a.center + t * (b.center - a.center), a.radius + t * (b.radius - a.radius)};
}

/// The same numbers, three a place.
std::span<const glm::vec3> placesOf(const math::Points& points) {
  static_assert(sizeof(glm::vec3) == 3 * sizeof(float));
  return {reinterpret_cast<const glm::vec3*>(points.data()), static_cast<std::size_t>(points.rows())};
}

}  // namespace

void SlicePlayer::follow(const DocumentState& document, bool animate) {
  if (document.sliced == m_sliced) {
    if (!animate) finish();
    return;
  }
  const bool sameTable = document.space == m_space && m_space != nullptr;
  m_before = sameTable ? m_sliced : nullptr;
  m_space = document.space;
  m_sliced = document.sliced;
  leaveTurn();
  if (!m_sliced) {
    m_positions = {};
    m_shown.reset();
    ++m_revision;
  } else if (animate && sameTable) {
    const math::FrameTurn frames(m_slice, m_sliced->slice);
    m_turn.emplace(Turn{frames, m_extent, prepare(frames), {}});
  } else {
    rest(extentOr(m_extent));
  }
}

base::BackgroundJob<SlicePlayer::Path> SlicePlayer::prepare(const math::FrameTurn& frames) const {
  base::BackgroundJob<Path> job;
  job.start([space = m_space, sliced = m_sliced, frames](const std::stop_token&) {
    return Path{frames.projectOntoSpan(space->table->rows()), math::Points(sliced->points.rows(), 3),
                measureExtent(sliced->points)};
  });
  return job;
}

/// What it has shown stays on the screen; what it still computes is thrown away when it is done.
void SlicePlayer::leaveTurn() {
  if (preparing()) {
    m_dropped.push_back(std::move(m_turn->work));
  } else if (m_turn) {
    m_left = std::move(m_turn->path.turned);  // moved, its numbers stay where m_positions finds them
  }
  m_turn.reset();
}

void SlicePlayer::rest(const CloudExtent& extent) {
  m_slice = m_sliced->slice;
  m_extent = extent;
  m_shown = m_sliced;
  m_positions = placesOf(m_shown->points);
  m_left.resize(0, 3);
  ++m_revision;
}

void SlicePlayer::finish() {
  if (!m_turn) return;
  const CloudExtent end = preparing() ? extentOr(m_extent) : m_turn->path.end;
  leaveTurn();
  rest(end);
}

void SlicePlayer::waitUntilPrepared() {
  if (preparing()) m_turn->work.wait();
  advance(0);
}

/// What the worker made; where it failed there is no turn.
void SlicePlayer::takePath() {
  try {
    m_turn->path = m_turn->work.take();
  } catch (const Error& error) {
    m_problem = std::string("the slice was not turned to, it is there at once: ") + error.what();
    m_turn.reset();
    rest(extentOr(m_extent));
  }
}

/// Where there is no memory to measure it either, the one before is near enough.
CloudExtent SlicePlayer::extentOr(const CloudExtent& before) const {
  try {
    return measureExtent(m_sliced->points);
  } catch (const std::bad_alloc&) {
    return before;
  }
}

std::string SlicePlayer::takeProblem() {
  return std::exchange(m_problem, {});
}

void SlicePlayer::advance(double stepSec) {
  std::erase_if(m_dropped, [](const base::BackgroundJob<Path>& work) { return work.ready(); });
  if (preparing() && m_turn->work.ready()) takePath();
  if (!m_turn || preparing()) return;
  m_turn->elapsedSec += stepSec;
  const double t = m_turn->elapsedSec / kTurnSec;
  if (t < 1) {
    showTurn(base::smoothstep(t));
    return;
  }
  const CloudExtent extent = m_turn->path.end;
  m_turn.reset();
  rest(extent);
}

void SlicePlayer::showTurn(double t) {
  Path& path = m_turn->path;
  m_slice = m_turn->frames.at(t);
  m_turn->frames.place(path.spanPoints, t, path.turned);
  m_extent = mix(m_turn->from, path.end, static_cast<float>(t));
  m_positions = placesOf(path.turned);
  m_shown.reset();
  m_left.resize(0, 3);
  ++m_revision;
}

glm::vec3 SlicePlayer::place(const math::Vector& vector) const {
  return placeIn(m_slice, vector);
}

glm::vec3 placeIn(const math::Slice& slice, const math::Vector& vector) {
  const Eigen::Vector3f point = math::projectOne(slice, vector);
  return {point.x(), point.y(), point.z()};
}

}  // namespace es::app
