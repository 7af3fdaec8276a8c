#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <unordered_map>

#include "render/text/atlas_sheet.h"
#include "render/text/font.h"

namespace es::render {

/// Where a glyph lies in the atlas.
struct AtlasSlot {
  glm::ivec2 corner{0};     // texels, top left
  glm::ivec2 size{0};       // texels; 0: a blank
  glm::vec2 topLeft{0.0F};  // texels from the pen, y up
  float emTexels = 0.0F;    // texels an em
  bool colored = false;     // a picture in the sheet of colours, not a distance field
};

/// The glyphs in use, made on demand: letters as distance fields in one texture, emoji as pictures in
/// another.
class GlyphAtlas {
 public:
  explicit GlyphAtlas(AtlasLimits limits = {});

  /// The glyph's place, made now if needed; nothing when the atlas is full (clear it and start over).
  std::optional<AtlasSlot> slot(const FontChain& font, GlyphRef glyph);
  void clear();
  /// Sends what is new to the textures and binds them: fields to texture unit 0, colours to unit 1.
  void bind();

  [[nodiscard]] glm::ivec2 fieldTexels() const { return m_fields.size(); }
  [[nodiscard]] glm::ivec2 colorTexels() const;
  [[nodiscard]] std::size_t glyphCount() const { return m_slots.size(); }

 private:
  bool putField(const FontChain& font, GlyphRef glyph, AtlasSlot& slot);
  bool putPicture(const ColorGlyph& picture, AtlasSlot& slot);

  AtlasLimits m_limits;
  AtlasSheet m_fields;
  std::optional<AtlasSheet> m_colors;  // once the first emoji is there
  std::unordered_map<std::uint64_t, AtlasSlot> m_slots;
};

}  // namespace es::render
