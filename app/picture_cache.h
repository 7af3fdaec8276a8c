#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "app/panels/panels.h"
#include "app/platform/window.h"
#include "app/scene_builder.h"
#include "render/renderer.h"

namespace es::app {

/// The window's picture, drawn again only when something in it has changed: typing in a panel costs no scene.
/// On a software rasteriser a picture in motion is drawn without multisampling, and once more with it when it
/// rests.
class PictureCache {
 public:
  PictureCache() : m_software(render::driverInfo().software) {}

  /// Brings the picture into `window`, or where that is null into the window's framebuffer, and leaves it
  /// bound. `input` describes it, `picture` is its place in the window.
  void show(const SceneInput& input, const RectPx& picture, Window::Size framebuffer,
            render::Renderer& renderer, SceneBuilder& scenes, const render::RenderTarget* window = nullptr);

  /// A finer picture is due; the next frame should come within kRestSec though nothing happens.
  bool wantsRefinement() const { return m_drawn && !m_fine; }
  static constexpr double kRestSec = 0.15;

 private:
  using Clock = std::chrono::steady_clock;
  struct Content {  // everything that the picture depends on
    DocumentState document;
    ViewState view;
    std::uint64_t positions = 0;
    std::optional<math::Index> hovered;
    RectPx picture;
    Window::Size framebuffer;
    bool operator==(const Content&) const = default;
  };

  std::unique_ptr<render::RenderTarget> m_target;
  std::optional<Content> m_drawn;
  bool m_fine = false;
  bool m_software = false;
  Clock::time_point m_changedAt;
};

}  // namespace es::app
