#pragma once

#include <cstdint>
#include <memory>

#include "render/gl/render_target.h"

namespace es::render {

/// A picture as a texture for somebody else's drawing (Dear ImGui's), smooth at any size. Needs a current
/// context for its whole life.
class PictureTexture {
 public:
  /// Throws es::Error when the picture is empty or larger than the driver's limit.
  explicit PictureTexture(const Image& image);
  ~PictureTexture();
  PictureTexture(PictureTexture&&) noexcept;
  PictureTexture& operator=(PictureTexture&&) noexcept;

  [[nodiscard]] std::uint64_t id() const;  // GL's name for it

 private:
  struct Objects;
  std::unique_ptr<Objects> m_objects;
};

}  // namespace es::render
