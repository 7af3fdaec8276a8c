#include "render/text/glyph_atlas.h"

#include <algorithm>

namespace es::render {
namespace {

constexpr int kGap = 1;  // so that filtering does not reach into a neighbour

std::uint64_t keyOf(GlyphRef glyph) {
  return (static_cast<std::uint64_t>(glyph.face + 1) << 32U) | static_cast<std::uint32_t>(glyph.glyph);
}

std::size_t texelCount(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

}  // namespace

GlyphAtlas::GlyphAtlas(AtlasLimits limits)
    : m_limits(limits), m_texture(Texture::create()), m_height(limits.startHeightTexels) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  m_limits.maxHeightTexels = std::min(m_limits.maxHeightTexels, largest);
  m_texels.resize(texelCount(m_limits.widthTexels, m_height));
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

bool GlyphAtlas::grow(int neededHeight) {
  int height = m_height;
  while (height < neededHeight) height *= 2;
  if (height > m_limits.maxHeightTexels) return false;
  m_height = height;
  m_texels.resize(texelCount(m_limits.widthTexels, m_height));
  return true;
}

// Rows of glyphs ("shelves") from the top down.
std::optional<glm::ivec2> GlyphAtlas::reserve(int width, int height) {
  if (m_shelfRight + width > m_limits.widthTexels) {
    m_shelfTop += m_shelfHeight;
    m_shelfHeight = 0;
    m_shelfRight = 0;
  }
  if (m_shelfTop + height > m_height && !grow(m_shelfTop + height)) return std::nullopt;
  const glm::ivec2 corner(m_shelfRight, m_shelfTop);
  m_shelfRight += width;
  m_shelfHeight = std::max(m_shelfHeight, height);
  return corner;
}

std::optional<AtlasSlot> GlyphAtlas::slot(const FontChain::Faces& faces, GlyphRef glyph) {
  const std::uint64_t key = keyOf(glyph);
  if (const auto known = m_slots.find(key); known != m_slots.end()) return known->second;

  const GlyphField field = signedDistanceField(faces.outline(glyph));
  AtlasSlot slot;
  const bool fits = field.width + kGap <= m_limits.widthTexels;  // one wider than the atlas stays blank
  if (!field.texels.empty() && fits) {
    const auto corner = reserve(field.width + kGap, field.height + kGap);
    if (!corner) return std::nullopt;
    slot = {*corner, {field.width, field.height}, field.topLeft};
    for (int row = 0; row < field.height; ++row) {
      const auto from = field.texels.begin() + static_cast<std::ptrdiff_t>(texelCount(field.width, row));
      const auto to = m_texels.begin() + corner->x +
                      static_cast<std::ptrdiff_t>(texelCount(m_limits.widthTexels, corner->y + row));
      std::copy_n(from, field.width, to);
    }
    if (m_changedFrom == m_changedTo) m_changedFrom = m_changedTo = corner->y;
    m_changedFrom = std::min(m_changedFrom, corner->y);
    m_changedTo = std::max(m_changedTo, corner->y + field.height);
  }
  m_slots.emplace(key, slot);
  return slot;
}

void GlyphAtlas::clear() {
  m_slots.clear();
  std::ranges::fill(m_texels, std::uint16_t{0});
  m_shelfTop = m_shelfHeight = m_shelfRight = 0;
  m_changedFrom = 0;
  m_changedTo = m_height;
}

void GlyphAtlas::bind() {
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 2);
  if (m_textureHeight != m_height) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R16, m_limits.widthTexels, m_height, 0, GL_RED, GL_UNSIGNED_SHORT,
                 m_texels.data());
    m_textureHeight = m_height;
  } else if (m_changedFrom < m_changedTo) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, m_changedFrom, m_limits.widthTexels, m_changedTo - m_changedFrom,
                    GL_RED, GL_UNSIGNED_SHORT,
                    m_texels.data() + texelCount(m_limits.widthTexels, m_changedFrom));
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  m_changedFrom = m_changedTo = 0;
}

}  // namespace es::render
