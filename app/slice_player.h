#pragma once

#include <cstdint>
#include <future>
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "app/document/document.h"
#include "math/frame_turn.h"

namespace es::app {

/// Where the bulk of the cloud lies: its mean, and the radius around it that holds 99 % of the words.
struct CloudExtent {
  glm::vec3 center{0.0F};
  float radius = 1.0F;
};

/// Every word's place in the slice that is on the screen now. A new slice of the same table is turned to
/// along the geodesic; a new table is there at once. All words turn, none is left out: the rows are projected
/// once onto the (at most six-dimensional) span of both slices, and each step only combines those
/// coordinates.
class SlicePlayer {
 public:
  static constexpr double kTurnSec = 1.4;

  /// Follows the document. `animate` false (headless): new slices are there at once.
  void follow(const DocumentState& document, bool animate);
  /// Moves a turn on by so much time.
  void advance(double stepSec);
  bool moving() const { return m_turn.has_value(); }

  /// Nothing to show before the first `follow` of a document with words.
  bool empty() const { return m_positions.empty(); }
  const math::Slice& slice() const { return m_slice; }
  std::span<const glm::vec3> positions() const { return m_positions; }  // world, in row order
  std::uint64_t revision() const { return m_revision; }                 // grows when positions change
  const CloudExtent& extent() const { return m_extent; }
  glm::vec3 place(const math::Vector& vector) const;  // (d) -> world, in the slice as it is now

 private:
  struct Turn {
    math::FrameTurn frames;
    std::future<math::SpanPoints> projecting;  // made on a worker
    math::SpanPoints spanPoints;               // (n, 6), once it is there
    CloudExtent from, to;
    double elapsedSec = 0;
  };

  void jumpTo(const SlicedSpace& sliced, const CloudExtent& extent);
  void showTurn(double t);

  std::shared_ptr<const Space> m_space;
  std::shared_ptr<const SlicedSpace> m_sliced;  // where the turn ends
  math::Slice m_slice;
  std::vector<glm::vec3> m_positions;
  std::uint64_t m_revision = 0;
  CloudExtent m_extent;
  std::optional<Turn> m_turn;
};

}  // namespace es::app
