#pragma once

#include <cstddef>
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

#include "render/gl/gl_objects.h"

namespace es::render {

struct AtlasLimits {
  int widthTexels = 1024;
  int startHeightTexels = 1024;
  int maxHeightTexels = 16384;  // and never more than the driver's textures
};

enum class TexelKind : unsigned char { Distance16, Rgba8 };

/// Rectangles packed in rows ("shelves") into one texture, which doubles its height as it fills. What is put
/// in is kept here as well, and sent to the texture when it is bound.
class AtlasSheet {
 public:
  AtlasSheet(TexelKind kind, AtlasLimits limits);

  /// The top left of the rectangle, whose texels are given row by row; nothing when the sheet is full. It
  /// must be narrower than the sheet.
  std::optional<glm::ivec2> put(glm::ivec2 size, std::span<const std::byte> texels);
  void clear();
  /// Binds the texture to this unit, with everything that has been put in.
  void bind(int unit);

  [[nodiscard]] glm::ivec2 size() const { return {m_limits.widthTexels, m_height}; }

 private:
  std::optional<glm::ivec2> reserve(glm::ivec2 size);
  bool grow(int neededHeight);
  [[nodiscard]] std::size_t offsetOf(int row) const;

  TexelKind m_kind;
  AtlasLimits m_limits;
  Texture m_texture;
  std::vector<std::byte> m_texels;  // (m_height, width)
  int m_height = 0;
  int m_textureHeight = 0;  // what the texture has storage for
  int m_shelfTop = 0;
  int m_shelfHeight = 0;
  int m_shelfRight = 0;
  int m_changedFrom = 0;  // rows of m_texels that the texture lacks
  int m_changedTo = 0;
};

}  // namespace es::render
