#include "app/slice_player.h"

#include <algorithm>
#include <chrono>

namespace es::app {
namespace {

CloudExtent measureExtent(const math::Points& points) {
  if (points.rows() == 0) return {};
  const Eigen::Vector3f mean = points.cast<double>().colwise().mean().transpose().cast<float>();
  std::vector<float> distances(static_cast<std::size_t>(points.rows()));
  for (math::Index row = 0; row < points.rows(); ++row)
    distances[static_cast<std::size_t>(row)] = (points.row(row).transpose() - mean).norm();
  const auto place =
      distances.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(distances.size() - 1));
  std::nth_element(distances.begin(), place, distances.end());
  const float radius = std::isfinite(*place) && *place > 0 ? *place : 1.0F;
  return {{mean.x(), mean.y(), mean.z()}, radius};
}

CloudExtent mix(const CloudExtent& a, const CloudExtent& b, float t) {
  return {a.center + t * (b.center - a.center), a.radius + t * (b.radius - a.radius)};
}

/// Starts and ends at rest.
double eased(double t) {
  return t * t * (3 - 2 * t);
}

}  // namespace

void SlicePlayer::follow(const DocumentState& document, bool animate) {
  if (document.sliced == m_sliced) return;
  const bool sameTable = document.space == m_space && m_space != nullptr;
  m_space = document.space;
  m_sliced = document.sliced;
  if (!m_sliced) {
    m_positions.clear();
    m_turn.reset();
    ++m_revision;
    return;
  }
  if (!animate || !sameTable) {
    m_turn.reset();
    jumpTo(*m_sliced, measureExtent(m_sliced->points));
    return;
  }
  Turn turn{math::FrameTurn(m_slice, m_sliced->slice), {}, {}, m_extent, measureExtent(m_sliced->points)};
  turn.projecting = std::async(std::launch::async, [space = m_space, frames = turn.frames] {
    return frames.projectOntoSpan(space->table->rows());
  });
  m_turn.emplace(std::move(turn));
}

void SlicePlayer::jumpTo(const SlicedSpace& sliced, const CloudExtent& extent) {
  m_slice = sliced.slice;
  m_extent = extent;
  m_positions.resize(static_cast<std::size_t>(sliced.points.rows()));
  for (std::size_t i = 0; i < m_positions.size(); ++i) {
    const auto row = static_cast<math::Index>(i);
    m_positions[i] = {sliced.points(row, 0), sliced.points(row, 1), sliced.points(row, 2)};
  }
  ++m_revision;
}

void SlicePlayer::advance(double stepSec) {
  if (!m_turn) return;
  if (m_turn->projecting.valid()) {
    if (m_turn->projecting.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
    m_turn->spanPoints = m_turn->projecting.get();
  }
  m_turn->elapsedSec += stepSec;
  const double t = m_turn->elapsedSec / kTurnSec;
  if (t < 1) {
    showTurn(eased(t));
    return;
  }
  const CloudExtent extent = m_turn->to;  // measured when the turn began
  m_turn.reset();
  jumpTo(*m_sliced, extent);
}

void SlicePlayer::showTurn(double t) {
  m_slice = m_turn->frames.at(t);
  const auto count = static_cast<math::Index>(m_positions.size());
  m_turn->frames.place(m_turn->spanPoints, t, Eigen::Map<math::Points>(&m_positions.data()->x, count, 3));
  m_extent = mix(m_turn->from, m_turn->to, static_cast<float>(t));
  ++m_revision;
}

glm::vec3 SlicePlayer::place(const math::Vector& vector) const {
  const Eigen::Vector3f point = math::projectOne(m_slice, vector);
  return {point.x(), point.y(), point.z()};
}

}  // namespace es::app
