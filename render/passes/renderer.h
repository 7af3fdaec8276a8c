#pragma once

#include <memory>
#include <optional>
#include <string>

#include "render/gl/render_target.h"
#include "render/scene/frame.h"
#include "render/text/font.h"

namespace es::render {

/// Draws scenes. Owns programs, buffers and the glyph atlas; needs a current OpenGL 3.3 core context for its
/// whole life. In this order: arrows, lines, cloud, sprites (depth-tested); rings, screen lines, labels (over
/// all).
class Renderer {
 public:
  /// `shaderFolder`: read shaders from there (development: draw() sees an edited shader at once); otherwise
  /// the embedded ones. Throws es::Error with the driver's log when a shader does not compile.
  Renderer(FontChain font, std::optional<std::string> shaderFolder);
  ~Renderer();
  Renderer(Renderer&&) noexcept;
  Renderer& operator=(Renderer&&) noexcept;

  [[nodiscard]] const FontChain& font() const;

  /// Clears and draws into the bound framebuffer; the picture is widthPx x heightPx with its top left corner
  /// at (originX, originY from the framebuffer's bottom left, GL's convention). Only that rectangle is
  /// touched. GL's blending, depth, scissor and viewport settings are left changed. Throws es::Error only for
  /// edited shaders.
  void draw(const RenderScene& scene, int originX, int originY, int widthPx, int heightPx);

  /// A picture of any size: in one piece where the driver and 4,096 pixels a side allow, otherwise in tiles
  /// without seams. `maxTilePx`: the longest side of a tile. Throws es::Error for sizes < 1 or > 32,768 or
  /// more than 2^28 pixels.
  Image capture(const RenderScene& scene, int widthPx, int heightPx, int samples, int maxTilePx = 4096);

  /// Draws a small picture of what all pictures have (points, lines, labels) and throws it away: drivers
  /// finish a program when it is first used, and this is the time to wait for that. The framebuffer binding
  /// is left changed.
  void warmUp(int samples);

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::render
