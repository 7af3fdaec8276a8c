#pragma once

#include <memory>

#include "app/panels/widgets/panel_input.h"
#include "app/scene/scene_input.h"
#include "app/session/session.h"
#include "render/passes/renderer.h"

namespace es::app {

/// Width and height that a screenshot will have, and its scale: from the command, else from the window.
struct PictureSize {
  int width = 0, height = 0;
  float scale = 1;
  [[nodiscard]] float aspect() const { return static_cast<float>(width) / static_cast<float>(height); }
  [[nodiscard]] PictureShape shape() const {
    return {static_cast<float>(width) / scale, static_cast<float>(height) / scale, scale};
  }
};
[[nodiscard]] PictureSize pictureSize(const ScreenshotCommand& command, RectPx window);

/// A picture, and the view that it shows: the session's, with the camera for the picture's shape.
struct Picture {
  render::Image image;
  ViewState view;
};

/// The view of a session in a picture of this shape.
[[nodiscard]] ViewState viewFor(const Session& session, const PictureFrame& shape);

/// Everything that makes pictures of a session. Needs a current OpenGL context.
class Studio {
 public:
  Studio();

  /// The picture that a `screenshot` command asks for, as it is laid out in `window`.
  [[nodiscard]] Picture takePicture(const Session& session, const ScreenshotCommand& command,
                                    const PanelState& panels, RectPx window);

  /// Before the first picture, to have it sooner: what the driver puts off until then.
  void warmUp();

  render::Renderer renderer;

 private:
  Picture takeWithPanels(const Session& session, PanelState panels, const PictureSize& size);
};

/// What the panels read when nothing runs and nobody points at anything: the base of every frame's input.
[[nodiscard]] PanelInput panelInput(const Session& session);

/// Writes the picture with the script that makes it again.
ScreenshotAnswer writePicture(const std::string& script, const ScreenshotCommand& command,
                              const render::Image& image, base::Writing writing);
/// That script: the session's in the picture's view, then the screenshot command itself.
[[nodiscard]] std::string pictureScript(const Session& session, const ViewState& view,
                                        const ScreenshotCommand& command);

}  // namespace es::app
