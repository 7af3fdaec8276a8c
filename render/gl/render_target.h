#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <vector>

namespace es::render {

/// Pixels, 8 bits a channel, RGBA, straight alpha, first row on top.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  // (height, width, 4)
};

/// A multisampled colour+depth framebuffer with a single-sample one to resolve into and read from.
class RenderTarget {
 public:
  /// samples is clamped to what the driver offers; 0 or 1: none. Throws es::Error above the driver's limits.
  RenderTarget(int width, int height, int samples);
  ~RenderTarget();
  RenderTarget(RenderTarget&&) noexcept;
  RenderTarget& operator=(RenderTarget&&) noexcept;

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  [[nodiscard]] int samples() const;  // 0 or 1: not multisampled
  void bind() const;                  // draw into it: framebuffer and viewport
  void resolve() const;               // average the samples
  /// Resolve, then copy to the place in `target` (null: framebuffer 0) that has its bottom left corner at x,
  /// y, as far as it lies within `clip` (x, y, width, height), and bind `target`.
  void copyTo(const RenderTarget* target, int x, int y, const glm::ivec4& clip) const;
  [[nodiscard]] Image read() const;  // resolve, then read back

 private:
  struct Objects;
  std::unique_ptr<Objects> m_objects;
};

}  // namespace es::render
