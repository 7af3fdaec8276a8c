#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <unordered_map>
#include <vector>

#include "render/gl/gl_objects.h"
#include "render/text/font_faces.h"
#include "render/text/glyph_sdf.h"

namespace es::render {

/// Where a glyph's distance field lies in the atlas.
struct AtlasSlot {
  glm::ivec2 corner{0};     // texels, top left
  glm::ivec2 size{0};       // texels; 0: a blank
  glm::vec2 topLeft{0.0F};  // texels from the pen, y up
};

struct AtlasLimits {
  int widthTexels = 1024;
  int startHeightTexels = 1024;
  int maxHeightTexels = 16384;  // and never more than the driver's textures
};

/// Distance fields of the glyphs in use, made on demand, in one texture that doubles its height as it fills.
class GlyphAtlas {
 public:
  explicit GlyphAtlas(AtlasLimits limits = {});

  /// The glyph's place, made now if needed; nothing when the atlas is full (clear it and start over).
  std::optional<AtlasSlot> slot(const FontChain::Faces& faces, GlyphRef glyph);
  void clear();
  /// Sends what is new to the texture and binds it to texture unit 0.
  void bind();

  int widthTexels() const { return m_limits.widthTexels; }
  int heightTexels() const { return m_height; }
  std::size_t glyphCount() const { return m_slots.size(); }

 private:
  std::optional<glm::ivec2> reserve(int width, int height);
  bool grow(int neededHeight);

  AtlasLimits m_limits;
  Texture m_texture;
  std::unordered_map<std::uint64_t, AtlasSlot> m_slots;
  std::vector<std::uint16_t> m_texels;  // (m_height, width)
  int m_height = 0;
  int m_textureHeight = 0;  // what the texture has storage for
  int m_shelfTop = 0;
  int m_shelfHeight = 0;
  int m_shelfRight = 0;
  int m_changedFrom = 0;  // rows of m_texels that the texture lacks
  int m_changedTo = 0;
};

}  // namespace es::render
