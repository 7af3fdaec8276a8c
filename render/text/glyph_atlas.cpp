#include "render/text/glyph_atlas.h"

#include <algorithm>

#include "render/text/glyph_sdf.h"

namespace es::render {
namespace {

std::uint64_t keyOf(GlyphRef glyph) {
  return (static_cast<std::uint64_t>(glyph.face + 1) << 32U) | glyph.glyph;
}

}  // namespace

GlyphAtlas::GlyphAtlas(AtlasLimits limits) : m_limits(limits), m_fields(TexelKind::Distance16, limits) {}

// One that is wider than the atlas stays a blank. False: no room.
bool GlyphAtlas::putField(const FontChain& font, GlyphRef glyph, AtlasSlot& slot) {
  const GlyphField field = signedDistanceField(font.outline(glyph));
  if (field.texels.empty() || field.width >= m_limits.widthTexels) return true;
  const auto corner = m_fields.put({field.width, field.height}, std::as_bytes(std::span(field.texels)));
  if (corner) slot = {*corner, {field.width, field.height}, field.topLeft, kFieldEmTexels, false};
  return corner.has_value();
}

bool GlyphAtlas::putPicture(const ColorGlyph& picture, AtlasSlot& slot) {
  constexpr int kStartHeight = 256, kWidest = 512;
  const glm::ivec2 size(picture.width, picture.height);
  if (std::max(size.x, size.y) > std::min(kWidest, m_limits.widthTexels - kStartHeight / 16)) return true;
  if (!m_colors) {
    AtlasLimits limits = m_limits;
    limits.startHeightTexels = std::min(kStartHeight, limits.startHeightTexels);
    m_colors.emplace(TexelKind::Rgba8, limits);
  }
  const auto corner = m_colors->put(size, std::as_bytes(std::span(picture.pixels)));
  if (corner) slot = {*corner, size, picture.topLeftEm * picture.emPx, picture.emPx, true};
  return corner.has_value();
}

std::optional<AtlasSlot> GlyphAtlas::slot(const FontChain& font, GlyphRef glyph) {
  const std::uint64_t key = keyOf(glyph);
  if (const auto known = m_slots.find(key); known != m_slots.end()) return known->second;
  AtlasSlot slot;
  const auto picture = font.colorGlyph(glyph);
  if (!(picture ? putPicture(*picture, slot) : putField(font, glyph, slot))) return std::nullopt;
  m_slots.emplace(key, slot);
  return slot;
}

void GlyphAtlas::clear() {
  m_slots.clear();
  m_fields.clear();
  if (m_colors) m_colors->clear();
}

void GlyphAtlas::bind() {
  m_fields.bind(0);
  if (m_colors) m_colors->bind(1);
}

glm::ivec2 GlyphAtlas::colorTexels() const {
  return m_colors ? m_colors->size() : glm::ivec2(1);
}

}  // namespace es::render
