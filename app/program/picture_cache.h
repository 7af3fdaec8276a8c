#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "app/panels/widgets/panel_input.h"
#include "app/platform/desktop/window.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/scene/scene_builder.h"
#include "render/gl/driver_info.h"
#include "render/gl/overlay.h"
#include "render/passes/renderer.h"

namespace es::app {

/// A frame that is to be shown.
struct WindowFrame {
  const SceneInput& scene;
  RectPx picture;                                // its place in the window; of no size: panels only
  Window::Size framebuffer;                      // pixels
  const render::RenderTarget* target = nullptr;  // of that size; null: the window's own framebuffer
};

/// What the window shows, kept: the picture is drawn again only when something in it has changed, and of the
/// panels, which are a layer of their own over it, only the part that has. So typing costs no scene, and of a
/// turning picture the panels are laid over it as they are. On a
/// software rasteriser a picture in motion is drawn without multisampling, and once more with it when it
/// rests.
class PictureCache {
 public:
  PictureCache() : m_software(render::driverInfo().software) {}

  /// Brings picture and panels into the frame's target. `panels` has ended its frame.
  void show(const WindowFrame& frame, render::Renderer& renderer, SceneBuilder& scenes, ImGuiLayer& panels);

  /// A finer picture is due; the next frame should come within kRestSec though nothing happens.
  [[nodiscard]] bool wantsRefinement() const { return m_target && !m_fine; }
  static constexpr double kRestSec = 0.15;

 private:
  using Clock = std::chrono::steady_clock;
  struct Content {  // everything that the picture depends on
    DocumentState document;
    ViewState view;
    std::shared_ptr<const Coloring> coloring;
    std::uint64_t positions = 0;
    std::uint64_t motion = 0;
    std::optional<math::Index> hovered;
    RectPx picture, clear;
    Window::Size framebuffer;
    float scale = 1;
    bool operator==(const Content&) const = default;
  };

  bool drawPicture(const Content& content, const SceneInput& input, render::Renderer& renderer,
                   SceneBuilder& scenes);
  void compose(const RectPx& part, const Content& content, render::Renderer& renderer,
               const ImGuiLayer& panels) const;

  std::unique_ptr<render::RenderTarget> m_target;  // the picture alone
  std::unique_ptr<render::Overlay> m_panels;       // over it; as large as the window
  std::unique_ptr<render::RenderTarget> m_whole;   // the window, as it was shown last
  std::optional<Content> m_drawn;
  bool m_fine = false;
  bool m_software = false;
  Clock::time_point m_changedAt;
};

}  // namespace es::app
