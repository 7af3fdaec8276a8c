#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/document/document.h"
#include "app/motion/cloud_extent.h"
#include "base/background_job.h"
#include "math/linear/frame_turn.h"

namespace es::app {

/// (d) -> world
[[nodiscard]] glm::vec3 placeIn(const math::Slice& slice, const math::Vector& vector);

/// Every word's place in the slice that is on the screen now. A new slice of the same table is turned to
/// along the geodesic; a new table is there at once. All words turn, none is left out: the rows are projected
/// once, on a worker, onto the (at most six-dimensional) span of both slices, and each step only combines
/// those coordinates. At rest the places are the document's own, not a copy.
class SlicePlayer {
 public:
  static constexpr double kTurnSec = 1.0;

  /// Follows the document. `animate` false (headless): new slices are there at once.
  void follow(const DocumentState& document, bool animate);
  /// Moves a turn on by so much time.
  void advance(double stepSec);
  [[nodiscard]] bool moving() const { return m_turn.has_value(); }
  void finish();  // a turn, to its end
  /// Whether a turn's first step still waits for the worker; `advance(0)` takes what is there.
  [[nodiscard]] bool preparing() const { return m_turn && m_turn->work.running(); }
  void waitUntilPrepared();  // blocks until the worker is done
  /// Why the last turn was left out, once: the new slice was there at once. Empty: it was not.
  [[nodiscard]] std::string takeProblem();
  /// The slice of the same words before the one that is followed; null: there was none.
  [[nodiscard]] const std::shared_ptr<const SlicedSpace>& before() const { return m_before; }

  /// Nothing to show before the first `follow` of a document with words.
  [[nodiscard]] bool empty() const { return m_positions.empty(); }
  [[nodiscard]] const math::Slice& slice() const { return m_slice; }
  [[nodiscard]] std::span<const glm::vec3> positions() const {
    return m_positions;
  }  // world, in row order; till the next call
  [[nodiscard]] std::uint64_t revision() const { return m_revision; }  // grows when positions change
  [[nodiscard]] const CloudExtent& extent() const { return m_extent; }
  [[nodiscard]] glm::vec3 place(const math::Vector& vector) const;  // (d) -> world, in the slice as it is now

 private:
  struct Path {                   // what a turn needs of every row
    math::SpanPoints spanPoints;  // (n, 6)
    math::Points turned;          // (n, 3), room for the places on the way
    CloudExtent end;
  };
  struct Turn {
    math::FrameTurn frames;
    CloudExtent from;
    base::BackgroundJob<Path> work;
    Path path;  // once it is there
    double elapsedSec = 0;
  };

  [[nodiscard]] base::BackgroundJob<Path> prepare(const math::FrameTurn& frames) const;
  void takePath();
  [[nodiscard]] CloudExtent extentOr(const CloudExtent& before) const;
  void rest(const CloudExtent& extent);
  void showTurn(double t);
  void leaveTurn();

  std::shared_ptr<const Space> m_space;
  std::shared_ptr<const SlicedSpace> m_sliced;  // where the turn ends
  std::shared_ptr<const SlicedSpace> m_before;
  math::Slice m_slice;
  std::span<const glm::vec3> m_positions;      // of m_shown, m_turn or m_left
  std::shared_ptr<const SlicedSpace> m_shown;  // whose places are shown at rest
  math::Points m_left;                         // places on the way, of a turn that was left
  std::uint64_t m_revision = 0;
  CloudExtent m_extent;
  std::optional<Turn> m_turn;
  std::vector<base::BackgroundJob<Path>>
      m_dropped;  // of turns that another took the place of: not waited for
  std::string m_problem;
};

}  // namespace es::app
