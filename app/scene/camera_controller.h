#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/motion/slice_player.h"
#include "app/scene/camera_pose.h"

namespace es::app {

/// What the camera is in front of, and the view that it belongs to.
struct CameraSubject {
  ViewState& view;
  const DocumentState& document;
  const SlicePlayer& space;
  FigureCache& figures;
};

/// Moves the view's camera (ViewState::camera, where it stands now): frames what is asked for and keeps it
/// framed in pictures of any shape, glides from one pose to another, and turns slowly. Where it was framed
/// and where it is going to is known here alone. Without `advance` (headless) it is always there at once.
class CameraController {
 public:
  static constexpr double kGlideSec = 0.6;
  static constexpr double kTurnDegreesPerSec = 4;
  static constexpr double kCardSec = 0.35;

  [[nodiscard]] const PictureFrame& shape() const { return m_shape; }  // of the picture
  /// The same on its way: what becomes covered or clear pushes the picture aside in about kCardSec.
  [[nodiscard]] const PictureFrame& shapeNow() const { return m_shapeNow; }

  /// Turned as it is, the camera moves so that what is asked for, or else the whole cloud, fills the picture.
  void frame(const CameraSubject& subject);
  /// The same from the side that shows the standing question best (best_view.h).
  void showBest(const CameraSubject& subject);
  /// The pose for a picture of this shape: one that still stands as it was framed frames the same in that
  /// shape, any other is what it was.
  [[nodiscard]] CameraPose poseFor(const PictureFrame& shape, const CameraPose& pose,
                                   const DocumentState& document, const CloudExtent& extent) const;
  /// Something else is asked for: a camera that still frames what was, turned as it is, frames that.
  void refit(const CameraSubject& subject);
  /// The camera stands, or is going, where it was framed.
  [[nodiscard]] bool stands(const ViewState& view) const;
  /// What is asked for, or the whole cloud, is far out of the middle, or much smaller or larger than the
  /// picture.
  [[nodiscard]] bool isAway(const ViewState& view, const DocumentState& document, const CloudExtent& extent,
                            FigureCache& figures) const;
  /// From now on the picture has this shape. A camera on its way is led to where it must be then.
  void fit(const PictureFrame& shape, const CameraSubject& subject);
  /// A camera that still frames itself stays where it is for good: so that a part of its pose can be set.
  void pinDown(const CameraSubject& subject) const;

  // ---- with time ----
  [[nodiscard]] bool gliding() const { return m_way || m_shapeNow != m_shape; }
  /// From where it is seen to where the view has it now: smoothly, or at once without `view.motion`.
  void glideFrom(const CameraPose& seen, ViewState& view, double durationSec = kGlideSec);
  /// A new slice has other places for everything: the camera goes along with the turn, so that what is asked
  /// for is in the picture when it ends.
  void follow(const CameraSubject& subject);
  /// The same, but the whole cloud is to be in the picture: a view of all words was asked for.
  void followWhole(const CameraSubject& subject);
  /// The same for the slice of a question.
  void followBest(const CameraSubject& subject);
  /// Where it stands or is going.
  [[nodiscard]] const CameraPose& destination(const ViewState& view) const {
    return m_way ? m_way->to : view.camera;
  }
  /// What reads or sets the camera finds it where it is going.
  void finish(ViewState& view);
  /// A person has taken hold of it: it neither glides nor turns any more.
  void hold(ViewState& view);
  /// The slow turn: where the view wants it, but not in a best view.
  [[nodiscard]] static bool turns(const ViewState& view, const DocumentState& document) {
    return view.turning && document.sliced && !isBestView(document.sliceSpec.kind);
  }
  /// Goes on gliding or turning.
  void advance(double stepSec, const CameraSubject& subject);

 private:
  struct Framed {
    CameraPose pose;
    PictureFrame shape;
    std::vector<glm::vec3> places;  // in the slice:
    std::weak_ptr<const SlicedSpace> sliced;
    FramedReach reach{};
  };
  struct Way {
    CameraPose from, to;
    double durationSec = kGlideSec, elapsedSec = 0;
  };

  [[nodiscard]] CameraPose onTheWay(double share, const CloudExtent& extent) const;

  void frameFrom(const CameraPose& side, const FramedReach& reach, const CameraSubject& subject);
  void moveShape(double stepSec);

  PictureFrame m_shape, m_shapeNow;
  bool m_shaped = false;  // the shape is a picture's
  std::optional<Framed> m_framed;
  std::optional<Way> m_way;
};

}  // namespace es::app
