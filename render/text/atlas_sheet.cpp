#include "render/text/atlas_sheet.h"

#include <algorithm>

namespace es::render {
namespace {

struct Format {
  std::size_t texelBytes;
  GLint internal;
  GLenum layout;
  GLenum type;
  int gap;       // so that filtering does not reach into a neighbour
  bool shrinks;  // is drawn much smaller than it is here
};

Format formatOf(TexelKind kind) {
  if (kind == TexelKind::Distance16) return {2, GL_R16, GL_RED, GL_UNSIGNED_SHORT, 1, false};
  return {4, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 8, true};
}

}  // namespace

AtlasSheet::AtlasSheet(TexelKind kind, AtlasLimits limits)
    : m_kind(kind), m_limits(limits), m_texture(Texture::create()), m_height(limits.startHeightTexels) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  m_limits.maxHeightTexels = std::min(m_limits.maxHeightTexels, largest);
  m_texels.resize(offsetOf(m_height));
  constexpr GLint kSmallestLevel = 3;  // an eighth: the gap is a texel there
  const bool shrinks = formatOf(kind).shrinks;
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, shrinks ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, shrinks ? kSmallestLevel : 0);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

std::size_t AtlasSheet::offsetOf(int row) const {
  return static_cast<std::size_t>(m_limits.widthTexels) * static_cast<std::size_t>(row) *
         formatOf(m_kind).texelBytes;
}

bool AtlasSheet::grow(int neededHeight) {
  int height = m_height;
  while (height < neededHeight) height *= 2;
  if (height > m_limits.maxHeightTexels) return false;
  m_height = height;
  m_texels.resize(offsetOf(m_height));
  return true;
}

std::optional<glm::ivec2> AtlasSheet::reserve(glm::ivec2 size) {
  if (m_shelfRight + size.x > m_limits.widthTexels) {
    m_shelfTop += m_shelfHeight;
    m_shelfHeight = 0;
    m_shelfRight = 0;
  }
  if (m_shelfTop + size.y > m_height && !grow(m_shelfTop + size.y)) return std::nullopt;
  const glm::ivec2 corner(m_shelfRight, m_shelfTop);
  m_shelfRight += size.x;
  m_shelfHeight = std::max(m_shelfHeight, size.y);
  return corner;
}

std::optional<glm::ivec2> AtlasSheet::put(glm::ivec2 size, std::span<const std::byte> texels) {
  const Format format = formatOf(m_kind);
  const auto corner = reserve(size + format.gap);
  if (!corner) return std::nullopt;
  const std::size_t rowBytes = static_cast<std::size_t>(size.x) * format.texelBytes;
  for (int row = 0; row < size.y; ++row) {
    const auto from = texels.subspan(static_cast<std::size_t>(row) * rowBytes, rowBytes);
    const std::size_t to =
        offsetOf(corner->y + row) + static_cast<std::size_t>(corner->x) * format.texelBytes;
    std::ranges::copy(from, m_texels.begin() + static_cast<std::ptrdiff_t>(to));
  }
  if (m_changedFrom == m_changedTo) m_changedFrom = m_changedTo = corner->y;
  m_changedFrom = std::min(m_changedFrom, corner->y);
  m_changedTo = std::max(m_changedTo, corner->y + size.y);
  return corner;
}

void AtlasSheet::clear() {
  std::ranges::fill(m_texels, std::byte{0});
  m_shelfTop = m_shelfHeight = m_shelfRight = 0;
  m_changedFrom = 0;
  m_changedTo = m_height;
}

void AtlasSheet::bind(int unit) {
  const Format format = formatOf(m_kind);
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, m_texture.id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 2);
  const bool whole = m_textureHeight != m_height, part = m_changedFrom < m_changedTo;
  if (whole) {
    glTexImage2D(GL_TEXTURE_2D, 0, format.internal, m_limits.widthTexels, m_height, 0, format.layout,
                 format.type, m_texels.data());
    m_textureHeight = m_height;
  } else if (part) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, m_changedFrom, m_limits.widthTexels, m_changedTo - m_changedFrom,
                    format.layout, format.type, m_texels.data() + offsetOf(m_changedFrom));
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  if (format.shrinks && (whole || part)) glGenerateMipmap(GL_TEXTURE_2D);
  m_changedFrom = m_changedTo = 0;
  glActiveTexture(GL_TEXTURE0);
}

}  // namespace es::render
