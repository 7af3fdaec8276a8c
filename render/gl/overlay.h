#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <span>

#include "render/gl/shader_sources.h"

namespace es::render {

/// What is drawn seldom and laid over a picture often: pixels with premultiplied alpha, transparent at first.
/// Rectangles are x, y from the bottom left, width, height, in pixels. Needs a current context for its whole
/// life.
class Overlay {
 public:
  /// Throws es::Error above the driver's limits.
  Overlay(int width, int height);
  ~Overlay();
  Overlay(Overlay&&) noexcept;
  Overlay& operator=(Overlay&&) noexcept;

  [[nodiscard]] glm::ivec2 size() const;
  /// Draw into it from now on: framebuffer and viewport. `part` becomes transparent again.
  void renew(const glm::ivec4& part) const;
  /// Lays it over the bound framebuffer, which has its size, within `part` and there within `boxes`, of which
  /// no two overlap.
  void layOver(const glm::ivec4& part, std::span<const glm::ivec4> boxes) const;

 private:
  struct Objects;
  std::unique_ptr<Objects> m_objects;
};

}  // namespace es::render
