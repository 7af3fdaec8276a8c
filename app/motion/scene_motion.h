#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "app/document/document.h"

namespace es::app {

/// How long ago what a picture shows came into it, for what is new to grow, to travel and to light up. Time
/// comes in from outside (`advance`), so that a motion takes as long on a slow machine and a film's frames
/// lie at even steps. A default one is at rest: everything is where it ends.
class SceneMotion {
 public:
  // A formula's figure: its words grow, the difference of two grows and travels to where it is added, the
  // chain is laid, the landing shows, and the nearest words light up one after the other.
  static constexpr double kGrowSec = 0.6, kTravelSec = 1.2, kLandSec = 0.4, kLightSec = 0.16, kPulseSec = 0.5;
  static constexpr double kAllLitSec = 1.6;  // however many there are
  static constexpr double kColorSec = 0.6, kDimSec = 0.5;
  static constexpr double kFieldSec = 1.0, kNumberSec = 0.7, kWalkSec = 3.6;

  /// Follows the document. `animate` false: what is new is there at once.
  void follow(const DocumentState& document, bool animate);
  /// The same after undo or redo: what comes back stands at once, and only the slice turns.
  void followBack(const DocumentState& document, bool animate);
  /// The numbers' part of `follow`: bars go from one temperature, and from one list of logits under the same
  /// labels, to the next.
  void followNumbers(const DocumentState& document, bool animate);
  /// The points' colours: where there were none they fade in.
  void followColoring(std::shared_ptr<const Coloring> coloring, bool animate);
  void advance(double stepSec);
  void finish();  // to the end
  void replay();  // the newest change once more, from its beginning
  [[nodiscard]] bool moving() const { return m_now < m_end; }
  [[nodiscard]] double leftSec() const { return moving() ? m_end - m_now : 0; }
  /// Grows with every step of a motion; equal ones show the same.
  [[nodiscard]] std::uint64_t revision() const { return m_revision; }

  /// Seconds since a formula came in; beyond every motion's length when it is at rest.
  [[nodiscard]] double sinceSec(const math::Expression& expression) const;
  /// Seconds since an answer of the standing question lit up, the `place`th (from 0); negative: it has not
  /// yet. In another metric or number of answers only those light up that were not there before.
  [[nodiscard]] double answerSec(const NeighborsAnswer& question, math::Index row, int place) const;
  [[nodiscard]] double pairsSec() const;   // since the pairs came in
  [[nodiscard]] double fieldSec() const;   // since the field did
  [[nodiscard]] double tracesSec() const;  // since the newest path did
  /// How far the points' colours have faded in, 0 to 1.
  [[nodiscard]] double coloredShare() const;
  /// Seconds since the cloud began to step back behind what was asked, or to come forward again.
  [[nodiscard]] double dimSec() const;
  [[nodiscard]] double turnSec()
      const;  // since the newest slice of the same words did: SlicePlayer turns to it
  /// The temperature of the bars that are shown: on its way from the last one, every stop of it a softmax.
  [[nodiscard]] double temperature() const;
  /// Their logits likewise.
  [[nodiscard]] std::vector<double> logits() const;

  /// How long a formula's figure takes, without its neighbours; and with them.
  [[nodiscard]] static double figureSec(std::size_t terms);
  [[nodiscard]] static double questionSec(const NeighborsAnswer& question);
  /// From one of so many answers to the next.
  [[nodiscard]] static double lightSec(std::size_t answers);

 private:
  [[nodiscard]] bool isNewQuestion(const DocumentState& document) const;
  void followQuestion(const DocumentState& document);
  void see(const DocumentState& document);
  void start(const std::string& key, double lengthSec);
  [[nodiscard]] double since(const std::string& key) const;

  struct Seen {
    std::shared_ptr<const NeighborsAnswer> neighbors;
    std::vector<math::Expression> shown;
    std::shared_ptr<const PairsAnswer> pairs;
    std::optional<math::Expression> field;
    std::vector<std::shared_ptr<const TraceAnswer>> traces;
    std::shared_ptr<const Space> space;
    std::shared_ptr<const SlicedSpace> sliced;
    bool asked = false;
  };
  Seen m_seen;
  std::shared_ptr<const Coloring> m_coloring;
  double m_coloringAt = 0, m_coloringEnd = 0;
  std::map<std::string, double> m_startedAt;          // what is new, by name
  bool m_answersStay = false;                         // the question stood already; of its answers are new:
  std::unordered_map<math::Index, int> m_newAnswers;  // row to its place among the new ones
  double m_now = 0, m_end = 0, m_newest = 0;          // seconds; m_newest: when the newest change began
  std::uint64_t m_revision = 0;
  double m_fromTemperature = 1, m_toTemperature = 1, m_numbersAt = 0, m_numbersEnd = 0;
  std::vector<double> m_fromLogits;
  SoftmaxState m_toLogits;
};

/// 0 before, 1 after, smooth between: starts and ends at rest.
[[nodiscard]] double easedShare(double sinceSec, double fromSec, double lengthSec);

}  // namespace es::app
